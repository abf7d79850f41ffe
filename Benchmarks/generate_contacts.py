#!/usr/bin/env python3
"""Writes a contacts CSV of invented people, the same bytes for the same arguments.

    python3 Benchmarks/generate_contacts.py 200000 > contacts.csv
    python3 Benchmarks/generate_contacts.py 500000 --seed 7 --encoding utf-16 > contacts-utf16.csv

20 columns, about 240 bytes a row: names with accents, companies with commas, telephone numbers in several writings,
addresses, and notes of which some run over two lines. Numbers are those that regulators reserve for fiction where such
exist. No packages are needed.
"""
import argparse
import random
import sys

GIVEN = """Anna Ben Chloé David Élodie François Grace Hélène Ivan José Jürgen Karin Łukasz María Nils Olga Péter Quentin
Renée Søren Tomáš Ursula Victor Wanda Xavier Yvonne Zoë Ahmed Fatima Giulia Ingrid Kwame Leila Mateo Noah Priya""".split()
FAMILY = """Weber Müller Jones O'Brien Nowak García Dubois Rossi Jensen Novák Øster Schröder Smith Taylor Peña Lindström
Kovács Fernández Bauer Martin Kaya Silva Costa Becker Hoffmann Lefèvre Moreau Brown Wilson Evans Çelik Yılmaz""".split()
COMPANY = ["Weber & Söhne GmbH", "Acme, Inc.", "Northwind Traders", "Müller, Schmidt & Partner", "Contoso Ltd",
           "Café Olé, S.A.", "Blue Harbour Logistics", "Fabrikam", "The \"Old\" Bakery", "Globex", "Initech, LLC"]
DEPARTMENT = ["Sales", "Purchasing", "IT", "Human Resources", "R&D", "Accounting", "", "Support"]
TITLE = ["Manager", "Engineer", "Head of Sales", "Buyer", "CFO", "Assistant", "", "Technician"]
PLACE = [("London", "", "NW1 6XE", "United Kingdom"), ("Berlin", "", "10115", "Germany"),
         ("Lyon", "", "69003", "France"), ("Springfield", "IL", "62701", "USA"), ("Kraków", "", "30-001", "Poland"),
         ("São Paulo", "SP", "01310-100", "Brazil"), ("Zürich", "ZH", "8001", "Switzerland")]
STREET = ["Hauptstr.", "High Street", "Rue de l'Église", "Main St", "Calle Mayor", "Bahnhofstraße", "Park Lane"]
NOTE = ["", "", "", "Met at the fair", "Prefers e-mail, please", "VIP", "Call back\nafter 5 pm", "Said \"call me\""]
HEADER = ["Record ID", "First Name", "Last Name", "Company", "Department", "Job Title", "Business Phone",
          "Mobile Phone", "Home Phone", "Business Fax", "E-mail", "E-mail 2", "Street", "City", "State", "Postal Code",
          "Country", "Website", "Birthday", "Notes"]


def quoted(text):
    if any(sign in text for sign in ',"\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def number(random, kind):
    n = random.randrange(1000)
    if kind == 0:
        return f"+44 20 7946 0{n:03d}"
    if kind == 1:
        return f"020 7946 0{n:03d}"
    if kind == 2:
        return f"(212) 555-01{n % 100:02d}"
    if kind == 3:
        return f"+1-312-555-01{n % 100:02d}"
    if kind == 4:
        return f"07700 900{n:03d}"
    return f"+44 (0)7700 900 {n:03d}"


def rows(count, seed):
    generator = random.Random(seed)
    choice, draw = generator.choice, generator.random
    quoted_company = [quoted(text) for text in COMPANY]
    quoted_note = [quoted(text) for text in NOTE]
    for index in range(count):
        given, family, company = choice(GIVEN), choice(FAMILY), int(draw() * len(COMPANY))
        city, state, code, country = choice(PLACE)
        mail = f"{given}.{family}{index}".lower().replace("'", "")
        yield (f"C{index:07d},{given},{family},{quoted_company[company]},{choice(DEPARTMENT)},{choice(TITLE)},"
               f"{number(generator, int(draw() * 4))},{number(generator, 4 + int(draw() * 2))},"
               f"{number(generator, int(draw() * 4)) if draw() < 0.3 else ''},"
               f"{number(generator, int(draw() * 4)) if draw() < 0.2 else ''},"
               f"{mail}@example.com,{mail + '@example.org' if draw() < 0.2 else ''},"
               f"{1 + int(draw() * 200)} {choice(STREET)},{city},{state},{code},{country},"
               f"https://www.example.com/{index % 5000},"
               f"19{50 + int(draw() * 50)}-{1 + int(draw() * 12):02d}-{1 + int(draw() * 28):02d},{choice(quoted_note)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoding", default="utf-8", help="as Python names it; what it cannot hold becomes ?")
    arguments = parser.parse_args()
    output = sys.stdout.buffer
    # UTF-16 gets its mark once, at the start.
    mark, encoding = b"", arguments.encoding
    if encoding.lower().replace("-", "") == "utf16":
        mark, encoding = b"\xff\xfe", "utf-16-le"
    output.write(mark + (",".join(HEADER) + "\n").encode(encoding))
    block = []
    for row in rows(arguments.rows, arguments.seed):
        block.append(row)
        if len(block) == 5000:
            output.write("".join(block).encode(encoding, "replace"))
            block = []
    output.write("".join(block).encode(encoding, "replace"))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Contacts of which one in ten is a duplicate, for measuring time and memory: generate.py RECORDS OUT.csv [--kind K]

Kinds: usual; one-name (everyone is John Smith); one-number (everyone is behind one switchboard); both; many (one contact of
10,000 numbers and one with a name of 1 MB among the usual). The same bytes for the same arguments.
"""
import argparse
import csv
import random

SYLLABLES = "an bel cor dan el fin gar hol ir jon kal lun mar nor ost per qui ros sal tor ul ver wil xan yor zim".split()


def word(rng, count):
    return "".join(rng.choice(SYLLABLES) for _ in range(count)).capitalize()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=int)
    parser.add_argument("out")
    parser.add_argument("--kind", default="usual", choices=["usual", "one-name", "one-number", "both", "many"])
    options = parser.parse_args()
    rng = random.Random(7)
    given = [word(rng, 2) for _ in range(800)]
    family = [word(rng, 3) for _ in range(9_000)]
    kind = options.kind
    with open(options.out, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["First Name", "Last Name", "Company", "Business Phone", "Mobile", "Email", "Street", "City", "ZIP", "Country"])
        people, company = [], None
        for index in range(options.records):
            if people and rng.random() < 0.1:
                row = list(rng.choice(people))
                first = row[0]
                row[0] = rng.choice([first, first[:1] + ".", first.upper(), first[:2] + first[3:]])
                row[rng.choice([3, 5, 6])] = ""
                rows.writerow(row)
                continue
            if company is None or rng.random() < 0.2:
                company = (f"{word(rng, 3)} {rng.choice(['GmbH', 'Ltd', 'S.A.'])}", f"+4930{rng.randrange(10**7):07}",
                           f"{word(rng, 3)}str. {rng.randrange(1, 150)}", word(rng, 2), f"{rng.randrange(10**5):05}")
            first, last = rng.choice(given), rng.choice(family)
            if kind in ("one-name", "both"): first, last = "John", "Smith"
            board = "+493012345678" if kind in ("one-number", "both") else company[1]
            row = [first, last, company[0], board, f"+4917{index:08}", f"{first}.{last}{index}@mail.example".lower(), company[2], company[3], company[4], "DE"]
            if kind == "many" and index == 5: row[4] = " / ".join(f"+4915{n:08}" for n in range(10_000))
            if kind == "many" and index == 6: row[1] = "x" * 1_000_000
            if len(people) < 50_000: people.append(row)
            rows.writerow(row)


if __name__ == "__main__":
    main()

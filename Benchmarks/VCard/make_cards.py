"""Writes N cards of about 600 bytes each, as phones export them: python3 make_cards.py N > cards.vcf"""

import random
import sys

FIRST = ["Anna", "Ben", "Chloe", "David", "Emre", "Fatima", "Jürgen", "Zoë", "Łukasz", "María"]
LAST = ["Weber", "Smith", "O'Neill", "García", "Müller", "Nowak", "Yılmaz", "Ng"]


def card(i, rng):
    given, family, n = rng.choice(FIRST), rng.choice(LAST), f"{i:06d}"
    return "\r\n".join([
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iOS 17.0//EN", f"N:{family};{given};;Dr.;",
        f"FN:Dr. {given} {family}", f"ORG:Example {n} GmbH;Sales", "TITLE:Manager",
        f"EMAIL;type=INTERNET;type=WORK;type=pref:{n}@example.com",
        f"TEL;type=CELL;type=VOICE;type=pref:+44 7700 900{i % 1000:03d}",
        f"TEL;type=WORK;type=VOICE:+44 20 7946 0{i % 1000:03d}", f"item1.TEL:+44 1632 960{i % 1000:03d}",
        "item1.X-ABLabel:Zentrale",
        f"ADR;type=WORK;type=pref:;;Example Road {i};London;;SW1A {i % 10}AA;United Kingdom",
        "NOTE:First line\\nsecond\\, with a comma and some words that make it longer than",
        "  seventy-five bytes", f"UID:{n}-4f1c-9a0e-{n}", "REV:2024-01-02T03:04:05Z", "END:VCARD", ""])


def main():
    rng = random.Random(5)
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    for i in range(int(sys.argv[1])):
        sys.stdout.write(card(i, rng))


main()

#!/usr/bin/env python3
"""What an admin's script does today: a contacts CSV becomes YAML, with the usual parts.

    peer.py INPUT.csv OUTPUT.yaml REGION

csv reads, phonenumbers brings every number to E.164, a dictionary finds duplicates by record id or by number and name,
PyYAML on libyaml writes. Needs PyPI's phonenumbers and PyYAML.
"""
import csv
import sys

import phonenumbers
import yaml

KINDS = {"Business Phone": "business", "Mobile Phone": "mobile", "Home Phone": "home", "Business Fax": "business-fax"}
COUNTRIES = {"United Kingdom": "GB", "Germany": "DE", "France": "FR", "USA": "US", "Poland": "PL", "Brazil": "BR",
             "Switzerland": "CH"}


def number(raw, region):
    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return e164, parsed.extension, phonenumbers.is_valid_number(parsed)


def contact(row, region):
    row = {key: (value or "").strip() for key, value in row.items() if key}
    region = COUNTRIES.get(row["Country"], region)
    numbers = []
    for column, kind in KINDS.items():
        if row[column]:
            found = number(row[column], region)
            numbers.append({"kind": kind, "number": found[0], "extension": found[1] or "", "raw": row[column]} if found
                           else {"kind": kind, "raw": row[column]})
    return {
        "id": row["Record ID"], "name": {"given": row["First Name"], "family": row["Last Name"]},
        "organization": row["Company"], "department": row["Department"], "title": row["Job Title"], "numbers": numbers,
        "emails": [row[c] for c in ("E-mail", "E-mail 2") if row[c]],
        "address": {k: row[k] for k in ("Street", "City", "State", "Postal Code", "Country")},
        "website": row["Website"], "birthday": row["Birthday"], "note": row["Notes"],
    }


def main(source, target, region):
    seen, contacts, rejected = {}, [], 0
    with open(source, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            new = contact(row, region)
            if not new["numbers"]:
                rejected += 1
                continue
            name = (new["name"]["given"] + new["name"]["family"]).casefold()
            keys = [("id", new["id"])] + [(n.get("number") or n["raw"], name) for n in new["numbers"]]
            known = next((seen[key] for key in keys if key in seen), None)
            if known is None:
                contacts.append(new)
                known = new
            else:
                have = {n.get("number") or n["raw"] for n in known["numbers"]}
                known["numbers"] += [n for n in new["numbers"] if (n.get("number") or n["raw"]) not in have]
            for key in keys:
                seen.setdefault(key, known)
    with open(target, "w", encoding="utf-8") as file:
        yaml.dump(contacts, file, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    print(f"{len(contacts)} contacts, {rejected} rejected")


main(*sys.argv[1:4])

#!/usr/bin/env python3
"""Writes a Yealink phonebook of invented people: `make_directory.py FILE COUNT`."""

import random
import sys

GIVEN = "Amelia Élodie Jürgen Zoë Marek Ana Björn Chiara Dmitri Fatima Hiro Ines Kwame Lena Nuno Olga Priya Tomás".split()
FAMILY = "Harper Müller Dvořák Fernández Rossi Okafor Weber Martin Kovács Lindqvist Sato Nguyen Smith O'Brien".split()


def main(path, count):
    draw = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<YealinkIPPhoneBook>\n  <Title>Company</Title>\n')
        file.write('  <Menu Name="Company">\n')
        for index in range(count):
            name = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}-{draw.choice(FAMILY)} {index}"
            mobile = f"+447700{900000 + index % 99999}" if draw.random() < 0.6 else ""
            file.write(f'    <Unit Name="{name}" Phone1="+4420{79460000 + index}" Phone2="{mobile}" Phone3=""/>\n')
        file.write("  </Menu>\n</YealinkIPPhoneBook>\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

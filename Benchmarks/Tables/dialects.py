#!/usr/bin/env python3
"""Compares the dialects that are found with those that people noted, and with CleverCSV in the same run.

    python3 Benchmarks/Tables/dialects.py SWITCHBOOK CSVSNIFFER [--clevercsv]

CSVSNIFFER is a copy of ws-garcia/CSVsniffer: its `python/ground truth` holds the dialects of files of CleverCSV's
labelled data, of Pollock and of the W3C's CSV on the Web tests. With --clevercsv, CleverCSV (pip install clevercsv)
is asked about the same files. A delimiter counts as right if it is the noted one; where CleverCSV finds none, it is
wrong.
"""
import argparse
import json
import os
import subprocess

SETS = {"CSV_Wrangling": "CCSV-manual_Dialect_Annotation.txt", "CSV": "POLLOCK-dialect_annotations.txt",
        "W3C-CSVW": "W3C-CSVW-dialect_annotations.txt"}
NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "vslash": "|", "nsign": "#", "colon": ":"}


def clevercsv_delimiter(path, encoding):
    import clevercsv

    try:
        with open(path, newline="", encoding=encoding, errors="replace") as file:
            dialect = clevercsv.Sniffer().sniff(file.read(), verbose=False)
        return dialect.delimiter if dialect else None
    except Exception:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("switchbook")
    parser.add_argument("csvsniffer")
    parser.add_argument("--clevercsv", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="name the files that are wrong")
    arguments = parser.parse_args()
    root = os.path.join(arguments.csvsniffer, "python")
    for folder, truth in SETS.items():
        count = right = clever = 0
        with open(os.path.join(root, "ground truth", truth), encoding="utf-8") as file:
            lines = file.read().splitlines()[2:]
        for line in lines:
            name, encoding, delimiter, *_ = line.split("|")
            path = os.path.join(root, folder, name)
            if not os.path.exists(path):
                continue
            count += 1
            done = subprocess.run([arguments.switchbook, "table", path, "--dialect"], capture_output=True)
            found = json.loads(done.stdout)["delimiter"] if done.stdout else None
            if found == NAMES[delimiter]:
                right += 1
            elif arguments.verbose:
                print(f"  {name}: {found!r} for {delimiter}")
            if arguments.clevercsv and clevercsv_delimiter(path, encoding) == NAMES[delimiter]:
                clever += 1
        line = f"{folder}: {count} files, delimiter right in {100 * right / count:.1f} %"
        print(line + (f", CleverCSV {100 * clever / count:.1f} %" if arguments.clevercsv else ""))


if __name__ == "__main__":
    main()

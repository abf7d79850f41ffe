#!/usr/bin/env python3
"""Compares `switchbook table` with csv-spectrum: every file's rows must be those of its JSON.

    python3 Benchmarks/Tables/spectrum.py SWITCHBOOK CSV_SPECTRUM

CSV_SPECTRUM is a checkout of max-mapper/csv-spectrum, its .gitattributes obeyed (some files end their lines in CRLF).
"""
import csv
import io
import json
import os
import subprocess
import sys


def main():
    switchbook, folder = sys.argv[1:3]
    failed = 0
    names = sorted(name[:-4] for name in os.listdir(f"{folder}/csvs"))
    for name in names:
        done = subprocess.run([switchbook, "table", f"{folder}/csvs/{name}.csv"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
        read = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        with open(f"{folder}/json/{name}.json", encoding="utf-8") as file:
            expected = json.load(file)
        if read != (expected if isinstance(expected, list) else [expected]):
            failed += 1
            print(f"{name}: {read} is not {expected}")
    print(f"{len(names) - failed} of {len(names)}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Times reading and writing a directory beside xmllint, and prints the table of Benchmarks/README.md.

    run.py BENCH FOLDER [COUNT]
"""

import os
import subprocess
import sys
import time

ROUNDS = 5


def xmllint(path):
    start = time.perf_counter()
    subprocess.run(["xmllint", "--stream", "--noout", path], check=True)
    return (time.perf_counter() - start) * 1000


def ours(bench, path, written):
    done = subprocess.run([bench, path, written], capture_output=True, text=True, check=True)
    return [int(word) for word in done.stdout.split()]


def main(bench, folder, count="500000"):
    path = os.path.join(folder, f"directory-{count}.xml")
    written = os.path.join(folder, "written.xml")
    if not os.path.exists(path):
        subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "make_directory.py"), path, count], check=True)
    rounds = [(xmllint(path), ours(bench, path, written), xmllint(written)) for _ in range(ROUNDS)]
    peer = min(first for first, _, _ in rounds)
    reading = min(figures[0] for _, figures, _ in rounds)
    writing = min(figures[1] for _, figures, _ in rounds)
    back = min(last for _, _, last in rounds)
    contacts, size = rounds[0][1][2], rounds[0][1][3]
    print(f"{contacts:,} contacts, {os.path.getsize(path) / 1e6:.0f} MB read, {size / 1e6:.0f} MB written; best of {ROUNDS}.\n")
    print("| what | ms | times xmllint on the same file |\n| --- | ---: | ---: |")
    print(f"| `xmllint --stream`, the file that is read | {peer:.0f} | 1.0 |")
    print(f"| Switchbook reads it into contacts | {reading} | {reading / peer:.1f} |")
    print(f"| `xmllint --stream`, the file that is written | {back:.0f} | 1.0 |")
    print(f"| Switchbook writes it from contacts | {writing} | {writing / back:.1f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Reads and writes cards with Switchbook and its peers in one run, and prints the table of Benchmarks/README.md.

    python3 run.py FOLDER SWITCHBOOK BENCHVCARD "EZVCARD" KCONTACTS "VOBJECT"

FOLDER gets the cards, made up once; the last three are commands that take a file of cards.
"""

import os
import shlex
import subprocess
import sys
import time

CARDS = int(os.environ.get("CARDS", 200_000))
FEW = 20_000


def cards(folder, count):
    path = os.path.join(folder, f"cards-{count}.vcf")
    if not os.path.exists(path):
        with open(path + ".new", "wb") as file:
            subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "make_cards.py"), str(count)],
                           stdout=file, check=True)
        os.rename(path + ".new", path)
    return path


def rounds(command, *arguments):
    """What a program prints of each round: cards, seconds; the fastest."""
    out = subprocess.run(shlex.split(command) + list(arguments), capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in out.splitlines() if line[:1].isdigit()]
    return min((float(row[1]), int(row[0])) for row in rows)


def whole(command):
    """A program as a whole: seconds by the clock, seconds of processor, MiB at the peak."""
    start = time.monotonic()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{shlex.join(command)} failed")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    folder, switchbook, bench, ez, kcontacts, vobject = sys.argv[1:]
    many, few = cards(folder, CARDS), cards(folder, FEW)
    size = os.path.getsize(many) / CARDS
    print(f"{CARDS:,} cards of {size:.0f} bytes, read into a program's own objects and written again:\n")
    results = [
        ("Switchbook, all cores, by the clock", *rounds(bench, "both", many, "5")),
        ("Switchbook, one thread", *rounds(bench, "time", many, "5")),
        ("ez-vcard, warm", *rounds(f"{ez} time", many, "5")),
        ("KContacts", *rounds(kcontacts, many)),
        (f"vobject, {FEW:,} cards", *rounds(f"{vobject} time", few)),
    ]
    ours = results[1][1] / results[1][2]
    print("| program | µs a card | times as long as Switchbook on one thread |\n| --- | --- | --- |")
    for name, seconds, count in results:
        print(f"| {name} | {seconds / count * 1e6:.1f} | {seconds / count / ours:.1f} |")
    print("\nThe command, with all its stages:\n")
    print("| command | cards | wall s | CPU s | peak MiB |\n| --- | --- | --- | --- | --- |")
    for options in ("--to vcard --dedupe off", "--to vcard-4 --dedupe off", "--to vcard"):
        for path, count in ((few, FEW), (many, CARDS)):
            output = os.path.join(folder, "out.vcf")
            wall, cpu, peak = whole([switchbook, "convert", path, *options.split(), "--quiet", "-o", output])
            print(f"| `convert {options}` | {count:,} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")


main()

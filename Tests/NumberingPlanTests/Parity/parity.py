#!/usr/bin/env python3
"""Compares `switchbook number --tsv` with libphonenumber's answers, over made-up numbers.

    parity.py compare SWITCHBOOK [COUNT] [SEED]   exit code 1 if an answer differs
    parity.py sample FOLDER                       writes the samples that the tests read
"""

import collections
import multiprocessing
import os
import subprocess
import sys
import time

import phonenumbers

import oracle
from cases import Cases

COLUMNS = ["input", "number", "status", "type", "region", "extension"]
CHUNK = 25_000


def rows(data, command, format):
    done = subprocess.run([command, "number", "--tsv", "--format", format], input=data, stdout=subprocess.PIPE, check=True)
    return done.stdout.split(b"\n")[:-1]


def compare(job):
    """Compares one chunk; returns what differs, and how often each status came up."""
    command, seed, count = job
    cases = Cases(seed)
    inputs = [cases.case() for _ in range(count)]
    format = list(oracle.FORMATS)[seed % 4 if seed % 2 else 0]
    # ZZ is no region, so that a text without one may begin with two letters and a tab.
    answers = rows(b"".join(b"%s\t%s\n" % ((region or "ZZ").encode(), text) for region, text in inputs), command, format)
    differences, seen = [], collections.Counter()
    if len(answers) != count:
        differences.append((("rows",), None, b"", [str(count)], [str(len(answers))]))
    for (region, text), row in zip(inputs, answers):
        expected = [text.replace(b"\t", b" ")] + [
            column.encode() for column in oracle.answer(region, text.decode("utf-8", "replace"), format)]
        found = row.split(b"\t")
        seen[expected[2].decode()] += 1
        seen[expected[3].decode()] += 1
        if expected != found:
            kind = tuple(name for name, a, b in zip(COLUMNS, expected, found) if a != b)
            differences.append((kind, region, text, expected[1:], found[1:]))
    return differences, seen


def run_comparison(command, count="5000000", seed="1"):
    count, seed = int(count), int(seed)
    start = time.time()
    jobs = [(command, seed * 1_000_000 + at, min(CHUNK, count - at * CHUNK)) for at in range(-(-count // CHUNK))]
    kinds, examples, seen, done = collections.Counter(), collections.defaultdict(list), collections.Counter(), 0
    with multiprocessing.Pool(min(2, os.cpu_count())) as pool:
        for differences, counts in pool.imap_unordered(compare, jobs):
            done += CHUNK
            seen += counts
            for kind, *example in differences:
                kinds[kind] += 1
                examples[kind].append(example)
            if sys.stderr.isatty() or done % 1_000_000 == 0:
                print(f"{min(done, count):,} compared, {sum(kinds.values())} differ", file=sys.stderr)
    print(f"{count:,} numbers, seed {seed}, phonenumbers {phonenumbers.__version__}, {time.time() - start:.0f} s")
    print(", ".join(f"{name or '-'} {times:,}" for name, times in seen.most_common()))
    for kind, times in kinds.most_common():
        print(f"{times:,} differ in {', '.join(kind)}")
        for region, text, expected, found in examples[kind][:12]:
            print(f"  {region} {text!r}\n    expected {expected}\n    found    {found}")
    print(f"{sum(kinds.values()):,} of {count:,} answers differ")
    sys.exit(1 if kinds else 0)


def escape(text):
    """Printable ASCII, all else and the backslash as a backslash and two hexadecimal digits a byte."""
    return "".join(chr(byte) if 32 <= byte < 127 and byte != 92 else f"\\{byte:02x}" for byte in text)


def write_samples(folder):
    cases = Cases(2026)
    with open(os.path.join(folder, "numbers.tsv"), "w", encoding="utf-8") as file:
        for _ in range(24_000):
            region, text = cases.case()
            columns = oracle.answer(region, text.decode("utf-8", "replace"))
            if len(text) <= 300:
                print(region or "", escape(text), *columns, sep="\t", file=file)
    with open(os.path.join(folder, "formats.tsv"), "w", encoding="utf-8") as file:
        for e164 in sorted({cases.formatted() for _ in range(6_000)}):
            try:
                print(e164, *oracle.formats(e164), sep="\t", file=file)
            except phonenumbers.NumberParseException:
                continue
    with open(os.path.join(folder, "short.tsv"), "w", encoding="utf-8") as file:
        for region, digits in sorted({cases.short() for _ in range(8_000)}):
            print(region, digits, *oracle.short(region, digits), sep="\t", file=file)


if __name__ == "__main__":
    {"compare": run_comparison, "sample": write_samples}[sys.argv[1]](*sys.argv[2:])

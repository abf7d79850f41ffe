"""Reads and writes every card file below some folders with several programs, and counts what is left.

    python3 compare.py FOLDER... -- "NAME=COMMAND" ...

COMMAND gets a file's path as its last argument and writes the cards that it read to standard output. A property is kept
where the output's card has one of that name with the same text, whatever its escapes, folding and encoding.
"""

import base64
import collections
import quopri
import re
import shlex
import subprocess
import sys
from pathlib import Path


def cards(data):
    """The cards in some bytes, as lists of (name, text); a counter of its own, none of the programs compared."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16").encode()
    # A bare CR ends lines only where nothing else does.
    lines = re.split(rb"\r*\n" if b"\n" in data else rb"\r", data)
    found, card, depth, i = [], None, 0, 0
    while i < len(lines):
        line = lines[i].lstrip(b"\xef\xbb\xbf")
        i += 1
        plain = line.strip().upper().replace(b" ", b"")
        if plain == b"BEGIN:VCARD":
            depth += 1
            if depth == 1:
                card = []
            continue
        if plain == b"END:VCARD" and card is not None:
            depth -= 1
            if depth == 0:
                found.append(card)
                card = None
            continue
        if card is None or not plain or depth > 1:
            continue
        soft = b"QUOTED-PRINTABLE" in line.upper().split(b":")[0]
        while soft and line.endswith(b"=") and i < len(lines):
            line = line[:-1] + lines[i]
            i += 1
        while i < len(lines) and lines[i][:1] in (b" ", b"\t"):
            line += lines[i][1:]
            i += 1
        match = re.match(rb'((?:[^":]|"[^"]*")*?):(.*)$', line, re.S)
        if match:
            card.append(normal(match[1], match[2]))
    if card:
        found.append(card)
    return found


def normal(head, value):
    name = head.split(b";")[0].split(b".")[-1].upper().decode("latin-1")
    upper = head.upper()
    if b"QUOTED-PRINTABLE" in upper:
        value = quopri.decodestring(value)
        charset = re.search(rb"CHARSET=([^;]+)", upper)
        if charset:
            try:
                value = value.decode(charset[1].decode()).encode()
            except (LookupError, UnicodeDecodeError):
                pass
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("windows-1252", "replace")
    text = re.sub(r"^(data:[^,]*,|tel:)", "", text)
    if "ENCODING=B" in head.decode("latin-1").upper():
        text = re.sub(r"\s", "", text)
    text = text.replace("\\n", "").replace("\\N", "").replace("\\", "").replace("\r", "").replace("\n", "")
    if name in ("REV", "BDAY", "ANNIVERSARY"):
        text = re.sub(r"[-:]", "", text)
    return name, re.sub(r"\s|;*$", "", text).lower()


def is_card(path):
    return path.suffix.lower() in (".vcf", ".vcard") and "golden" not in path.parts and path.stat().st_size > 0


def main():
    cut = sys.argv.index("--")
    files = sorted(
        path for folder in sys.argv[1:cut] for path in Path(folder).rglob("*") if is_card(path))
    wanted = {path: cards(path.read_bytes()) for path in files}
    total = sum(len(c) for c in wanted.values())
    ignored = ("VERSION", "PRODID")
    properties = sum(1 for file in wanted.values() for c in file for p in c if p[0] not in ignored)
    print(f"{len(files)} files, {total} cards, {properties} properties\n")
    print("| program | cards read | properties kept | files that it fails on |\n| --- | --- | --- | --- |")
    for argument in sys.argv[cut + 1:]:
        name, command = argument.split("=", 1)
        read = kept = failed = 0
        missing = collections.Counter()
        for path in files:
            try:
                run = subprocess.run(shlex.split(command) + [str(path)], capture_output=True, timeout=60)
            except subprocess.TimeoutExpired:
                failed += 1
                continue
            failed += run.returncode != 0
            output = cards(run.stdout)
            read += min(len(output), len(wanted[path]))
            have = collections.Counter(p for c in output for p in c if p[0] not in ignored)
            want = collections.Counter(p for c in wanted[path] for p in c if p[0] not in ignored)
            kept += sum((have & want).values())
            for p, count in (want - have).items():
                missing[(path.name, p[0], p[1][:60])] += count
        print(f"| {name} | {read} | {kept} ({100 * kept / max(properties, 1):.1f} %) | {failed} |", flush=True)
        if "--missing" in command or len(sys.argv) == cut + 2:
            for (file, prop, text), count in missing.most_common(60):
                print("   ", count, file, prop, text, file=sys.stderr)


main()

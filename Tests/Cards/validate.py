"""Has ez-vcard and vobject validate what Switchbook writes: every sample of cards, and tables, in every version and dialect.

    python3 validate.py SWITCHBOOK "JAVA"

JAVA runs ValidateCards.java with ez-vcard on the class path. A card that came in the version that is written keeps what
was wrong with it, so only conversions are judged.
"""

import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import vobject

TARGETS = {
    "vcard-2": "2.1", "android-vcard": "2.1", "outlook-vcard": "2.1", "gigaset-vcard": "2.1", "vcard-3": "3.0",
    "icloud-vcard": "3.0", "google-vcard": "3.0", "vcard-4": "4.0",
}

# What docs/vcard.md says that producers and no standard do.
ALLOWED = [
    r'2\.1\t\[(Nickname|Categories)\] \| W02',
    # A card in a card stays of the version that it is.
    r'3\.0\t\[Agent\] \| W10: Embedded vCard warning',
    r'(2\.1|3\.0)\t\[Email\] \| W09: TYPE parameter value \("(work|home)"\)',
]


def samples(root):
    for folder in ("vcard", "jcard", "xcard", "jscontact", "csv", "google-contacts", "outlook"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".vcf", ".json", ".xml", ".csv") and "golden" not in path.parts:
                yield path


def main():
    switchbook, java = sys.argv[1:]
    root = pathlib.Path(__file__).parents[2] / "Samples"
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        written = {}
        for path in samples(root):
            versions = set(re.findall(r"(?im)^version:([\d.]+)", path.read_bytes().decode("latin-1")))
            for target, version in TARGETS.items():
                if version in versions:
                    continue
                output = pathlib.Path(folder) / f"{len(written)}.vcf"
                run = subprocess.run(
                    [switchbook, "convert", str(path), "--to", target, "--region", "GB", "--quiet", "-o", str(output)],
                    capture_output=True, text=True)
                if run.returncode > 1:
                    problems.append(f"{path}: {run.stderr}")
                elif output.stat().st_size > 0:
                    written[str(output)] = (path.relative_to(root), target)
        cards = 0
        judged = subprocess.run(shlex.split(java) + list(written), stdout=subprocess.PIPE, text=True)
        if judged.returncode != 0:
            sys.exit("ez-vcard could not read what was written; what it printed is above")
        for line in judged.stdout.splitlines():
            output, number, version, text = line.split("\t", 3)
            if not text:
                cards += int(number)
            elif not any(re.match(pattern, f"{version}\t{text}") for pattern in ALLOWED):
                problems.append(f"{written[output][0]} as {written[output][1]}, card {number}: ez-vcard: {text}")
        for output, (path, target) in written.items():
            try:
                with open(output, encoding="utf-8", newline="") as file:
                    for card in vobject.readComponents(file.read(), allowQP=TARGETS[target] == "2.1"):
                        if TARGETS[target] == "3.0":
                            card.validate(raiseException=True)
            except Exception as error:
                problems.append(f"{path} as {target}: vobject: {error!r}")
    print("\n".join(problems))
    print(f"ez-vcard and vobject read {cards} cards in {len(written)} files; {len(problems)} findings")
    sys.exit(1 if problems or cards < 100 else 0)


main()

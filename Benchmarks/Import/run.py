#!/usr/bin/env python3
"""Import of a contacts CSV into a bundle, beside a Python script that does the same work; one run, as ratios.

    run.py SWITCHBOOK FOLDER [--rows 500000] [--peer-rows 20000]

FOLDER takes the generated files. Needs PyPI's phonenumbers and PyYAML for the peer.
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def measured(command):
    """Wall seconds, CPU seconds and peak MiB of a command."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{command} ended with {code}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def generated(folder, rows):
    path = f"{folder}/contacts-{rows}.csv"
    if not os.path.exists(path):
        with open(path, "wb") as file:
            subprocess.run([sys.executable, f"{HERE}/../generate_contacts.py", str(rows)], stdout=file, check=True)
    return path


def imported(switchbook, folder, rows):
    bundle = f"{folder}/bundle"
    best = None
    for _ in range(3):
        shutil.rmtree(bundle, ignore_errors=True)
        command = [switchbook, "import", generated(folder, rows), "--into", bundle, "--region", "GB", "--extensions",
                   "1000", "--quiet"]
        result = measured(command)
        best = result if best is None or result[1] < best[1] else best
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("switchbook")
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--peer-rows", type=int, default=20_000)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    big = imported(options.switchbook, options.folder, options.rows)
    small = imported(options.switchbook, options.folder, options.rows // 100)
    peer_file = generated(options.folder, options.peer_rows)
    peer = measured([sys.executable, f"{HERE}/peer.py", peer_file, f"{options.folder}/peer.yaml", "GB"])
    per_row = peer[0] / options.peer_rows
    print("| what | rows | wall s | CPU s | peak MiB | µs a row (wall) |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, rows, (wall, cpu, peak) in (
            ("switchbook import", options.rows, big), ("switchbook import", options.rows // 100, small),
            ("Python script", options.peer_rows, peer)):
        print(f"| {name} | {rows:,} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {wall / rows * 1e6:.2f} |")
    print()
    print(f"Import takes 1/{per_row / (big[0] / options.rows):.0f} of the script's time a row; "
          f"CPU per row at {options.rows:,} is {big[1] / small[1] / 100:.2f} times that at {options.rows // 100:,}.")


main()

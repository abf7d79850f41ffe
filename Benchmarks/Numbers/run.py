#!/usr/bin/env python3
"""Times every engine over the same lines, one after the other, and prints the table of Benchmarks/README.md.

    run.py OURS LIBPHONENUMBER MALLOCS LINES SWITCHBOOK
"""

import os
import subprocess
import sys
import time


def figures(*command, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return [int(word) for word in done.stdout.split()], done.stderr


def allocations(ours, counter, lines, rounds):
    _, told = figures(ours, lines, str(rounds), environment={**os.environ, "LD_PRELOAD": counter})
    return int(told)


def start_up(*command):
    """The shortest of 50 runs, in milliseconds."""
    best = 1e9
    for _ in range(50):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main(ours, libphonenumber, counter, lines, switchbook):
    peer = os.path.join(os.path.dirname(__file__), "python_peer.py")
    commands = {
        "Switchbook, `NumberingPlan`": (ours, lines, "3"),
        "rphonenumbers (PyPI, Rust core)": (sys.executable, peer, "rphonenumbers", lines),
        "libphonenumber, C++ (Debian)": (libphonenumber, lines),
        "phonenumbers (PyPI, pure Python)": (sys.executable, peer, "phonenumbers", lines),
    }
    results = {name: figures(*command)[0] for name, command in commands.items()}
    base = min(result[0] for result in results.values())
    print("| engine | ns a number | ratio | valid |\n| --- | ---: | ---: | ---: |")
    for name, (nanoseconds, valid, _) in results.items():
        print(f"| {name} | {nanoseconds:,} | {nanoseconds / base:.1f} | {valid:,} |")
    once, thrice = (allocations(ours, counter, lines, rounds) for rounds in (1, 3))
    print(f"\nAllocations: {once} in one round, {thrice} in three. Start-up of `switchbook number 1`: "
          f"{start_up(switchbook, 'number', '1'):.1f} ms; of /bin/true, started the same way: {start_up('/bin/true'):.1f} ms.")


if __name__ == "__main__":
    main(*sys.argv[1:])

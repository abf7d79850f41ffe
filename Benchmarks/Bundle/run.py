#!/usr/bin/env python3
"""What is done to a bundle that is there already, at 5,000 and at 500,000 contacts, beside git doing the same to the same
files; and an export for 500 extensions beside single ones. One run, as tables.

    run.py SWITCHBOOK FOLDER [--rows 500000] [--extensions 500] [--only life|exports]

FOLDER takes the generated files.
"""
import argparse
import os
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TIMES = 3


def run(command, folder=None):
    """Wall seconds, CPU seconds and peak MiB of a command."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{command} ended with {code}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(command, folder=None, before=lambda: None):
    """The run of least CPU."""
    results = []
    for _ in range(TIMES):
        before()
        results.append(run(command, folder))
    return min(results, key=lambda result: result[1])


def generated(folder, rows):
    path = f"{folder}/contacts-{rows}.csv"
    if not os.path.exists(path):
        with open(path, "wb") as file:
            subprocess.run([sys.executable, f"{HERE}/../generate_contacts.py", str(rows)], stdout=file, check=True)
    return path


def changed(folder, rows):
    """100 rows of the list, from all over it, each with another e-mail address."""
    path = f"{folder}/changed-{rows}.csv"
    with open(generated(folder, rows), encoding="utf-8") as file, open(path, "w", encoding="utf-8") as out:
        out.write(next(file))
        lines = [line for line in file if line.startswith("C") and line.count(",") == 19 and '"' not in line]
        for line in lines[::len(lines) // 100][:100]:
            out.write(line.replace("@example.com", "@changed.example.com"))
    return path


def life(switchbook, folder, rows):
    """Check, an import of 100 changed rows, diff and undo."""
    bundle, old = f"{folder}/bundle-{rows}", f"{folder}/before-{rows}"
    for path in (bundle, old):
        shutil.rmtree(path, ignore_errors=True)
    take = [switchbook, "import", "--into", bundle, "--region", "GB", "--extensions", "1000", "--system", "crm", "--quiet"]
    run(take + [generated(folder, rows)])
    shutil.copytree(bundle, old)
    news, undo = take + [changed(folder, rows)], [switchbook, "undo", bundle]
    results = {"check": best([switchbook, "check", bundle])}
    results["import of 100 changed rows"] = best(news, before=lambda: run(undo) if os.path.exists(f"{bundle}/.history/1") else None)
    results["diff"] = best([switchbook, "diff", old, bundle])
    results["undo"] = best(undo, before=lambda: None if os.path.exists(f"{bundle}/.history/1") else run(news))
    run(news)
    return results


def git(folder, rows):
    """The same by git, of the same files."""
    place, old, new = f"{folder}/git-{rows}", f"{folder}/before-{rows}", f"{folder}/bundle-{rows}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(old, place, ignore=shutil.ignore_patterns(".*", "reports"))
    def call(*words):
        return ["git", "-c", "user.name=b", "-c", "user.email=b@example.com", "-c", "core.fsync=all", "-c", "gc.auto=0", *words]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "old"]):
        subprocess.run(call(*words), cwd=place, check=True)
    results = {"check": best(["sha256sum", f"{place}/contacts/company.yaml"])}
    shutil.copy(f"{new}/contacts/company.yaml", f"{place}/contacts/company.yaml")
    results["diff"] = best(call("diff", "--no-index", f"{old}/contacts/company.yaml", f"{new}/contacts/company.yaml"))
    results["import of 100 changed rows"] = run(call("commit", "-qam", "new"), place)
    results["undo"] = run(call("reset", "-q", "--hard", "HEAD~1"), place)
    return results


def each_extension(switchbook, folder, extensions):
    """An export for every extension, of five kinds of rights, over 200,000 contacts; and five single exports."""
    bundle, rows = f"{folder}/company", 200_000
    shutil.rmtree(bundle, ignore_errors=True)
    def call(*words):
        subprocess.run([switchbook, *words], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    call("bundle", "new", bundle, "--region", "GB")
    step = extensions // 5
    for kind in range(5):
        first = 1000 + kind * step
        call("bundle", "extensions", bundle, "--add", f"{first}-{first + step - 1}", "--group", f"G{kind}")
    with open(generated(folder, rows), encoding="utf-8") as file:
        text = file.read()
    header, _, body = text.partition("\n")
    records = ["C" + record for record in ("\n" + body).split("\nC")[1:]]
    for kind in range(5):
        part = f"{folder}/part-{kind}.csv"
        with open(part, "w", encoding="utf-8") as out:
            out.write("\n".join([header] + records[kind::5]) + "\n")
        call("import", part, "--into", bundle, "--system", "crm", "--phonebook", f"P{kind}", "--quiet")
        for reader in range(kind, 5):
            call("bundle", "grant", bundle, "view", f"P{kind}", f"group G{reader}")
    out = f"{folder}/phones"
    def export(*words):
        return [switchbook, "export", bundle, "--to", "yealink-phonebook", "--quiet", *words]
    singles = [best(export("--extension", str(1000 + kind * step), "-o", f"{folder}/one.xml")) for kind in range(5)]
    def clean():
        shutil.rmtree(out, ignore_errors=True)
    return [
        (f"{extensions} extensions", best(export("--each-extension", "-o", out), before=clean)),
        ("5 single exports", tuple(sum(one[i] for one in singles) for i in (0, 1)) + (max(one[2] for one in singles),)),
    ]


def print_life(options):
    small_rows = options.rows // 100
    small, big = (life(options.switchbook, options.folder, rows) for rows in (small_rows, options.rows))
    peer = git(options.folder, options.rows)
    print(f"| what | {small_rows:,}: wall s | {options.rows:,}: wall s | CPU s | MiB | growth of CPU a contact | beside git: wall |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, (wall, cpu, peak) in big.items():
        print(f"| {name} | {small[name][0]:.2f} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {cpu / small[name][1] / 100:.2f} | "
              f"{peer[name][0]:.2f} s, {wall / peer[name][0]:.1f} times |")


def print_exports(options):
    print("| export of 200,000 contacts | wall s | CPU s | peak MiB | times five single exports |")
    print("| --- | ---: | ---: | ---: | ---: |")
    rows = each_extension(options.switchbook, options.folder, options.extensions)
    single = rows[1][1][0]
    for name, (wall, cpu, peak) in rows:
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {wall / single:.1f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("switchbook")
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--extensions", type=int, default=500)
    parser.add_argument("--only", choices=["life", "exports"])
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    if options.only != "exports":
        print_life(options)
    if options.only is None:
        print()
    if options.only != "life":
        print_exports(options)


main()

#!/usr/bin/env python3
"""Times `switchbook table` on workbooks beside openpyxl and python-calamine, in one run; prints a table in Markdown.

    python3 Benchmarks/Spreadsheets/run.py SWITCHBOOK FOLDER [--rows 50000] [--repeats 3]

FOLDER takes the generated workbooks: the contacts of generate_contacts.py, 20 columns, as .xlsx (by XlsxWriter) and as
.ods. switchbook is measured as a whole process that reads the workbook and writes clean CSV; the peers from the call
that opens the workbook until the last row was handed out, without the start of Python. The least of the repeats counts,
all taking turns. Needs the packages of requirements.txt.
"""
import argparse
import csv
import os
import subprocess
import sys
import time
import zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
OPENPYXL = """
import sys, time, openpyxl
start = time.perf_counter()
count = sum(1 for _ in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True))
print(count, time.perf_counter() - start)
"""
CALAMINE = """
import sys, time, python_calamine
start = time.perf_counter()
count = len(python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python())
print(count, time.perf_counter() - start)
"""


def rows(count):
    generator = [sys.executable, os.path.join(HERE, "..", "generate_contacts.py"), str(count)]
    text = subprocess.run(generator, stdout=subprocess.PIPE, check=True).stdout.decode()
    return list(csv.reader(text.splitlines(keepends=True)))


def write_xlsx(path, table):
    import xlsxwriter
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False})
    sheet = book.add_worksheet("Contacts")
    for index, row in enumerate(table):
        for column, text in enumerate(row):
            if text.isdigit() and text[0] != "0":
                sheet.write_number(index, column, int(text))
            elif text:
                sheet.write_string(index, column, text)
    book.close()


def write_ods(path, table):
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                     for name in ("office", "table", "text"))
    def cell(text):
        if not text:
            return "<table:table-cell/>"
        if text.isdigit() and text[0] != "0":
            return (f'<table:table-cell office:value-type="float" office:value="{text}"><text:p>{text}</text:p>'
                    "</table:table-cell>")
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in table)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        file.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest='
                      '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                      'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>')
        file.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {names}><office:body>'
                      f'<office:spreadsheet><table:table table:name="Contacts">{body}</table:table>'
                      "</office:spreadsheet></office:body></office:document-content>")


def measured(command, reports):
    """Wall seconds of the process or as it reports, its CPU seconds and its peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = process.stdout.read().split()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command} failed")
    return float(said[-1]) if reports else wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("switchbook")
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    paths = {kind: os.path.join(options.folder, f"contacts-{options.rows}.{kind}") for kind in ("xlsx", "ods")}
    if not all(map(os.path.exists, paths.values())):
        # In a process of its own: what this one has needed counts as its children's peak memory.
        if os.fork() == 0:
            table = rows(options.rows)
            write_xlsx(paths["xlsx"], table)
            write_ods(paths["ods"], table)
            os._exit(0)
        if os.wait()[1]:
            sys.exit("the workbooks cannot be made")
    clean = os.path.join(options.folder, "clean.csv")
    systems = {}
    for kind, path in paths.items():
        systems[kind, "switchbook table"] = ([options.switchbook, "table", path, "-o", clean, "--quiet"], False)
        systems[kind, "python-calamine"] = ([sys.executable, "-c", CALAMINE, path], True)
    systems["xlsx", "openpyxl, read-only"] = ([sys.executable, "-c", OPENPYXL, paths["xlsx"]], True)
    best = {}
    for _ in range(options.repeats):
        for name, (command, reports) in systems.items():
            result = measured(command, reports)
            best[name] = tuple(map(min, zip(result, best.get(name, result))))
    sizes = ", ".join(f"{os.path.getsize(path) / 1e6:.1f} MB as .{kind}" for kind, path in paths.items())
    print(f"{options.rows:,} rows of 20 columns ({sizes}), the least of {options.repeats}:\n")
    print("| file | reader | wall s | CPU s | peak MiB | times as long |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for kind in paths:
        ours = best[kind, "switchbook table"][0]
        for (file, name), (wall, cpu, memory) in best.items():
            if file == kind:
                print(f"| .{kind} | {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {wall / ours:.1f} |")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes numbering_tables.c from the metadata of libphonenumber, as PyPI's phonenumbers carries it.

    generate.py OUTPUT
"""

import sys

import phonenumbers

from plans import Tables


def main(output):
    tables = Tables()
    nodes = tables.graph.nodes
    assert len(nodes) < 1 << 16 and len(tables.texts.pool) < 1 << 16 and len(tables.prefixes) < 256
    lines = [
        "// Made by Generator/generate.py from the metadata of libphonenumber (see NOTICE): do not edit.",
        "",
        '#include "numbering_tables.h"',
        "",
        "#define ALL(n) n, n, n, n, n, n, n, n, n, n",
        "",
        f'const char numbering_version[] = "{phonenumbers.__version__}";',
        "",
        f"const uint16_t numbering_state_count = {len(nodes)};",
        f"const uint16_t numbering_region_count = {tables.region_count};",
        f"const uint16_t numbering_code_count = {len(tables.codes)};",
        "",
    ]
    lines += array("uint16_t", "numbering_successors", [
        f"ALL({row[0]})" if len(set(row)) == 1 else ",".join(map(str, row)) for _, row in nodes])
    lines += array("uint16_t", "numbering_payloads", [str(payload) for payload, _ in nodes])
    lines += array("numbering_plan", "numbering_plans", [
        '{{"{name}",{code},{general},{idd},{prefix},{short},{lengths},{local}}}'.format(**plan)
        for plan in tables.plans], separator=",\n")
    lines += array("numbering_code", "numbering_codes", ["{0}"] + [
        "{{{code},{main},{shared},{numbers},{formats},{extension}}}".format(**code)
        for code in tables.codes], separator=",\n")
    index = [0] * 1000
    for at, code in enumerate(tables.codes):
        index[code["code"]] = at + 1
    lines += array("uint8_t", "numbering_code_index", map(str, index))
    letters = [0] * (26 * 26)
    for at, plan in enumerate(tables.plans[:tables.region_count]):
        letters[26 * (ord(plan["name"][0]) - 65) + ord(plan["name"][1]) - 65] = at + 1
    lines += array("uint8_t", "numbering_region_index", map(str, letters))
    lines += array("numbering_format", "numbering_formats", [
        "{%d,%d,%d}" % row for row in tables.formats])
    lines += array("uint16_t", "numbering_prefixes", [
        str(tables.texts.add(steps or ())) for steps in tables.prefixes])
    lines += array("uint8_t", "numbering_texts", map(str, tables.texts.pool))
    with open(output, "w", encoding="ascii") as file:
        file.write("\n".join(lines))
    print(f"{output}: metadata {phonenumbers.__version__}, {tables.region_count} regions, "
          f"{len(tables.codes)} calling codes, {len(nodes)} states")


def array(kind, name, items, separator=","):
    """A constant array, in lines of at most 120 characters."""
    lines, line = [f"const {kind} {name}[] = {{"], ""
    for item in items:
        if line and len(line) + len(item) + 1 > 120 or separator.endswith("\n") and line:
            lines.append(line)
            line = ""
        line += item + ","
    return lines + [line, "};", ""]


if __name__ == "__main__":
    main(*sys.argv[1:])

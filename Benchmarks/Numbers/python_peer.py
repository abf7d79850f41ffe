"""The same as main.swift with a Python module: `python_peer.py MODULE FILE`."""

import importlib
import sys
import time


def main(module, path):
    peer = importlib.import_module(module)
    parse, valid, write = peer.parse, peer.is_valid_number, peer.format_number
    e164 = peer.PhoneNumberFormat.E164
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    if module == "phonenumbers":
        lines = lines[: len(lines) // 20]
    count = bytes_ = 0
    start = time.process_time()
    for region, text in lines:
        try:
            number = parse(text, region)
        except peer.NumberParseException:
            continue
        count += valid(number)
        bytes_ += len(write(number, e164))
    print(int((time.process_time() - start) * 1e9) // len(lines), count, bytes_)


if __name__ == "__main__":
    main(*sys.argv[1:])

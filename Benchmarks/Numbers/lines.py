"""Writes the lines to be timed: CC<TAB>number, of 20 regions, in five ways of writing. `lines.py FILE [COUNT]`"""

import random
import sys

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

REGIONS = ["US", "GB", "DE", "FR", "IT", "ES", "NL", "BE", "CH", "AT", "SE", "PL", "BR", "MX", "AR", "IN", "CN", "JP",
           "AU", "RU"]


def example(region, kind, rng):
    """A valid number of a region, most of whose digits are made up."""
    base = str(phonenumbers.example_number_for_type(region, kind).national_number)
    for _ in range(20):
        digits = base[:3] + "".join(rng.choice("0123456789") for _ in base[3:])
        number = phonenumbers.parse(digits, region)
        if phonenumbers.is_valid_number(number):
            return number
    return phonenumbers.parse(base, region)


def regrouped(text, rng):
    digits = [char for char in text if char.isdigit()]
    return "".join(digit + rng.choice(["", "", " ", "-", "."]) for digit in digits).strip(" -.")


def written(number, way, rng):
    if way == 0:
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if way == 1:
        return "00" + phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)[1:]
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    if way == 2:
        return national
    if way == 3:
        return regrouped(national, rng)
    return f"{national} ext. {rng.randrange(100, 1000)}"


def main(path, count="1000000"):
    rng = random.Random(7)
    kinds = [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE]
    pool = [(region, example(region, rng.choice(kinds), rng)) for region in REGIONS for _ in range(500)]
    with open(path, "w", encoding="utf-8") as file:
        for at in range(int(count)):
            region, number = rng.choice(pool)
            print(region, written(number, at % 5, rng), sep="\t", file=file)


if __name__ == "__main__":
    main(*sys.argv[1:])

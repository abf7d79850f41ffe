"""What libphonenumber, in its Python port, answers."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult, shortnumberinfo

try:
    from phonenumbers.re_util import enable_pattern_cache
    enable_pattern_cache()
except ImportError:
    pass

FORMATS = {"e164": PhoneNumberFormat.E164, "international": PhoneNumberFormat.INTERNATIONAL,
           "national": PhoneNumberFormat.NATIONAL, "rfc3966": PhoneNumberFormat.RFC3966}
TYPES = {value: PhoneNumberType.to_string(value).lower().replace("_", "-") for value in PhoneNumberType.values()}
TYPES[PhoneNumberType.PERSONAL_NUMBER] = "personal-number"
REASONS = {ValidationResult.IS_POSSIBLE: "possible", ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "possible-local",
           ValidationResult.INVALID_COUNTRY_CODE: "invalid-country-code", ValidationResult.TOO_SHORT: "too-short",
           ValidationResult.TOO_LONG: "too-long", ValidationResult.INVALID_LENGTH: "invalid-length"}
FAILURES = {NumberParseException.INVALID_COUNTRY_CODE: "invalid-country-code",
            NumberParseException.NOT_A_NUMBER: "not-a-number", NumberParseException.TOO_SHORT_AFTER_IDD: "too-short",
            NumberParseException.TOO_SHORT_NSN: "too-short", NumberParseException.TOO_LONG: "too-long"}


def answer(region, text, format="e164"):
    """The columns of `switchbook number --tsv` after the input."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as failure:
        return ["", FAILURES[failure.error_type], "unknown", "", ""]
    written = phonenumbers.format_number(number, FORMATS[format]) if phonenumbers.is_possible_number(number) else ""
    valid = phonenumbers.is_valid_number(number)
    status = "valid" if valid else REASONS[phonenumbers.is_possible_number_with_reason(number)]
    return [written, status, TYPES[phonenumbers.number_type(number)],
            phonenumbers.region_code_for_number(number) or "", number.extension or ""]


def formats(e164):
    """The number in the formats other than E.164."""
    number = phonenumbers.parse(e164)
    return [phonenumbers.format_number(number, FORMATS[name]) for name in ("international", "national", "rfc3966")]


def short(region, digits):
    """What digits are as a short number: letters of the traits that hold, and the cost."""
    code = phonenumbers.country_code_for_region(region)
    number = phonenumbers.PhoneNumber(country_code=code, national_number=int(digits or 0))
    if digits.startswith("0") and len(digits) > 1:
        number.italian_leading_zero = True
        number.number_of_leading_zeros = min(len(digits) - len(digits.lstrip("0")), len(digits) - 1)
    info = shortnumberinfo
    traits = [("s", info.is_valid_short_number_for_region(number, region)),
              ("e", info.is_emergency_number(digits, region)),
              ("c", info.connects_to_emergency_number(digits, region)),
              ("p", info.is_carrier_specific_for_region(number, region)),
              ("m", info.is_sms_service_for_region(number, region))]
    costs = {0: "toll-free", 1: "standard-rate", 2: "premium-rate", 3: "unknown"}
    return ["".join(letter for letter, holds in traits if holds), costs[info.expected_cost_for_region(number, region)]]

"""Makes up written numbers: of every region and type, in every way of writing, and noise."""

import random
import re._parser as syntax

import phonenumbers
from phonenumbers.phonemetadata import REGION_CODE_FOR_NON_GEO_ENTITY, PhoneMetadata
from phonenumbers.phonenumberutil import COUNTRY_CODE_TO_REGION_CODE
from phonenumbers.shortdata import _AVAILABLE_REGION_CODES as SHORT_REGIONS

DESCRIPTIONS = ["general_desc", "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip",
                "personal_number", "pager", "uan", "voicemail"]
SEPARATORS = ["-", " ", ".", "/", "(", ")", "[", "]", "~", "*", "x", "X", "\u00A0", "\u00AD", "\u200B", "\u2010",
              "\u2011", "\u2013", "\u2014", "\u2015", "\u2060", "\u2212", "\u223C", "\u2053", "\u3000", "\u30FC",
              "\uFF08", "\uFF09", "\uFF0D", "\uFF0E", "\uFF0F", "\uFF3B", "\uFF3D", "\uFF5E"]
ZEROS = [0xFF10, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1D7CE]
LABELS = [";ext=", "ext", "ext.", " ext. ", " x", "x", "X", " extension ", "extn", " xtn", "extensión", "extensio\u0301n",
          "EXTENSIÓN", "доб", " ДОБ. ", "anexo", " Anexo ", " int ", "int.", "#", "~", ",", ",,", ", ", ";", " ; ", ":",
          " - ", "-", "\uFF45\uFF58\uFF54", " \uFF58\uFF54\uFF4E:", "\uFF58", "\uFF03", "\uFF5E", "\uFF49\uFF4E\uFF54",
          " poste ", "Durchwahl ", "ex", "EXT:", "e xt", "/x", "\\ x", "\t", ",\u00A0", "ext\uFF0E", "exten\u017Fion",
          "\u0131nt", "x/x", ",.", ",,:", "- ,"]
BEFORE = ["", "Tel: ", "tel:", "Phone ", "(", "☎ ", "_", "call ", "\t", "<", "\u200E", "fax;", "T:+", "#", "*"]
AFTER = ["", ".", ")", " ", "#", " (home)", ";", "\u200E", "_", "»", "/", "é", "²", "!", "  ext", "x", "\u0301"]
CONTEXTS = ["+44", "+1-650", "+49", "example.com", "www.a-b.example.", "", "+", "+ ", "44", "-x.com", "x..y", "1.com",
            "a1", "+39(06)", "\uFF0B44", "+٤٤", "x-", "a.1b", "+1;isub=3"]
ALPHABET = ("0123456789" * 4 + "+-() ./x,;#*~:=_" * 2 + "extnsioaEXTINTabcdefghijklmnopqrstuvwyz\t\x00\"'&<>|"
            + "\u0660\uFF11\uFF0B\u00A0\u2013\uFF5E\u0301\u00F3\u0434\u043E\u0431\u017F\u0131\u0130\u212A\u00B2\u2460"
            + "\U0001F4DE\u4E00\u00E9\uFF58\uFF0E\u200B\u2028\u0085")


class Cases:
    """A stream of (region or None, text as bytes), always the same for a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.plans = [
            (code, name, PhoneMetadata.metadata_for_region(name, None) if name != REGION_CODE_FOR_NON_GEO_ENTITY
             else PhoneMetadata.metadata_for_nongeo_region(code, None))
            for code, names in sorted(COUNTRY_CODE_TO_REGION_CODE.items()) for name in names]
        self.regions = sorted(phonenumbers.SUPPORTED_REGIONS)
        self.parsed = {}

    def case(self):
        if self.random.random() < 0.06:
            return self._some_region(), self._noise()
        code, region, plan = self.random.choice(self.plans)
        digits = self._national(plan)
        if self.random.random() < 0.25:
            digits = self._spoilt(digits)
        text = self._written(code, region, plan, digits)
        if self.random.random() < 0.2:
            text += self._extension()
        if self.random.random() < 0.08:
            text = self.random.choice(BEFORE) + text + self.random.choice(AFTER)
        if self.random.random() < 0.05:
            text = self._context(text)
        if self.random.random() < 0.05:
            text = self._foreign(text)
        if self.random.random() < 0.05:
            text = self._lettered(text)
        data = text.encode("utf-8", "surrogatepass")
        if self.random.random() < 0.04:
            data = self._damaged(data)
        home = None if region == REGION_CODE_FOR_NON_GEO_ENTITY else region
        chosen = home if self.random.random() < 0.7 else self._some_region()
        return chosen, data.replace(b"\n", b" ").rstrip(b"\r")

    def formatted(self):
        """The E.164 form of a number of any plan, mostly a valid one."""
        while True:
            code, _, plan = self.random.choice(self.plans)
            digits = self._national(plan)
            if 2 <= len(digits) <= 17:
                return f"+{code}{digits}"

    def short(self):
        """A region, and digits that may be a short number there."""
        region = self.random.choice(SHORT_REGIONS)
        plan = PhoneMetadata.short_metadata_for_region(region)
        names = ["general_desc", "short_code", "emergency", "toll_free", "standard_rate", "premium_rate",
                 "carrier_specific", "sms_services"]
        fields = [getattr(plan, name) for name in names]
        patterns = [field.national_number_pattern for field in fields if field and field.national_number_pattern]
        digits = self._like(self.random.choice(patterns))
        return region, self._spoilt(digits)[:17] if self.random.random() < 0.3 else digits

    def _some_region(self):
        return None if self.random.random() < 0.1 else self.random.choice(self.regions)

    # Digits

    def _national(self, plan):
        fields = [getattr(plan, name) for name in DESCRIPTIONS]
        patterns = [field.national_number_pattern for field in fields if field and field.national_number_pattern]
        return self._like(self.random.choice(patterns))

    def _spoilt(self, digits):
        place = self.random.randrange(len(digits) + 1)
        kind = self.random.randrange(5)
        if kind == 0:
            return digits[:place]
        if kind == 1:
            return digits + self._digits(self.random.randrange(1, 9))
        if kind == 2:
            return self._digits(self.random.randrange(1, 19))
        return digits[:place] + self._digits(kind - 2) + digits[place + 1:]

    def _digits(self, count):
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def _like(self, pattern):
        """Text that a pattern matches."""
        if pattern not in self.parsed:
            self.parsed[pattern] = syntax.parse(pattern)
        return self._of(self.parsed[pattern])

    def _of(self, parts):
        text = ""
        for kind, value in parts:
            name = str(kind)
            if name == "LITERAL":
                text += chr(value)
            elif name == "IN":
                item, inner = self.random.choice(value)
                if str(item) == "RANGE":
                    text += chr(self.random.randint(*inner))
                elif str(item) == "LITERAL":
                    text += chr(inner)
                else:
                    text += self._digits(1)
            elif name == "MAX_REPEAT":
                low, high, inner = value
                for _ in range(self.random.randint(low, high)):
                    text += self._of(inner)
            elif name == "SUBPATTERN":
                text += self._of(value[3])
            elif name == "BRANCH":
                text += self._of(self.random.choice(value[1]))
            elif name != "AT":
                raise ValueError(f"no text for {name} in a pattern")
        return text

    # Writing

    def _written(self, code, region, plan, digits):
        way = self.random.randrange(10)
        if way == 0:
            return f"+{code}{digits}"
        if way == 1:
            return f"+{code} {self._grouped(digits)}"
        if way == 2:
            return self._dialled_out() + f"{code}{self._grouped(digits)}"
        if way == 3:
            return self._prefix(plan) + digits
        if way == 4:
            return self._prefix(plan) + self._grouped(digits)
        if way == 5:
            return digits
        if way == 6:
            return f"{code}{self._prefix(plan) if self.random.random() < 0.3 else ''}{digits}"
        if way == 7:
            return f"+{code} ({self._prefix(plan)}){self._grouped(digits)}"
        if way == 8:
            number = phonenumbers.PhoneNumber(country_code=code, national_number=int(digits or 0))
            if digits.startswith("0") and len(digits) > 1:
                number.italian_leading_zero = True
                number.number_of_leading_zeros = min(len(digits) - len(digits.lstrip("0")), len(digits) - 1)
            return phonenumbers.format_number(number, self.random.randrange(4))
        return self.random.choice(["+", "++", "\uFF0B", "00", "+0", "+ ", "+00", "0"]) + f"{code}{digits}"

    def _prefix(self, plan):
        if plan.national_prefix_for_parsing and self.random.random() < 0.7:
            return self._like(plan.national_prefix_for_parsing)
        return plan.national_prefix or "0"

    def _dialled_out(self):
        plan = self.random.choice(self.plans)[2]
        if plan.international_prefix and self.random.random() < 0.5:
            return self._like(plan.international_prefix)
        return self.random.choice(["00", "011", "0011", "010", "+"])

    def _grouped(self, digits):
        text = ""
        for digit in digits:
            if text and self.random.random() < 0.3:
                text += self.random.choice(SEPARATORS[:6] if self.random.random() < 0.8 else SEPARATORS)
            text += digit
        return text

    def _extension(self):
        gap = self.random.choice(["", "", "", " ", ":", ".", ": ", ",", "-", "\t"])
        return (self.random.choice(LABELS) + gap + self._digits(self.random.choice([1, 2, 3, 4, 5, 6, 7, 9, 10, 15, 16, 20, 21]))
                + self.random.choice(["", "", "#", " ", "##"]))

    def _context(self, text):
        parts = ["tel:" if self.random.random() < 0.7 else "", text,
                 ";isub=12" if self.random.random() < 0.2 else "",
                 ";phone-context=" + self.random.choice(CONTEXTS) if self.random.random() < 0.8 else "",
                 self.random.choice(["", "", ";a=b", ";isub=9", ";ext=5", ";phone-context=x"])]
        return "".join(parts)

    def _foreign(self, text):
        zero = self.random.choice(ZEROS)
        mixed = self.random.random() < 0.3
        return "".join(chr(zero + int(char)) if char in "0123456789" and not (mixed and self.random.random() < 0.5)
                       else char for char in text)

    def _lettered(self, text):
        keys = ["0", "1", "ABCabc", "DEFdef", "GHIghi\u0131", "JKLjkl\u212A", "MNOmno", "PQRSpqrs\u017F", "TUVtuv", "WXYZwxyz"]
        some = self.random.choice([0.1, 0.3, 0.9])
        cut = self.random.randrange(len(text) + 1)
        return text[:cut] + "".join(self.random.choice(keys[int(char)]) if char in "23456789"
                                    and self.random.random() < some else char for char in text[cut:])

    def _damaged(self, data):
        place = self.random.randrange(len(data) + 1)
        bytes_ = bytes(self.random.randrange(256) for _ in range(self.random.randrange(1, 4)))
        return data[:place] + bytes_ + data[place + self.random.randrange(2):]

    def _noise(self):
        count = self.random.choice([0, 1, 2, 3, 5, 8, 13, 20, 40, 249, 250, 251, 300, 1200])
        if self.random.random() < 0.2:
            data = bytes(self.random.randrange(256) for _ in range(count))
        else:
            data = "".join(self.random.choice(ALPHABET) for _ in range(count)).encode()
        return data.replace(b"\n", b" ").rstrip(b"\r")

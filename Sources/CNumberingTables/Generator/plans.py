"""What the metadata says, region by region, as automata and rows of numbers."""

import re

from phonenumbers.phonemetadata import REGION_CODE_FOR_NON_GEO_ENTITY, PhoneMetadata
from phonenumbers.phonenumberutil import COUNTRY_CODE_TO_REGION_CODE
from phonenumbers.shortdata import _AVAILABLE_REGION_CODES as SHORT_REGIONS

from automaton import MAX_DIGITS, Graph
from pattern import Pattern

# The types in the order in which they are tried, with their number in NumberType; fixed line and mobile come last.
TYPES = {
    "premium_rate": 5, "toll_free": 4, "shared_cost": 6, "voip": 7, "personal_number": 8, "pager": 9, "uan": 10,
    "voicemail": 11,
}
UNKNOWN, FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE = 0, 1, 2, 3

# A payload of an automaton of whole numbers: the type in the low bits, then whether the general description of the
# calling code's main region holds, then one more than the plan that the number belongs to, where plans share a code.
GENERAL_BIT, PLAN_SHIFT = 4, 5

# The bits of a payload of an automaton of short numbers, in the order of ShortNumber.Trait.
SHORT_TRAITS = ["short_code", "emergency", "toll_free", "standard_rate", "premium_rate", "carrier_specific",
                "sms_services"]
CONNECTS_BIT = len(SHORT_TRAITS)
EMERGENCY_EXACT = {"BR", "CL", "NI"}  # more digits after an emergency number do not connect there

# The separators that RFC 3966 has a dash for.
SEPARATORS = re.compile("[-x\u2010-\u2015\u2212\u30FC\uFF0D-\uFF0F \u00A0\u00AD\u200B\u2060\u3000()\uFF08\uFF09"
                        "\uFF3B\uFF3D.\\[\\]/~\u2053\u223C\uFF5E]+")


class Texts:
    """Strings of bytes in one pool, each behind its length; the same one is kept once. Offset 0 is the empty one."""

    def __init__(self):
        self.pool = bytearray([0])
        self.offsets = {b"": 0}

    def add(self, text):
        text = bytes(text)
        if text not in self.offsets:
            assert len(text) < 256
            self.offsets[text] = len(self.pool)
            self.pool += bytes([len(text)]) + text
        return self.offsets[text]


class Tables:
    """Everything that the engine reads."""

    def __init__(self):
        self.graph = Graph()
        self.texts = Texts()
        self.formats = {(0, 0, 0): 0}
        self.prefixes = {None: 0, (): 1}
        self.plans = []
        self.codes = []
        names = sorted({name for names in COUNTRY_CODE_TO_REGION_CODE.values() for name in names}
                       - {REGION_CODE_FOR_NON_GEO_ENTITY})
        self.plan_index = {name: index for index, name in enumerate(names)}
        self.region_count = len(names)
        by_region = {}
        shared = {}
        for code, members in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
            if members == (REGION_CODE_FOR_NON_GEO_ENTITY,):
                self.plan_index[code] = self.region_count + len(shared)
                metadata = [PhoneMetadata.metadata_for_nongeo_region(code, None)]
                shared[code] = None
                indices = [self.plan_index[code]]
            else:
                metadata = [PhoneMetadata.metadata_for_region(name, None) for name in members]
                indices = [self.plan_index[name] for name in members]
            numbers = self._numbers(metadata, indices)
            main = metadata[0]
            self.codes.append({
                "code": code, "main": indices[0], "shared": int(len(indices) > 1), "numbers": numbers,
                "formats": self._formats(main),
                "extension": self.texts.add((main.preferred_extn_prefix or " ext. ").encode()),
            })
            for index, plan in zip(indices, metadata):
                by_region[index] = self._plan(plan, code, numbers if plan is main else None)
        self.plans = [by_region[index] for index in range(len(by_region))]

    # One region or one non-geographic calling code

    def _plan(self, plan, code, numbers):
        general = plan.general_desc
        if numbers is None:
            pattern = Pattern(general.national_number_pattern)
            numbers = self.graph.whole([pattern], lambda matched, length: matched << GENERAL_BIT)
        idd = plan.international_prefix
        prefix = plan.national_prefix_for_parsing
        name = plan.id
        return {
            "name": name, "code": code, "general": numbers,
            "idd": self.graph.prefix(Pattern(idd), lambda length, groups: 1) if idd else 0,
            "prefix": self.graph.prefix(Pattern(prefix), self._prefix_payload(plan)) if prefix else 0,
            "short": self._short(name) if name in SHORT_REGIONS else 0,
            "lengths": _mask(general.possible_length), "local": _mask(general.possible_length_local_only),
        }

    def _prefix_payload(self, plan):
        rule = plan.national_prefix_transform_rule

        def payload(length, groups):
            if not rule or groups[-1] is None:
                return 1
            assert re.fullmatch(r"(\d|\\\d)*", rule), rule
            # What the rule makes of the match: digits, and the digits of the match itself as 16 + position.
            steps = []
            for literal, group in re.findall(r"(?<!\\)(\d)|\\(\d)", rule):
                if literal:
                    steps.append(int(literal))
                elif groups[int(group) - 1] is not None:
                    steps += [16 + at for at in range(*groups[int(group) - 1])]
            return self.prefixes.setdefault(tuple(steps), len(self.prefixes))

        return payload

    # All regions of a calling code

    def _numbers(self, metadata, indices):
        patterns, rows = [], []
        for plan in metadata:
            row = {}
            for name in ["general_desc", *TYPES, "fixed_line", "mobile"]:
                description = getattr(plan, name)
                if description is not None and description.national_number_pattern:
                    row[name] = (1 << len(patterns), frozenset(description.possible_length))
                    patterns.append(Pattern(description.national_number_pattern))
            if plan.leading_digits is not None:
                row["leading"] = 1 << len(patterns)
                patterns.append(Pattern(plan.leading_digits, prefix=True))
            rows.append(row)
        lengths = _mask(metadata[0].general_desc.possible_length + metadata[0].general_desc.possible_length_local_only)

        def type_of(plan, row, matched, length):
            def holds(name):
                bit, possible = row.get(name, (0, ()))
                return bool(matched & bit) and (not possible or length in possible)

            if not holds("general_desc"):
                return UNKNOWN
            for name, number in TYPES.items():
                if holds(name):
                    return number
            same = plan.same_mobile_and_fixed_line_pattern
            if holds("fixed_line"):
                return FIXED_LINE_OR_MOBILE if same or holds("mobile") else FIXED_LINE
            return MOBILE if not same and holds("mobile") else UNKNOWN

        def payload(matched, length):
            general = bool(matched & rows[0]["general_desc"][0]) << GENERAL_BIT
            for plan, row, index in zip(metadata, rows, indices):
                kind = type_of(plan, row, matched, length)
                if len(rows) == 1:
                    assert kind == UNKNOWN or lengths >> length & 1, "a valid number of an impossible length"
                    return general | kind
                if matched & row["leading"] if "leading" in row else kind != UNKNOWN:
                    assert kind == UNKNOWN or lengths >> length & 1, "a valid number of an impossible length"
                    return general | kind | (index + 1) << PLAN_SHIFT
            return general

        return self.graph.whole(patterns, payload)

    def _formats(self, plan):
        national, international = list(plan.number_format), list(plan.intl_number_format)
        choices = national + international
        patterns = [Pattern((choice.leading_digits_pattern or [""])[-1], prefix=True) for choice in choices]
        groupings = [[_groups(choice.pattern, length) for length in range(MAX_DIGITS + 1)] for choice in choices]

        def first(matched, length, low, high):
            for at in range(low, high):
                if matched >> at & 1 and groupings[at][length] is not None:
                    return choices[at], groupings[at][length]
            return None

        def payload(matched, length):
            inside = first(matched, length, 0, len(national))
            outside = first(matched, length, len(national), len(choices)) if international else inside
            row = (self._template(inside, "national"), self._template(outside, "international"),
                   self._template(outside, "rfc3966"))
            return self.formats.setdefault(row, len(self.formats))

        return self.graph.whole(patterns, payload)

    def _template(self, choice, style):
        """How to write a number: 1 to 31 copies so many digits, 128 + n leaves out n, all else is written as it is."""
        if choice is None:
            return 0
        form, groups = choice
        text = form.format
        if style == "national" and form.national_prefix_formatting_rule:
            text = re.sub(r"(\\\d)", form.national_prefix_formatting_rule, text, count=1)
        if style == "rfc3966":
            text = SEPARATORS.sub("-", re.sub("^(?:" + SEPARATORS.pattern + ")", "", text))
        steps, at = [], 0
        for group, literal in re.findall(r"\\(\d)|(.)", text):
            if group:
                start, end = groups[int(group) - 1]
                if start > at:
                    steps.append(128 + start - at)
                assert start >= at, "groups out of order"
                steps.append(end - start)
                at = end
            else:
                assert 32 <= ord(literal) < 128
                steps.append(ord(literal))
        return self.texts.add(steps)

    def _short(self, name):
        plan = PhoneMetadata.short_metadata_for_region(name)
        general = frozenset(plan.general_desc.possible_length)
        patterns, rows = [], []

        def add(trait, description, prefix=False):
            if description is not None and description.national_number_pattern:
                rows.append((trait, 1 << len(patterns), frozenset(description.possible_length)))
                patterns.append(Pattern(description.national_number_pattern, prefix=prefix))

        add(-1, plan.general_desc)
        for trait, field in enumerate(SHORT_TRAITS):
            add(trait, getattr(plan, field))
        add(CONNECTS_BIT, plan.emergency, prefix=name not in EMERGENCY_EXACT)

        def payload(matched, length):
            traits = 0
            valid = False
            for trait, bit, possible in rows:
                free = trait in (SHORT_TRAITS.index("emergency"), CONNECTS_BIT)
                if matched & bit and (free or not possible or length in possible):
                    if trait < 0:
                        valid = True
                    else:
                        traits |= 1 << trait
            costs = [SHORT_TRAITS.index(cost) for cost in ("toll_free", "standard_rate", "premium_rate")]
            if length not in general:
                traits &= ~sum(1 << cost for cost in costs)
            return traits if valid else traits & ~1

        return self.graph.whole(patterns, payload)


def _mask(lengths):
    return sum(1 << length for length in lengths if length > 0)


def _groups(pattern, length):
    """The groups of a pattern of nothing but counted digits, over so many digits; None where it does not match."""
    assert re.fullmatch(r"(\(\\d(\{\d+(,\d+)?\})?\))+", pattern), pattern
    match = re.fullmatch(pattern, "0" * length)
    return [match.span(group + 1) for group in range(len(match.groups()))] if match else None

"""Writes CountryNames+Table.swift from the Unicode CLDR as PyPI's Babel holds it.

    pip install -r requirements.txt
    python3 country_names.py > ../CountryNames+Table.swift

Every country's name in the languages below and in its own official ones, its codes of two and three letters, and what
people write besides. Names are folded as CountryNames.swift folds what it is asked for.
"""

import sys
import unicodedata

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

LANGUAGES = "en de fr es it nl pt pl tr cs sv da nb fi zh ja ru".split()

# What the CLDR has no name for, or another one.
OTHERS = {
    "AE": ["UAE", "Emirates", "VAE", "EAU"],
    "AT": ["A", "AUT"],
    "BA": ["Bosnia", "Bosnien"],
    "BE": ["B"],
    "BO": ["Plurinational State of Bolivia"],
    "BY": ["Weissrussland", "Byelorussia"],
    "CD": ["DR Congo", "DRC", "Democratic Republic of the Congo", "Zaire"],
    "CG": ["Congo", "Republic of the Congo"],
    "CH": ["Switzerland/Schweiz", "Helvetia", "Schweizerische Eidgenossenschaft"],
    "CI": ["Ivory Coast", "Elfenbeinküste"],
    "CN": ["PRC", "P.R. China", "PR China", "People's Republic of China", "VR China"],
    "CV": ["Cape Verde"],
    "CZ": ["Czech Republic", "Tschechische Republik", "République tchèque", "Repubblica Ceca", "República Checa"],
    "DE": ["D", "BRD", "FRG", "Federal Republic of Germany", "Bundesrepublik Deutschland", "Bundesrepublik"],
    "ES": ["E"],
    "FI": ["FIN"],
    "FR": ["F", "French Republic", "République française"],
    "GB": ["UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "Grossbritannien",
           "Großbritannien", "Grande-Bretagne", "Gran Bretaña", "Gran Bretagna", "Groot-Brittannië", "Schottland",
           "United Kingdom of Great Britain and Northern Ireland", "Inglaterra", "Inghilterra", "Angleterre", "Engeland"],
    "GR": ["EL", "Hellas", "Hellenic Republic"],
    "HK": ["Hong Kong", "Hongkong"],
    "HU": ["H"],
    "IE": ["Republic of Ireland", "Eire", "Irish Republic"],
    "IR": ["Islamic Republic of Iran", "Persia"],
    "IT": ["I"],
    "JP": ["J"],
    "KP": ["DPRK", "Democratic People's Republic of Korea"],
    "KR": ["Korea", "Republic of Korea", "ROK", "Korea, South", "South-Korea"],
    "LA": ["Lao PDR", "Lao People's Democratic Republic"],
    "LU": ["L"],
    "MD": ["Republic of Moldova"],
    "MK": ["Macedonia", "FYROM", "Mazedonien", "Macédoine"],
    "MM": ["Burma", "Birma"],
    "MO": ["Macau", "Macao"],
    "NL": ["Holland", "The Netherlands", "Hollande", "Olanda", "Holanda", "Kingdom of the Netherlands"],
    "NO": ["N"],
    "PH": ["The Philippines"],
    "PL": ["Republic of Poland"],
    "PS": ["Palestine", "State of Palestine", "Palästina"],
    "PT": ["P"],
    "RU": ["Russian Federation", "Russische Föderation", "Fédération de Russie"],
    "SE": ["S"],
    "SI": ["SLO"],
    "SK": ["Slovak Republic", "Slowakische Republik"],
    "SY": ["Syrian Arab Republic"],
    "SZ": ["Swaziland", "Swasiland"],
    "TL": ["East Timor", "Osttimor"],
    "TR": ["Turkey", "Republic of Türkiye"],
    "TW": ["Taiwan, Province of China", "Republic of China", "ROC"],
    "TZ": ["United Republic of Tanzania"],
    "US": ["United States of America", "The United States", "America", "U.S. of A.", "Amerika", "Vereinigte Staaten von Amerika",
           "États-Unis d'Amérique", "Estados Unidos de América", "EEUU", "EE. UU.", "EUA", "Stati Uniti d'America", "The US", "The USA"],
    "VA": ["Vatican", "Holy See", "Vatikan", "Vatican City State"],
    "VE": ["Bolivarian Republic of Venezuela"],
    "VN": ["Viet Nam"],
    "ZA": ["RSA", "Republic of South Africa"],
}

SPECIAL = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ς": "σ"}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Ø": "oe"})


def base(character):
    """The letter under a letter's accents."""
    if character in SPECIAL:
        return SPECIAL[character]
    first, *rest = unicodedata.normalize("NFD", character)
    is_accented = rest and ord(character) < 0xAC00 and all(unicodedata.category(mark) == "Mn" for mark in rest)
    return SPECIAL.get(first, first) if is_accented else character


def fold(text):
    """Small letters without accents, spaces and punctuation."""
    return "".join(
        base(character) for character in text.lower() if unicodedata.category(character)[0] == "L")


def foldings():
    """Every small letter that folds to another."""
    for code in range(0x80, 0xAC00):
        character = chr(code)
        if unicodedata.category(character) in ("Ll", "Lo") and base(character) != character:
            yield character + base(character)


def territories():
    for code in sorted(Locale("en").territories):
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"):
            yield code


def main():
    region_of, names_of = {}, {}

    def add(code, text, told=True):
        name = fold(text)
        if not name or len(name.encode()) > 80:
            return
        other = region_of.setdefault(name, code)
        if other == code:
            if name != code.lower() and name not in names_of.setdefault(code, []):
                names_of[code].append(name)
        elif told:
            print(f"{text}: {other} before {code}", file=sys.stderr)

    codes = list(territories())
    for code in codes:
        names_of[code] = []
        add(code, code)
    for code in codes:
        for name in OTHERS.get(code, []):
            add(code, name)
    for alias, targets in sorted(get_global("territory_aliases").items()):
        if alias.isalpha() and len(alias) == 3 and len(targets) == 1 and targets[0] in names_of:
            add(targets[0], alias)
    own = {code: [l for l in get_official_languages(code, regional=True, de_facto=True)] for code in codes}
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        for code in codes:
            if code in names:
                add(code, names[code])
                add(code, names[code].translate(UMLAUTS))
    for code in codes:
        for language in own[code]:
            try:
                name = Locale.parse(language).territories.get(code)
            except (UnknownLocaleError, ValueError):
                continue
            if name:
                add(code, name)
                add(code, name.translate(UMLAUTS))

    print("// Generated by Generator/country_names.py from the Unicode CLDR (PyPI's Babel); not to be edited.\n")
    print("extension CountryNames {")
    print("  /// A line a country: its code, then its folded names.")
    print('  static let table: StaticString = """')
    for code in codes:
        print("    " + " ".join([code] + names_of[code]))
    print('    """\n')
    print("  /// Small letters with what they fold to.")
    print('  static let foldings: StaticString = """')
    line = "   "
    for folding in foldings():
        if len(line) + len(folding) > 110:
            print(line)
            line = "   "
        line += " " + folding
    print(line)
    print('    """\n}')


main()

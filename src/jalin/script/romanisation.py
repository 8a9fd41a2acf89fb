"""From the Library of Congress's romanisation back to Cyrillic, for Russian and Kazakh.

Source: ALA-LC romanization tables, "Russian" (2012) and "Non-Slavic languages (in Cyrillic
script)", column Kazakh. The tables are one to one except for a few pairs of letters that read like
one (`сх` and `ш` are both "sh"): the one letter is taken. The ties over a digraph (i͡a, t͡s, n͡g) may
be the double inverted breve U+0361 or the half marks U+FE20 and U+FE21.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from unicodedata import normalize

# The romanisation of each letter, ties written as U+0361 after the first letter; NFC.
RUSSIAN: Mapping[str, str] = MappingProxyType(
    {
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "е": "e",
        "ё": "ë",
        "ж": "zh",
        "з": "z",
        "и": "i",
        "й": "ĭ",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "о": "o",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "у": "u",
        "ф": "f",
        "х": "kh",
        "ц": "t͡s",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "ʺ",
        "ы": "y",
        "ь": "ʹ",
        "э": "ė",
        "ю": "i͡u",
        "я": "i͡a",
        "і": "ī",  # before 1918
        "ѣ": "i͡e",
        "ѳ": "ḟ",
        "ѵ": "ẏ",
    }
)

KAZAKH: Mapping[str, str] = MappingProxyType(
    {
        **{letter: roman for letter, roman in RUSSIAN.items() if letter not in "ѣѳѵ"},
        "ә": "ă",
        "ғ": "gh",
        "қ": "q",
        "ң": "n͡g",
        "ө": "ȯ",
        "ұ": "ū",
        "ү": "u̇",
        "һ": "h",
    }
)

_TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType({"ru": RUSSIAN, "kk": KAZAKH})
_FROM_ROMAN = {
    language: {roman: letter for letter, roman in table.items()}
    for language, table in _TABLES.items()
}
_PATTERN = {
    language: re.compile(
        "|".join(sorted(map(re.escape, table), key=len, reverse=True)), re.IGNORECASE
    )
    for language, table in _FROM_ROMAN.items()
}
_HALF_MARKS = re.compile("\ufe20(.[\u0300-\u036f]*)\ufe21")
# Signs that stand for ь and ъ in data keyed without the modifier letters.
_PRIMES = str.maketrans({"ʼ": "ʹ", "’": "ʹ", "'": "ʹ", "″": "ʺ", "′": "ʹ"})
_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036fʹʺʼ’'])*")
_ROMAN_NUMERAL = re.compile("(?=..|X)M*(?:C[MD]|D?C*)(?:X[CL]|L?X*)(?:I[XV]|V?I*)")


def to_cyrillic(text: str, language: str) -> str | None:
    """`text` (ALA-LC romanised, in `language` "ru" or "kk") in Cyrillic, capitals kept.

    Digits, punctuation and Roman numerals stay. None when a word holds a letter that the table does
    not have, so that a title with a foreign word is left as it is instead of being half converted.
    """
    table, pattern = _FROM_ROMAN[language], _PATTERN[language]
    prepared = normalize("NFC", _HALF_MARKS.sub("͡\\1", normalize("NFD", text)))
    converted = _WORD.sub(lambda word: _convert(word[0], table, pattern), prepared)
    return None if "\0" in converted else converted


def _convert(word: str, table: Mapping[str, str], pattern: re.Pattern[str]) -> str:
    if _ROMAN_NUMERAL.fullmatch(word):
        return word
    capitals = len(word) > 1 and word.isupper()
    out, place = [], 0
    word = word.translate(_PRIMES)
    while place < len(word):
        match = pattern.match(word, place)
        if match is None:
            return "\0"
        letter = table[match[0].lower()]
        out.append(letter.upper() if capitals or match[0][0].isupper() else letter)
        place = match.end()
    return "".join(out)


def romanise(text: str, language: str) -> str:
    """`text` in Cyrillic as ALA-LC romanises it ("ru" or "kk"), capitals kept."""
    table = _TABLES[language]
    return "".join(_roman(letter, table) for letter in normalize("NFC", text))


def _roman(letter: str, table: Mapping[str, str]) -> str:
    roman = table.get(letter.lower())
    if roman is None:
        return letter
    return roman if letter.islower() else roman[:1].upper() + roman[1:]

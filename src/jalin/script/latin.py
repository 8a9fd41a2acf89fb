"""Latin spellings in the common alphabet, in two readings where the schemes disagree.

Reading A: Kazakh Latin (web, 2017-2021), BGN/PCGN, ALA-LC, Indonesian of today, English.
Reading B: ISO 9:1995, GOST 7.79, German and other scholarly spelling (j = й, c = ц), Indonesian of
before 1972 (oe = u, tj = ch, dj = j).
A grapheme stands before the shorter ones that it contains. The common alphabet is cyrillic.py's.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from unicodedata import normalize

# What both readings share.
SHARED: Mapping[str, str] = MappingProxyType(
    {
        "shch": "x",
        "šč": "x",
        "ŝ": "x",  # ISO 9 щ
        "tch": "c",
        "č": "c",
        "ç": "c",
        "tsch": "c",
        "š": "x",
        "ş": "x",
        "sh": "x",
        "ś": "x",
        "ž": "j",
        "zh": "j",
        "dzh": "j",
        "dž": "j",
        "dj": "j",
        "kh": "h",
        "ḥ": "h",
        "q": "k",
        "ng": "ng",
        "ck": "k",
        "ph": "f",
        "y": "i",
        "ı": "i",
        "ie": "ie",
        "ya": "ia",
        "yu": "iu",
        "yo": "io",
        "ye": "e",
        "ts": "ts",
        "tz": "ts",
        "ț": "ts",
        "ţ": "ts",
        "æ": "a",
        "œ": "o",
        "ø": "o",
        "ð": "d",
        "þ": "t",
        "ł": "l",
        "đ": "j",
        "ə": "a",
        "ŋ": "n",
        "ß": "s",
        "ġ": "g",
        "ĭ": "i",
        "ė": "e",
    }
)

READING_A: Mapping[str, str] = MappingProxyType(
    {**SHARED, "ch": "c", "j": "j", "x": "ks", "w": "u", "ý": "i", "c": "c"}
)

READING_B: Mapping[str, str] = MappingProxyType(
    {
        **SHARED,
        "ch": "h",
        "sch": "x",
        "tj": "c",
        "sj": "x",
        "nj": "ni",
        "oe": "u",
        "j": "i",
        "ja": "ia",
        "ju": "iu",
        "jo": "e",
        "je": "e",
        "yo": "e",
        "â": "ia",
        "û": "iu",
        "x": "h",
        "cz": "ts",
        "c": "ts",
        "w": "v",
        "ý": "u",  # Kazakh Latin of 2018
    }
)

# Letters with a sign that neither reading names fall back to the bare letter.
_PLAIN = re.compile(r"[^a-z0-9]")


def _reader(table: Mapping[str, str]) -> Callable[[str], str]:
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))

    def replace(match: re.Match[str]) -> str:
        return table[match[0]]

    return lambda word: pattern.sub(replace, word)


_read_a, _read_b = _reader(READING_A), _reader(READING_B)


def readings(word: str, *, english: bool = False) -> tuple[str, ...]:
    """The one or two readings of a Latin word without signs (apostrophes), first reading A."""
    first = _plain(_read_a(word))
    if english:
        return (first,)
    second = _plain(_read_b(word))
    return (first,) if first == second else (first, second)


def _plain(reading: str) -> str:
    return reading if reading.isascii() else _PLAIN.sub("", normalize("NFKD", reading))

"""Latin spellings in the common alphabet, in two readings where the schemes disagree.

Reading A: Kazakh Latin (web, 2017-2021), BGN/PCGN, ALA-LC, Indonesian of today, English.
Reading B: ISO 9:1995, GOST 7.79, German and other scholarly spelling (j = й, c = ц), Indonesian of
before 1972 (oe = u, tj = ch, dj = j).
A grapheme stands before the shorter ones that it contains. The common alphabet is cyrillic.py's.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from unicodedata import normalize

from jalin.script.words import APOSTROPHES

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
        "ș": "x",
        "sh": "x",
        "ś": "x",
        "ž": "j",
        "zh": "j",
        "ẑ": "j",
        "ż": "j",
        "kh": "h",
        "gh": "g",
        "q": "k",
        "ph": "f",
        "y": "i",
        "ı": "i",
        "ya": "ia",
        "yu": "iu",
        "yo": "io",
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
    }
)

READING_A: Mapping[str, str] = MappingProxyType(
    {**SHARED, "ch": "c", "ck": "k", "x": "h", "c": "c", "w": "u"}
)

READING_B: Mapping[str, str] = MappingProxyType(
    {
        **SHARED,
        "ch": "h",
        "sch": "x",
        "tj": "c",
        "sj": "x",
        "tsj": "c",  # Dutch and Scandinavian
        "zj": "j",
        "sz": "x",  # Polish
        "dsch": "j",  # German
        "schtsch": "x",
        "nj": "ni",
        "sya": "xa",
        "syi": "xi",
        "syu": "xu",
        "sye": "xe",
        "syo": "xo",
        "oe": "u",
        "joe": "iu",
        "j": "i",
        "dj": "j",
        "ja": "ia",
        "ju": "iu",
        "jo": "e",
        "je": "e",
        "ie": "e",
        "w": "v",
        "ji": "ji",
        "yo": "e",
        "â": "ia",
        "û": "iu",
        "ü": "iu",
        "x": "ks",
        "cz": "ts",
        "c": "ts",
        "ý": "u",  # Kazakh Latin of 2018
        "ck": "tsk",
        "cký": "tski",  # Czech and Slovak
        "tš": "c",  # Estonian and Finnish
        "õ": "i",  # Estonian ы
    }
)

_OTHER = re.compile(r"[^a-z0-9]")


def _reader(table: Mapping[str, str]) -> Callable[[str], str]:
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))

    def replace(match: re.Match[str]) -> str:
        return table[match[0]]

    def read(word: str) -> str:
        if not word.isascii():
            word = "".join(c if c in table or c < "\x80" else _bare(c) for c in word)
        return pattern.sub(replace, word)

    return read


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """A letter whose sign no reading names, without its sign."""
    return _OTHER.sub("", normalize("NFKD", letter))


_read_a, _read_b = _reader(READING_A), _reader(READING_B)


_W_BEFORE_VOWEL = re.compile(r"(?<![iyïı])w(?=[aeiouyıäöüïâáéíóúāēīōūəȯ])")
# BGN/PCGN has ye for е at the beginning and after a vowel or ь; ye after a consonant is ые.
_IOTATED_E = re.compile(r"(?:^|(?<=[aeiouyäöüāīūėȯ'’ʹʺ]))y[eë]")
_TIED_NG = re.compile("n\u0361g|n\ufe20g\ufe21")  # ALA-LC ң
_NO_SIGNS = str.maketrans(dict.fromkeys(APOSTROPHES + "\u0361\ufe20\ufe21\u00b7", None))


def readings(word: str, *, english: bool = False) -> tuple[str, ...]:
    """The one or two readings of a Latin word, reading A first."""
    if "y" in word:
        word = _IOTATED_E.sub("e", word)
    if not word.isascii():
        word = _TIED_NG.sub("ñ", word)
    word = word.translate(_NO_SIGNS)
    if "w" in word:
        word = _W_BEFORE_VOWEL.sub("v", word)
    first = _read_a(word)
    if english:
        return (first,)
    second = _read_b(word)
    return (first,) if first == second else (first, second)

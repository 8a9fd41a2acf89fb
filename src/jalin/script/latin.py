"""Latin spellings in the common alphabet, in up to three readings where the schemes disagree.

A table gives a grapheme's sounds; a longer grapheme goes before the shorter ones in it. The common
alphabet is that of `cyrillic`.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from unicodedata import normalize

from jalin.script.words import APOSTROPHES

# What all readings share.
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

# Kazakh Latin (web, 2017 to 2021), BGN/PCGN, ALA-LC, Indonesian of today, English.
READING_A: Mapping[str, str] = MappingProxyType(
    {**SHARED, "ch": "c", "ck": "k", "x": "h", "c": "c", "w": "u"}
)

# ISO 9:1995, GOST 7.79-2000, German and the scholarly spelling of Slavists: j is й, c is ц.
READING_B: Mapping[str, str] = MappingProxyType(
    {
        **SHARED,
        "â": "ia",  # ISO 9
        "û": "iu",
        "c": "ts",
        "cz": "ts",  # GOST 7.79 B
        "ck": "tsk",  # -цк-
        "cký": "tski",  # Czech, Slovak
        "j": "i",
        "ja": "ia",
        "ju": "iu",
        "jo": "e",
        "yo": "e",
        "je": "e",
        "ye": "e",
        "ie": "e",  # Polish
        "ji": "ji",
        "dj": "j",
        "x": "ks",
        "w": "v",
        "ch": "h",
        "sch": "x",  # German
        "dsch": "j",
        "schtsch": "x",
        "ü": "iu",
        "sz": "x",  # Polish
        "sj": "x",  # Dutch, Scandinavian
        "tsj": "c",
        "zj": "j",
        "tš": "c",  # Estonian, Finnish
        "õ": "i",  # Estonian
        "ý": "u",  # Kazakh Latin of 2018
    }
)

# Indonesian before 1972: Van Ophuijsen (oe) and Soewandi; and sy for sj, which is today's.
READING_C: Mapping[str, str] = MappingProxyType(
    {
        **READING_A,
        "oe": "u",
        "tj": "c",
        "dj": "j",
        "nj": "ni",
        "sj": "x",
        "ch": "h",
        "j": "i",
        "ji": "ji",
        "sya": "xa",
        "sye": "xe",
        "syi": "xi",
        "syo": "xo",
        "syu": "xu",
    }
)

_OTHER = re.compile(r"[^a-z0-9]")


def _reader(table: Mapping[str, str]) -> Callable[[str], str]:
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))

    def replace(match: re.Match[str]) -> str:
        return table[match[0]]

    def read(word: str) -> str:
        if not word.isascii():
            word = "".join(c if c in table or c < "\x80" else bare(c) for c in word)
        return pattern.sub(replace, word)

    return read


@lru_cache(maxsize=4096)
def bare(letter: str) -> str:
    """A letter whose sign no reading names, without its sign."""
    return _OTHER.sub("", normalize("NFKD", letter))


_read_a, _read_b, _read_c = _reader(READING_A), _reader(READING_B), _reader(READING_C)

# What reading B or C reads otherwise than A. A j alone speaks for them in long words only, since in
# short ones it tells today's words apart (baja, baya; elang, jelang); Ilja and Juri are kept.
_J_OF_SIX = "j.{5}|.j.{4}|..j...|...j..|....j.|.....j"
_J_OF_FIVE = "j.{4}|.j...|..j..|...j.|....j"
HAS_B = re.compile(f"[cxwâûüõýš]|[iy]e|yo|sz|ine$|[oe]vs$|zk[iy]|[^aeiou]ja$|^ju|{_J_OF_SIX}")
HAS_C = re.compile(f"oe|[tdns]j|ch|sy[aeiou]|{_J_OF_FIVE}")
W_BEFORE_VOWEL = re.compile(r"w(?<![iyïı]w)(?=[aeiouyıäöüïâáéíóúāēīōūəȯ])")
# BGN/PCGN has ye for е at the beginning and after a vowel or ь; ye after a consonant is ые.
IOTATED_E = re.compile(r"y(?:(?<=^y)|(?<=[aeiouyäöüāūėȯ'’ʹʺ]y))[eë]", re.MULTILINE)
TIED_NG = re.compile("n\u0361g|n\ufe20g\ufe21")  # ALA-LC ң
# Names as the languages of reading B write them: French -ine is -ин (Maxine), Latvian -ovs is -ов,
# German -zki is -цки, which reading B has as -cki.
_ENDING_B = re.compile("e(?<=..ine)$|s(?<=.[oe]vs)$|z(?<=[aeiouy]z)(?=k[iy])", re.MULTILINE)
SIGNS = APOSTROPHES + "\u0361\ufe20\ufe21\u00b7"
_NO_SIGNS = str.maketrans(dict.fromkeys(SIGNS, None))


def as_b_ends(lines: str) -> str:
    """A prepared word, or a text with one in each line, with its ending as reading B has it."""
    return _ENDING_B.sub(lambda match: "c" if match[0] == "z" else "", lines)


def readings(word: str, *, english: bool = False) -> tuple[str, ...]:
    """The readings of a Latin word that differ, reading A first."""
    if "y" in word:
        word = IOTATED_E.sub("e", word)
    if not word.isascii():
        word = TIED_NG.sub("ñ", word)
    word = word.translate(_NO_SIGNS)
    if "w" in word:
        word = W_BEFORE_VOWEL.sub("v", word)
    found = [_read_a(word)]
    if not english:
        if HAS_B.search(word):
            found.append(_read_b(as_b_ends(word)))
        if HAS_C.search(word):
            found.append(_read_c(word))
    return tuple(dict.fromkeys(found))

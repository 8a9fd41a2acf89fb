"""Cyrillic letters in the common alphabet: Kazakh and Russian, then their neighbours.

The common alphabet, into which every script is folded, is plain Latin without signs: c = ч, x = ш
and щ, j = ж, h = х and һ, ts = ц, i = и, і, ы and the glide й, e = е, ё and э. Soft and hard signs
are dropped; я is ia, ю is iu. Sources of the values: ALA-LC romanization tables for Russian (2012)
and for non-Slavic languages in Cyrillic script (Kazakh), GOST 7.79-2000.
"""

from types import MappingProxyType

LETTERS = MappingProxyType(
    {
        # Russian alphabet
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "е": "e",
        "ё": "e",
        "ж": "j",
        "з": "z",
        "и": "i",
        "й": "i",
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
        "х": "h",
        "ц": "ts",
        "ч": "c",
        "ш": "x",
        "щ": "x",
        "ъ": "",
        "ы": "i",
        "ь": "",
        "э": "e",
        "ю": "iu",
        "я": "ia",
        # before 1918
        "і": "i",  # also Kazakh, Ukrainian, Belarusian
        "ѣ": "e",
        "ѳ": "f",
        "ѵ": "i",
        # Kazakh
        "ә": "a",
        "ғ": "g",
        "қ": "k",
        "ң": "n",
        "ө": "o",
        "ұ": "u",
        "ү": "u",
        "һ": "h",
        # Kyrgyz, Tatar, Bashkir, Uzbek, Tajik, Turkmen, Mongolian
        "җ": "j",
        "ў": "u",
        "ҳ": "h",
        "ҷ": "c",
        "ҡ": "k",
        "ҙ": "z",
        "ҫ": "s",
        "ӯ": "u",
        "ӣ": "i",
        "ҝ": "g",
        "ҹ": "j",
        # Ukrainian, Belarusian, Serbian, Macedonian
        "є": "e",
        "ї": "i",
        "ґ": "g",
        "ј": "i",
        "љ": "l",
        "њ": "n",
        "ћ": "c",
        "ђ": "j",
        "џ": "j",
        "ѓ": "g",
        "ќ": "k",
        "ѕ": "z",
        "ѝ": "i",
        "ѐ": "e",
    }
)

# What Russian texts and typists put for letters that only Kazakh (and Tatar) has: Мәжит is Межит,
# Жүніс Жюнис, and ң is нг. In names of Arabic origin Russian has х for қ and nothing for an initial
# ғ: Рақымжан is Рахимжан, Ғабдулла Абдулла. Short words, where ә and е, қ and х tell one Kazakh
# word from another (мән, мен), are read one way only.
RUSSIFIED = MappingProxyType({"ә": "e", "ү": "iu", "ң": "ng", "қ": "h"})
SHORTEST = MappingProxyType({"ә": 5, "ү": 3, "ң": 1, "қ": 6, "ғ": 6})  # letters of the word
# Russian writes г for a foreign h, and an Ukrainian г is romanised h: Городецкий, Horodetskyi.
SHORTEST_WITH_H = 7

_LETTERS = str.maketrans(dict(LETTERS))
_SECOND_VALUE = frozenset("әүңқ")


def readings(word: str) -> tuple[str, ...]:
    """The reading of a word, and up to three more: letters that Russian lacks, initial г as h."""
    first = word.translate(_LETTERS)
    if _SECOND_VALUE.isdisjoint(word) and word[:1] != "ғ":
        foreign_h = word[:1] == "г" and len(word) >= SHORTEST_WITH_H
        return (first, "h" + first[1:]) if foreign_h else (first,)
    long = {letter: RUSSIFIED.get(letter, "") for letter in SHORTEST if _long(letter, word)}
    arabic = word.removeprefix("ғ") if "ғ" in long else word
    hard = {letter: value for letter, value in long.items() if letter == "қ"}
    soft = {letter: value for letter, value in long.items() if letter in "әүң"}
    found = [first, _with(word, soft), _with(arabic, hard), _with(arabic, hard | soft)]
    return tuple(dict.fromkeys(found))


def _long(letter: str, word: str) -> bool:
    return len(word) >= SHORTEST[letter]


def _with(word: str, values: dict[str, str]) -> str:
    for letter, value in values.items():
        word = word.replace(letter, value)
    return word.translate(_LETTERS)

"""Cyrillic letters in the common alphabet: Kazakh and Russian, then their neighbours.

The common alphabet is plain Latin: c = ч, x = ш, j = ж, h = х, i = every i, ы and glide, ts = ц. Sources:
ALA-LC romanisation tables for Russian (2012) and Kazakh (2011 non-Slavic tables), GOST 7.79-2000.
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

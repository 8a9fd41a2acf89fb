"""Arabic script: Kazakh töte jazu, Jawi and Pegon.

Töte jazu (Akhmet Baitursynuly, 1912; China's standard of 1982) writes every vowel and folds like an
alphabet. Jawi (Dewan Bahasa dan Pustaka, 1986) and Pegon leave most vowels out: they meet Latin in
the consonants only.
"""

from types import MappingProxyType

# Letters that töte jazu and Jawi use with one value; the common alphabet of cyrillic.py.
LETTERS = MappingProxyType(
    {
        "ا": "a",
        "آ": "a",
        "أ": "a",
        "إ": "i",
        "ٱ": "a",
        "ى": "i",  # Kazakh ы; Arabic alif maqsura
        "ب": "b",
        "پ": "p",
        "ت": "t",
        "ة": "t",
        "ث": "s",
        "ج": "j",
        "چ": "c",
        "ح": "h",
        "خ": "h",
        "د": "d",
        "ذ": "z",
        "ر": "r",
        "ز": "z",
        "ژ": "j",
        "س": "s",
        "ش": "x",
        "ص": "s",
        "ض": "d",
        "ط": "t",
        "ظ": "z",
        "ع": "g",  # töte jazu ғ; ayn elsewhere
        "غ": "g",
        "ڠ": "ng",  # Jawi, Pegon
        "ف": "f",
        "ڤ": "p",  # Jawi
        "ق": "k",
        "ك": "k",
        "ک": "k",
        "گ": "g",
        "ݢ": "g",  # Jawi
        "ڬ": "g",
        "ڭ": "n",  # Kazakh ң
        "ل": "l",
        "م": "m",
        "ن": "n",
        "ڽ": "ni",  # Jawi ny
        "ه": "h",
        "ھ": "h",
        "ە": "e",  # Kazakh е
        "ۀ": "e",
        "و": "o",
        "ۇ": "u",  # Kazakh ұ
        "ۋ": "u",  # Kazakh у
        "ۆ": "v",  # Kazakh в
        "ۏ": "v",
        "ؤ": "u",
        "ي": "i",
        "ی": "i",
        "ې": "e",
        "ئ": "i",
        "ء": "",
        "ٴ": "",  # Kazakh dayekshi: front vowels
    }
)

# Signs that are not letters: tatweel, joiners, vowel points, the high hamza.
SIGNS = "\u0640\u200c\u200d\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"

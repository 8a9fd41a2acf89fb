"""Arabic script: Kazakh töte jazu, Jawi and Pegon.

Töte jazu (Akhmet Baitursynuly, 1912; China's orthography of 1982) writes every vowel and folds like
an alphabet. Jawi (Pedoman Ejaan Jawi yang Disempurnakan, 1986) and Pegon leave most vowels out, so
that a word has several readings: what stands between two consonants is guessed.
The common alphabet is that of `cyrillic`.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from types import MappingProxyType

# Letters that have one value everywhere.
_SHARED: Mapping[str, str] = MappingProxyType(
    {
        "ا": "a",
        "آ": "a",
        "أ": "a",
        "إ": "i",
        "ٱ": "a",
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
        "غ": "g",
        "ف": "f",
        "ق": "k",
        "ك": "k",
        "ک": "k",
        "گ": "g",
        "ل": "l",
        "م": "m",
        "ن": "n",
        "ه": "h",
        "ھ": "h",
        "ي": "i",
        "ی": "i",
        "ى": "i",
        "ئ": "i",
        "ؤ": "u",
    }
)

TOTE: Mapping[str, str] = MappingProxyType(
    {
        **_SHARED,
        "ع": "g",  # ғ
        "ڭ": "n",  # ң
        "ە": "e",  # е
        "ۀ": "e",
        "ې": "e",
        "و": "o",  # о ө
        "ۇ": "u",  # ұ ү
        "ۋ": "u",  # у
        "ۆ": "v",  # в
        "ٴ": "",  # dayekshi: the vowels are front
        "ٵ": "a",  # the same in one sign with its vowel: ә ө ү і
        "ٶ": "o",
        "ٷ": "u",
        "ٸ": "i",
        "ء": "",
    }
)

JAWI: Mapping[str, str] = MappingProxyType(
    {
        **_SHARED,
        "ع": "",
        "ء": "",
        "ڤ": "p",
        "ڠ": "ng",
        "ڽ": "ni",  # ny
        "ݢ": "g",
        "ڬ": "g",
        "ۏ": "v",
        "و": "u",
        "ڊ": "d",  # Pegon
        "ڟ": "t",  # Pegon
        "ۑ": "ni",  # Pegon ny
    }
)

# Signs that are no letters: tatweel, joiners, vowel points and hamza as marks.
SIGNS = "\u0640\u200c\u200d\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"

ONLY_TOTE = "ڭەۀۇۋۆٴٵٶٷٸې"
ONLY_JAWI = "ڤڠڽݢڬۏکڊڟۑ"
MOST_READINGS = 54
_VOWELS = frozenset("aeiou")
_VOWEL_LETTERS: Mapping[str, tuple[str, ...]] = MappingProxyType({"u": ("u", "o"), "i": ("i", "e")})


def readings(word: str) -> tuple[str, ...]:
    """The readings of a word without `SIGNS`; as töte jazu first, if it can be that."""
    letters = set(word)
    found: list[str] = []
    if letters.isdisjoint(ONLY_JAWI):
        found.append("".join(TOTE.get(letter, "") for letter in word))
        if "ڭ" in letters:  # нг in foreign words
            found.append("".join(TOTE.get(letter, "") for letter in word.replace("ڭ", "نگ")))
        if "سيا" in word:  # -ция in foreign words
            found.append(found[0].replace("sia", "tsia"))
    if letters.isdisjoint(ONLY_TOTE):
        found.extend(_jawi_readings(word))
    return tuple(dict.fromkeys(found))


def _jawi_readings(word: str) -> Iterator[str]:
    """With the likeliest vowels: و is u or o, ي is i or e, and others are not written."""
    if word.startswith(("او", "اي")):  # alif carries an initial u or i
        word = word[1:]
    sounds = [sound for sound in (JAWI.get(letter, "") for letter in word) if sound]
    parts: list[tuple[str, ...]] = []
    for place, sound in enumerate(sounds):
        parts.append(_VOWEL_LETTERS.get(sound, (sound,)))
        if sound in _VOWELS:
            continue
        following = sounds[place + 1] if place + 1 < len(sounds) else ""
        if not following:
            parts.append(("", "a"))
        elif following not in _VOWELS:
            parts.append(_between(place, sound, len(sounds) - place - 2))
    return ("".join(chosen) for chosen in product(*_fewer(parts)))


def _between(place: int, sound: str, left: int) -> tuple[str, ...]:
    """What may stand between two consonants, the likeliest first; `left` sounds come after them."""
    if place == 0:  # the prefixes di-, and be-, ke-, me-, pe-, se-, te-
        return ("i", "a", "e") if sound == "d" else ("e", "a", "")
    if left == 0:
        return ("a", "e")
    return ("", "a", "e")


def _fewer(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """`parts` without their last choices, so that there are not too many readings."""
    for most in (3, 2, 1):
        kept = [part[:most] for part in parts]
        if prod(map(len, kept)) <= MOST_READINGS:
            return kept
    return kept

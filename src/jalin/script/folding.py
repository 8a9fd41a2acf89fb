"""Keys of a word, by which spellings in different scripts and standards find each other.

Level 1 is for the index and the query: one table per script into a common alphabet, and up to two
readings of a Latin spelling. Level 2 is for candidates only and never stands for equality.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz.distance import Levenshtein

from jalin.script import arabic, cyrillic, latin
from jalin.script.persons import without_ending
from jalin.script.words import script_of

# What the scripts but Latin are read without.
SIGNS = latin.SIGNS + arabic.SIGNS
_NO_SIGNS = str.maketrans(dict.fromkeys(SIGNS, None))
_CACHED_WORDS = 1 << 17


def keys(
    token: str, level: int, *, language: str | None = None, person: bool = False
) -> tuple[str, ...]:
    """The keys of one word (of `tokens`): two words agree when they share a key.

    `level` 0 is the word itself, 1 for the index and the query, 2 for candidates. `language` is a
    BCP 47 tag if the text's language is known: English has one reading. `person` adds a key without
    the endings of surnames and patronymics, put first. Empty only for an empty token.
    """
    return _keys(token, level, is_english(language), person)


def is_english(language: str | None) -> bool:
    """Whether a BCP 47 tag is of English, the one language whose tag changes a key."""
    return language is not None and language[:3].rstrip("-").lower() == "en"


def forget() -> None:
    """Empty the memory of words folded so far."""
    _keys.cache_clear()


@lru_cache(maxsize=_CACHED_WORDS)
def _keys(token: str, level: int, english: bool, person: bool) -> tuple[str, ...]:
    if not token or level == 0:
        return (token,) if token else ()
    found = _level_1(token, english)
    if person:
        found = tuple(dict.fromkeys([*map(without_ending, found), *found]))
    return found if level == 1 else tuple(dict.fromkeys(map(_level_2, found)))


def coarse(key: str) -> str:
    """The key of level 2 that belongs to a key of level 1."""
    return _level_2(key) if key else ""


def _level_1(token: str, english: bool) -> tuple[str, ...]:
    if ROMAN_NUMERAL.fullmatch(token):
        return (token,)
    script = script_of(token)
    if script in {"Latn", "Zyyy"}:
        forms = latin.readings(token, english=english)
        if KAZAKH_2017.search(token):
            forms += latin.readings(_of_2017(token))[:1]
    elif script == "Arab":
        forms = arabic.readings(token.translate(_NO_SIGNS))
    else:
        forms = cyrillic.readings(token.translate(_NO_SIGNS))
    return tuple(dict.fromkeys(settled(form) or token for form in forms)) or (token,)


# A Roman numeral with a letter twice, which is no doubled consonant: XII is not XIII.
ROMAN_NUMERAL = re.compile(
    "(?=.*(?:ii|xx))m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
)

# Kazakh Latin of the decree of 26 October 2017 writes ш s', ч c' and у y'; its other letters with
# an apostrophe fold to their bare letter anyhow.
KAZAKH_2017 = re.compile("[scy]['’]")
LETTERS_OF_2017: Mapping[str, str] = MappingProxyType({"s": "sh", "c": "ch", "y": "w"})


def _of_2017(token: str) -> str:
    return KAZAKH_2017.sub(lambda match: LETTERS_OF_2017[match[0][0]], token)


# A letter stands before what looks behind it: so the search leaps from letter to letter.
_CONSONANT_U = re.compile(r"u(?<!iu)(?=[aeio])")
_GLIDED_E = re.compile(r"i(?<=[aeou]i)e")
_AV = re.compile(r"v(?<=av)(?![aeiou])")
_OFF = re.compile(r"f(?<=...[oe]f)f?$", re.MULTILINE)
# In a word of at least five letters: what stands before and after, the doubled one included. ii is
# single in short words too, but not before a consonant (Kazakh жілік, жиілік).
_DOUBLE = re.compile(
    r"(i)i+(?:(?![b-df-hj-np-tv-z])|(?<=....)|(?=...))"
    r"|([bcdfhjklmnpqrsvwxz]|(?<!n)g)\2+(?:(?=...)|(?<=...)(?=..)|(?<=....)(?=.)|(?<=.....))"
)

# Whatever may change holds one of these.
_UNSETTLED = re.compile(r"dj|tc|xc|gh|f$|[aeou]ie|u[aeio]|av|([b-df-hj-np-sv-xzi])\1")


def settled(form: str) -> str:
    """What the spellings of one sound still differ in, whatever their script.

    дж and dj are ж; тч and шч are ч and ш; gh is г; у or w before a vowel is в (Уәлиев, Валиев), ав
    elsewhere ау (Дәулетов, Давлетов); йе is е; -off is -ов; a doubled consonant is single, but ngg
    is not ng (sangat, sanggat), tt not t (Kazakh беті, бетті) and a word of four letters keeps both
    (бела, Белл).
    """
    if not _UNSETTLED.search(form):
        return form
    return _DOUBLE.sub(r"\1\2", with_single_sounds(form))


def with_single_sounds(forms: str) -> str:
    """A form, or a text with one in each line, settled but for its doubled consonants."""
    forms = forms.replace("dj", "j").replace("tc", "c").replace("xc", "x").replace("gh", "g")
    forms = _CONSONANT_U.sub("v", _OFF.sub("v", forms))
    return _GLIDED_E.sub("e", _AV.sub("u", forms))


# What level 2 takes for one sound: in words of four and more consonants also voiced and unvoiced.
SHORT_SOUNDS: Mapping[str, str] = MappingProxyType(
    {"c": "s", "x": "s", "h": "k", "e": "i", "o": "u"}
)
BROAD_SOUNDS: Mapping[str, str] = MappingProxyType(
    {"c": "s", "x": "s", "z": "s", "h": "k", "g": "k", "b": "p", "f": "p", "d": "t"}
)
_SHORT = str.maketrans(dict(SHORT_SOUNDS))
_BROAD = str.maketrans(dict(BROAD_SOUNDS))
_VOWELS = re.compile(r"[aeiou]+")
_ANY_DOUBLE = re.compile(r"(.)\1+")
# Surnames in -ов, -ин, -ский, -ный, whose last vowel tells the gender or the language.
SURNAME = re.compile("(?:ov|ev|in)[aeo]$|sk(?:a|aia|i|e|ie|o|oe)$|n(?:a|aia|i)$")
LONGEST_SKELETON = 7
LONG_WORD = 6
SAFE_SKELETON = 6


def _level_2(key: str) -> str:
    """The first consonants of a long word and its last vowel; a short one keeps its vowels.

    Long is a word of four consonants, or of three and six letters. The last vowel stays because
    words are inflected by it (книга, книгу; Kazakh белгіле, белгілеу). A short word has e as i
    and o as u.
    """
    sounds = key.replace("ts", "s").replace("ng", "n")
    skeleton = _skeleton(sounds.translate(_BROAD))
    if len(skeleton) >= 4:
        return skeleton[:LONGEST_SKELETON] + _last_vowel(sounds, len(skeleton))
    coarse = _ANY_DOUBLE.sub(r"\1", sounds.translate(_SHORT))
    skeleton = _skeleton(coarse)
    if len(skeleton) == 3 and len(coarse) >= LONG_WORD:
        return skeleton + _last_vowel(sounds, 3)
    return coarse


def _last_vowel(sounds: str, consonants: int) -> str:
    """The vowel that a word ends in, o as a; "" in a surname, and for e and i in the longest."""
    last = sounds[-1]
    if last not in "aeiou" or SURNAME.search(sounds):
        return ""
    if consonants >= SAFE_SKELETON and last in "ei":
        return ""
    return "a" if last == "o" else last


def _skeleton(sounds: str) -> str:
    """The consonants; an initial vowel stays as a."""
    first = "a" if sounds[0] in "aeiou" else sounds[0]
    return _ANY_DOUBLE.sub(r"\1", first + _VOWELS.sub("", sounds[1:]))


def consonants(token: str) -> str:
    """The consonants alone, by which Latin meets Jawi and Pegon; "" if there is none.

    Vowels, glides and the letters that stand for them (و ي ا) are left out. To be asked only when
    one of the two sides is in Arabic script.
    """
    found = _keys(token, 1, False, False) or ("",)
    reading = found[-1] if script_of(token) == "Arab" else found[0]
    bones = _VOWELS_AND_GLIDES.sub("", reading)
    return _ANY_DOUBLE.sub(r"\1", bones.replace("x", "s"))


_VOWELS_AND_GLIDES = re.compile("[aeiouv]+")


def similarity(a: str, b: str) -> float:
    """How alike two level 1 keys are, 0 to 1: one less the edits by the length of the longer.

    Of two words that share a level 2 key, `LIKELY` and more are worth a second look.
    """
    return float(Levenshtein.normalized_similarity(a, b))


LIKELY = 0.7

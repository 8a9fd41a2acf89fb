"""Where words may be divided at the end of a line, in the languages that typst has no patterns for.

Indonesian by the rules of EYD (fifth edition, I.F), Kazakh by its rules of orthography: both divide
between syllables. Where only the origin of a word could tell (ter-ambil, te-rang), we do not.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

SOFT_HYPHEN = "\u00ad"
_BEFORE, _AFTER = 3, 3  # letters at least
_SHORTEST = 9  # letters of a word that is divided at all: lines are ragged, few need it

_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_INDONESIAN_VOWELS = frozenset("aeiou")
_DIPHTHONGS = frozenset({"ai", "au", "ei", "oi"})
_INDONESIAN_UNIT = re.compile("ng|ny|sy|kh|gh|.")
_KAZAKH_UNIT = re.compile(".[ьъ]?")
# A prefix that may have taken the vowel's consonant, a suffix that may have left it.
_PREFIX = re.compile("(?:[btp]er|[mp]e(?:ng|ny|n|m))(?=[aeiou])")
_SUFFIX = re.compile("[^aeiou]an(?:nya)?$")


def divided(text: str, language: str) -> str:
    """`text` with a soft hyphen wherever a word may be divided; as it is in other languages."""
    places = _PLACES.get(language)
    if places is None:
        return text

    def marked(found: re.Match[str]) -> str:
        word = found[0]
        cuts = [0, *places(word.lower()), len(word)] if _is_divided(word) else [0, len(word)]
        return SOFT_HYPHEN.join(word[a:b] for a, b in pairwise(cuts))

    return _WORD.sub(marked, text)


def _is_divided(word: str) -> bool:
    """Abbreviations and short words are not; nor what changes its length in lower case."""
    return len(word) >= _SHORTEST and not word[1:].isupper() and len(word.lower()) == len(word)


@lru_cache(maxsize=8192)
def _kazakh(word: str) -> tuple[int, ...]:
    units = [found[0] for found in _KAZAKH_UNIT.finditer(word)]
    vowels = [_is_kazakh_vowel(units, at) for at in range(len(units))]
    cuts = _cuts(units, vowels, before_last=True)
    return _inside(word, cuts)


def _is_kazakh_vowel(units: list[str], at: int) -> bool:
    """у is a consonant beside a vowel before it, and at the head of a word before one."""
    unit = units[at]
    if unit != "у":
        return unit in _KAZAKH_VOWELS
    if at:
        return units[at - 1] not in _KAZAKH_VOWELS
    return len(units) < 2 or units[1] not in _KAZAKH_VOWELS


@lru_cache(maxsize=8192)
def _indonesian(word: str) -> tuple[int, ...]:
    units = _INDONESIAN_UNIT.findall(word)
    vowels = [unit in _INDONESIAN_VOWELS for unit in units]
    cuts = set(_cuts(units, vowels, before_last=False))
    cuts -= {at for at in cuts if word[at - 1 : at + 1] in _DIPHTHONGS}
    if prefix := _PREFIX.match(word):
        cuts -= set(range(prefix.end()))
    if suffix := _SUFFIX.search(word):
        start = suffix.start()
        cuts -= {at for at in cuts if start - 1 <= at <= start + 1}
    return _inside(word, sorted(cuts))


def _cuts(units: list[str], vowels: list[bool], *, before_last: bool) -> list[int]:
    """Offsets between syllables: one consonant goes to the vowel after it; of several, all but the
    last stay (`before_last`), or the first alone does."""
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit))
    nuclei = [at for at, is_vowel in enumerate(vowels) if is_vowel]
    cuts = []
    for one, other in pairwise(nuclei):
        cut = other - 1 if other > one + 1 else other
        if other > one + 2 and not before_last:
            cut = one + 2
        cuts.append(starts[cut])
    return cuts


def _inside(word: str, cuts: list[int]) -> tuple[int, ...]:
    return tuple(cut for cut in cuts if _BEFORE <= cut <= len(word) - _AFTER)


_PLACES: dict[str, Callable[[str], tuple[int, ...]]] = {"id": _indonesian, "kk": _kazakh}

"""Keys of a word, by which spellings in different scripts and standards find each other.

Level 1 is for the index and the query: one table per script into a common alphabet, and up to two
readings of a Latin spelling. Level 2 is for candidates only and never stands for equality.
"""

import re
from functools import lru_cache
from typing import Literal

from jalin.script import arabic, cyrillic, latin
from jalin.script.words import APOSTROPHES, script_of

Level = Literal[0, 1, 2]

_SIGNS = APOSTROPHES + arabic.SIGNS + "\u0361\ufe20\ufe21\u00b7"
_NON_LATIN = str.maketrans({**cyrillic.LETTERS, **arabic.LETTERS} | dict.fromkeys(_SIGNS, ""))
_NO_SIGNS = str.maketrans(dict.fromkeys(_SIGNS, ""))
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]+")
_COARSE = str.maketrans({"c": "s", "x": "s", "h": "k", "e": "i", "o": "u"})
_PERSON = re.compile(r"(?:ova|eva|ina|ov|ev|in|ovna|evna|ovic|evic|uli|kizi)$")


def keys(
    token: str, level: int, *, language: str | None = None, person: bool = False
) -> tuple[str, ...]:
    """The keys of one word (of `tokens`): two words agree when they share a key.

    `level` 0 is the word itself, 1 for the index and the query, 2 for candidates. `language` is a
    BCP 47 tag if the text's language is known: English has one reading. `person` adds a key without
    the endings of surnames and patronymics, and puts it first. Never empty, except for an empty token.
    """
    return _keys(token, level, (language or "")[:2] == "en", person)


@lru_cache(maxsize=1 << 17)
def _keys(token: str, level: int, english: bool, person: bool) -> tuple[str, ...]:
    if not token or level == 0:
        return (token,) if token else ()
    found = _level_1(token, english)
    if person:
        found = tuple(dict.fromkeys([*map(_without_ending, found), *found]))
    if level == 1:
        return found
    return tuple(dict.fromkeys(map(_level_2, found)))


def _level_1(token: str, english: bool) -> tuple[str, ...]:
    script = script_of(token)
    if script in {"Latn", "Zyyy"}:
        forms = latin.readings(token.translate(_NO_SIGNS), english=english)
    else:
        forms = (token.translate(_NON_LATIN),)
    return tuple(dict.fromkeys(_DOUBLE.sub(r"\1", form) or token for form in forms))


def _without_ending(key: str) -> str:
    stem = _PERSON.sub("", key)
    return stem if len(stem) > 2 else key


def _level_2(key: str) -> str:
    coarse = key.translate(_COARSE).replace("ng", "n")
    bones = coarse[:1] + _VOWELS.sub("", coarse[1:])
    return bones if len(bones) >= 4 else _DOUBLE.sub(r"\1", coarse)

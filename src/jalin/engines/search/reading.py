"""What a reader typed, as clauses that any engine can carry out. Nothing typed is an error.

abai joly            both words, anywhere
"abai joly"          side by side
-soviet              not this word
title:abai           in the title; author:, subject:, isbn:, issn:, id: likewise
year:1970-1979       also year:1970, year:1970-, year:-1979
"""

import re
from dataclasses import dataclass
from typing import Literal

from stdnum import isbn

from jalin.script import keys, tokens

Zone = Literal["any", "title", "person", "subject", "identifier"]

MAX_CLAUSES = 32  # more words than this say nothing more, and each costs time
MAX_TYPED = 1_000  # characters
ZONES: dict[str, Zone] = {
    "title": "title", "judul": "title", "атауы": "title", "тақырыбы": "title", "заглавие": "title",
    "author": "person", "person": "person", "pengarang": "person", "автор": "person",
    "subject": "subject", "subjek": "subject", "пән": "subject", "тема": "subject",
    "isbn": "identifier", "issn": "identifier", "id": "identifier",
}  # fmt: skip
YEARS = ("year", "tahun", "жыл", "год")

_PIECE = re.compile(
    rf"""(?P<minus>(?<!\S)[-−])?                # a minus only at the beginning of a word
        (?:(?P<field>{"|".join((*ZONES, *YEARS))}):(?:\s+(?![-−]))?)?
        (?:"(?P<phrase>[^"]*)"?|«(?P<quoted>[^»]*)»?|“(?P<curly>[^”]*)”?|(?P<word>[^\s"«“]+))""",
    re.VERBOSE | re.IGNORECASE,
)
_YEARS = re.compile(r"(\d{4})?\s*([-–—])?\s*(\d{4})?")
_NUMBER = re.compile(r"(?<![\w-])(?:97[89][ -]?)?\d(?:[ -]?\d){6,11}[ -]?[\dXx](?![\w-])")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its level 0 form, and the keys of level 1 and those of persons' names."""

    exact: str
    keys: tuple[str, ...]
    person_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must stand in `zone`, side by side; `excluded` turns it round.

    `identifiers` are the number as indexed, either way it may be, when the words may be one.
    """

    words: tuple[Word, ...]
    zone: Zone = "any"
    excluded: bool = False
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """`years` is an inclusive range, either end open with None; None when no year was asked."""

    clauses: tuple[Clause, ...]
    years: tuple[int | None, int | None] | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """Every key that a wanted word may be found by."""
        wanted = (word for c in self.clauses if not c.excluded for word in c.words)
        return tuple(dict.fromkeys(key for w in wanted for key in (*w.keys, *w.person_keys)))


def read(text: str) -> Reading:
    """The clauses of what was typed; words that say nothing (punctuation alone) are left out."""
    clauses: list[Clause] = []
    years: tuple[int | None, int | None] | None = None
    typed = _NUMBER.sub(_joined, text[:MAX_TYPED].replace("\0", " "))
    for piece in _PIECE.finditer(typed):
        name = (piece["field"] or "").casefold()
        content = next((piece[k] for k in ("phrase", "quoted", "curly", "word") if piece[k]), "")
        if name in YEARS and (span := _span(content)):
            years = span
        elif name in YEARS:
            clauses += _clauses(f"{name} {content}", "any", piece, phrase=False)
        else:
            quoted = piece["word"] is None
            clauses += _clauses(content, ZONES.get(name, "any"), piece, phrase=quoted)
    return Reading(tuple(dict.fromkeys(clauses))[:MAX_CLAUSES], years)


def word(token: str) -> Word:
    return Word(token, keys(token, 1), keys(token, 1, person=True))


def identifiers(text: str) -> tuple[str, ...]:
    """An ISBN, ISSN or control number as it is indexed: letters and digits, in lower case.

    An ISBN of ten digits becomes the one of thirteen (ISO 2108); one control number in eleven of
    ten digits could be such an ISBN too.
    """
    plain = "".join(filter(str.isalnum, text)).lower()
    if len(plain) == 10 and isbn.is_valid(plain):
        return plain, str(isbn.to_isbn13(plain))
    return (plain,) if plain else ()


def _clauses(content: str, zone: Zone, piece: re.Match[str], *, phrase: bool) -> list[Clause]:
    excluded = piece["minus"] is not None
    numbers = identifiers(content)
    if zone == "identifier":
        return [Clause((), zone, excluded, numbers)] if numbers else []
    words = tuple(word(token) for token in tokens(content))
    if (phrase or excluded) and len(words) > 1:  # -sub-saharan: not both side by side
        return [Clause(words[:MAX_CLAUSES], zone, excluded)]
    may_be_number = len(words) == 1 and any(map(str.isdigit, content))
    return [Clause((w,), zone, excluded, numbers if may_be_number else ()) for w in words]


def _joined(number: re.Match[str]) -> str:
    """An ISBN or ISSN typed with hyphens or spaces, as one word, if that is what it is."""
    plain = re.sub(r"[ -]", "", number[0])
    return plain if len(plain) in {8, 10, 13} and not _is_year_range(number[0]) else number[0]


def _is_year_range(text: str) -> bool:
    found = re.fullmatch(r"(1[4-9]\d\d|20\d\d)[ -](1[4-9]\d\d|20\d\d)", text)
    return bool(found) and int(found[1]) <= int(found[2]) if found else False


def _span(text: str) -> tuple[int | None, int | None] | None:
    found = _YEARS.fullmatch(text.strip())
    if not found or not (found[1] or found[3]):
        return None
    first, dash, last = found.groups()
    if not dash and not last:
        return int(first), int(first)
    return int(first) if first else None, int(last) if last else None

"""Fields that give another field in a second script: MARC 21 880, UNIMARC a second field 200.

MARC 21 Format for Bibliographic Data, 880 and appendix A ($6); UNIMARC Manual, $6 and $7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from jalin.bibliographic.normalise.table import Table

Ints = NDArray[np.int64]
_LINK = re.compile(r"[0-9a-z]([0-9]{3})-[0-9]{2}(?:/|$)")  # code, tag, number, script


def marc21(table: Table) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """The tags with each 880 under the tag that it is linked to, and which fields were 880."""
    is_880 = table.tag == 880
    fields = np.flatnonzero(is_880)
    if not len(fields):
        return table.tag, is_880
    tag = table.tag.copy()
    linked = _named(table, fields)
    unnamed = np.flatnonzero(linked < 0)
    for at, guess in zip(unnamed, _guesses(table, fields[unnamed].tolist()), strict=True):
        linked[at] = guess
    tag[fields] = linked
    return tag, is_880


def unimarc(table: Table) -> NDArray[np.bool_]:
    """Which fields 200 are not the first of their record."""
    fields = np.flatnonzero(table.tag == 200)
    vernacular = np.zeros(len(table.tag), np.bool_)
    if len(fields):
        repeated = np.diff(table.record[fields], prepend=-1) == 0
        vernacular[fields[repeated]] = True
    return vernacular


def _named(table: Table, fields: Ints) -> NDArray[np.int16]:
    """The tag that `$6` at the beginning of each field names, or -1."""
    at = np.minimum(table.start[fields] + 2, len(table.text) - 16)  # after the indicators
    text = table.text
    digits = [text[at + 2 + i].astype(np.int16) - 48 for i in range(3)]
    fits = (text[at] == 0x1F) & (text[at + 1] == ord("6")) & (text[at + 5] == ord("-"))
    for digit in digits:
        fits &= (digit >= 0) & (digit <= 9)
    tag = digits[0] * 100 + digits[1] * 10 + digits[2]
    return np.where(fits & (tag != 880), tag, -1).astype(np.int16)


def _guesses(table: Table, fields: list[int]) -> Iterator[int]:
    """The tags of 880s without a usable `$6`, by what they contain (rare: one by one)."""
    for record, group in groupby(fields, lambda field: int(table.record[field])):
        low, high = (int(at) for at in np.searchsorted(table.record, [record, record + 1]))
        tags = [(other, int(table.tag[other])) for other in range(low, high)]
        others = [(tag, _Content.of(table, other)) for other, tag in tags if tag in _LINKED]
        for number, field in enumerate(group):
            ours = _Content.of(table, field)
            yield ours.tag_among(others if number < _PATIENCE else [])


# Fields that may have a linked 880 which a column is made of.
_LINKED = frozenset((*range(100, 131), *range(240, 265), *range(440, 521), *range(600, 831)))
_LEAST_LIKENESS = 2.0
_PATIENCE = 100  # 880s of one record; a record with more of them is a mistake or an attack
_CONTROL_CODES = frozenset("012345678")


@dataclass(frozen=True, slots=True)
class _Content:
    """What tells which of a record's fields another one repeats in a second script."""

    indicators: bytes
    values: dict[str, str]
    named: int  # the tag that a linking subfield names, under whatever code, or 0

    @classmethod
    def of(cls, table: Table, field: int) -> _Content:
        content = table.text[int(table.start[field]) : int(table.end[field])].tobytes()
        indicators, *parts = content.split(b"\x1f")
        values: dict[str, str] = {}
        named = 0
        for part in parts:
            text = part.decode("utf-8", "replace")
            link = _LINK.match(text)
            if link and link.group(1) != "880":
                named = int(link.group(1))
            if text and text[0] not in _CONTROL_CODES:
                values.setdefault(text[0], text[1:].strip())
        return cls(indicators.ljust(2)[:2], values, named)

    def tag_among(self, others: list[tuple[int, _Content]]) -> int:
        """The tag that is named, else that of the likest of the record's fields."""
        if self.named:
            return self.named
        best = max(others, key=lambda other: self.likeness(other[1]), default=None)
        if best is None or self.likeness(best[1]) < _LEAST_LIKENESS:
            return self.tag_alone()
        return best[0]

    def likeness(self, other: _Content) -> float:
        """At most 4: the same subfields, the same indicators, the same digits and punctuation."""
        codes, others = set(self.values), set(other.values)
        shared = len(codes & others) / max(len(codes | others), 1)
        same_marks = sum(
            _marks(self.values[code]) == _marks(other.values[code]) for code in codes & others
        )
        marks = same_marks / max(len(codes | others), 1)
        return 2 * shared + marks + (self.indicators == other.indicators)

    def tag_alone(self) -> int:
        """The tag by content alone, where the record has no field like it."""
        a, b, c = (self.values.get(code, "") for code in "abc")
        dated = sum(letter.isdigit() for letter in c) >= 4 and len(c) < 30
        if (a.endswith(":") and b.endswith(",")) or (b and dated):
            return 260
        if "d" in self.values or (self.indicators[:1] == b"1" and "," in a and len(a) < 60):
            return 700
        return 490 if "v" in self.values else 245


def _marks(text: str) -> tuple[str, str]:
    """The digits of a text and the punctuation at its end: alike in any script."""
    return "".join(filter(str.isdigit, text)), text[-1:] if text[-1:] in ".,:;/=" else ""

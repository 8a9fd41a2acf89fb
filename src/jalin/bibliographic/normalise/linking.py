"""Fields that give another field in a second script: MARC 21 880, UNIMARC a second field 200.

MARC 21 Format for Bibliographic Data, 880 and appendix A ($6); UNIMARC Manual, $6 and $7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from jalin.bibliographic.normalise.table import Table

Ints = NDArray[np.int64]


def marc21(table: Table) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """The tags with each 880 under the tag that it is linked to, and which fields were 880."""
    is_880 = table.tag == 880
    fields = np.flatnonzero(is_880)
    if not len(fields):
        return table.tag, is_880
    tag = table.tag.copy()
    linked = _named(table, fields)
    for at in np.flatnonzero(linked < 0):
        linked[at] = _guessed(table, int(fields[at]))
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


def _guessed(table: Table, field: int) -> int:
    """The tag of an 880 without a usable `$6`, by what it contains (rare: one by one)."""
    content = table.text[int(table.start[field]) : int(table.end[field])].tobytes()
    parts = content.split(b"\x1f")
    indicators = parts[0].ljust(2)[:2]
    values: dict[str, str] = {}
    for part in parts[1:]:
        text = part.decode("utf-8", "replace")
        values.setdefault(text[:1], text[1:].strip())
    named = values.get("6", "")[:3]
    if named.isdigit() and named != "880":
        return int(named)
    return _tag_by_content(indicators, values, _has_title(table, field))


def _has_title(table: Table, field: int) -> bool:
    """Whether an earlier 880 of the same record was taken for its title."""
    record = table.record[field]
    first = int(np.searchsorted(table.record, record))
    before = np.flatnonzero(table.tag[first:field] == 880) + first
    return len(before) > 0


def _tag_by_content(indicators: bytes, values: dict[str, str], has_title: bool) -> int:
    codes = set(values) - {"6"}
    a, b, c = (values.get(code, "") for code in "abc")
    if _is_publication(a, b, c):
        return 260
    if (c and a.endswith("/")) or b.endswith("/"):
        return 245
    if "t" not in codes and ("d" in codes or ("," in a and indicators[:1] == b"1" and len(a) < 60)):
        return 700
    if "v" in codes and codes <= set("avx"):
        return 490
    return 246 if has_title else 245


def _is_publication(a: str, b: str, c: str) -> bool:
    dated = sum(letter.isdigit() for letter in c) >= 4 and len(c) < 30
    return bool(a.endswith(":") and b.endswith(",")) or (bool(b) and dated)

"""Years of publication: MARC 21 008/06-14, UNIMARC 100 $a/8-16, then the words of the imprint."""

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.normalise.table import Items, Table
from jalin.bibliographic.normalise.text import Texts

Ints = NDArray[np.int64]

EARLIEST = 1000
_UNCERTAIN = (
    r"[?]|\b(?:ca|circa|approximately|между|около|between|sekitar|шамамен)\b|[0-9][-u?]{1,2}\]?$"
)
# UNIMARC type of publication date (100 $a/8) to the letters of MARC 21 008/06.
_UNIMARC_TYPES = {"a": "c", "b": "d", "c": "u", "d": "s", "e": "r", "f": "q", "g": "m", "h": "t",
    "i": "p", "j": "e"}  # fmt: skip


def columns(table: Table, fixed: Items, dates: Items) -> dict[str, pa.Array]:
    """`year`, `year_end`, `year_certain`, aligned with the records.

    An unknown digit counts as 0 and makes the year uncertain. `year_end` is of works in parts and
    of serials (008/06 m, c, d, u, i, k) and of a range that the year lies in (q).
    """
    at = 7 if table.chunk.format == "marc21" else 9
    kind = _kind(table, fixed, at - 1)
    first, first_whole = _digits(fixed, at)
    last, _ = _digits(fixed, at + 4)
    year, certain = np.zeros(table.n, np.int64), np.zeros(table.n, np.bool_)
    end = np.zeros(table.n, np.int64)
    plausible = _plausible(first)
    year[fixed.record[plausible]] = first[plausible]
    certain[fixed.record] = plausible & first_whole & (kind != ord("q"))
    ranged = plausible & _plausible(last) & (last >= first) & np.isin(kind, list(b"mcduikq"))
    end[fixed.record[ranged]] = last[ranged]
    _from_words(dates, year, certain)
    return {
        "year": pa.array(year.astype(np.int16), mask=year == 0),
        "year_end": pa.array(end.astype(np.int16), mask=end == 0),
        "year_certain": pa.array(certain, mask=year == 0),
    }


def _kind(table: Table, fixed: Items, offset: int) -> NDArray[np.uint8]:
    kind = fixed.byte_at(offset)
    if table.chunk.format == "marc21":
        return kind
    letters = np.zeros(256, np.uint8)
    for unimarc, marc21 in _UNIMARC_TYPES.items():
        letters[ord(unimarc)] = ord(marc21)
    return letters[kind]


def _digits(items: Items, offset: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The four-digit year at `offset` (0 if there is none) and whether all its digits are known."""
    year, whole = np.zeros(len(items), np.int64), np.ones(len(items), np.bool_)
    valid = np.ones(len(items), np.bool_)
    for i in range(4):
        byte = items.byte_at(offset + i)
        digit = (byte >= 48) & (byte <= 57)
        unknown = np.isin(byte, list(b"uU-?")) & (i > 1)
        year = year * 10 + np.where(digit, byte - 48, 0)
        valid &= digit | unknown
        whole &= digit
    return np.where(valid, year, 0), whole


def _plausible(year: Ints) -> NDArray[np.bool_]:
    return (year >= EARLIEST) & (year <= datetime.now(UTC).year + 2)


def _from_words(dates: Items, year: Ints, certain: NDArray[np.bool_]) -> None:
    """Let the imprint give the year where the coded data do not, and say which are guesses."""
    texts = Texts.of(dates)
    texts = texts.where(texts.text.is_not_null())  # of control characters alone
    doubted = texts.text.str.contains(_UNCERTAIN).to_numpy()
    certain[texts.record[doubted]] = False
    wanting = texts.where(year[texts.record] == 0)
    if not len(wanting.record):
        return
    found = wanting.text.str.extract_all(r"[0-9]{4}|[0-9]{3}[-?u]|[0-9]{2}(?:--|\?\?|uu)")
    for record, words in zip(wanting.record.tolist(), found.to_list(), strict=True):
        chosen = _chosen(words)
        if chosen and not year[record]:
            year[record] = chosen[0]
            certain[record] = chosen[1] and not doubted[np.searchsorted(texts.record, record)]


def _chosen(words: list[str]) -> tuple[int, bool] | None:
    """The year among those of an imprint, and whether all its digits are known.

    Of "1410 [1989 or 1990]" the first that is not of another calendar: a year before 1450 is left
    where a later one stands beside it.
    """
    years = [
        (int("".join(c if c.isdigit() else "0" for c in word)), word.isdigit()) for word in words
    ]
    years = [
        (year, whole) for year, whole in years if EARLIEST <= year <= datetime.now(UTC).year + 2
    ]
    modern = [found for found in years if found[0] >= 1450]
    return next(iter(modern or years), None)

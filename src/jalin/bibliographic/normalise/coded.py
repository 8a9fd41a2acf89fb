"""Years, country and languages: coded data first, then what the words say.

MARC 21 008/06-17 and 35-37, 041, 260 $c; UNIMARC 100 $a, 101, 102, 210 $d.
"""

from collections.abc import Callable

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic import countries, languages
from jalin.bibliographic.normalise import years
from jalin.bibliographic.normalise.mapping import ELEMENTS, Place
from jalin.bibliographic.normalise.publication import publication_fields
from jalin.bibliographic.normalise.table import Items, Table
from jalin.bibliographic.normalise.text import Texts, listed

Columns = dict[str, pl.Series | pa.Array]
Ints = NDArray[np.int64]


def columns(table: Table) -> Columns:
    elements = ELEMENTS[table.chunk.format]
    fixed = table.controls(8) if table.chunk.format == "marc21" else _general(table)
    dates = table.subfields(publication_fields(table, elements.dates.tags), elements.dates.codes)
    return {
        **years.columns(table, fixed, dates),
        "country": _country(table, fixed),
        "languages": _languages(table, fixed, elements.languages),
        "original_languages": _languages(table, None, elements.original_languages),
    }


def _general(table: Table) -> Items:
    """UNIMARC 100 $a, general processing data."""
    return table.items((100,), "a")


def letters(items: Items, offset: int, count: int = 3) -> Ints:
    """The bytes at `offset` of each item as one number, or 0 where it is too short."""
    number = np.zeros(len(items), np.int64)
    for i in range(count):
        number = number << 8 | items.byte_at(offset + i)
    return np.where(items.end - items.start >= offset + count, number, 0)


def decoded(numbers: Ints, function: Callable[[str], str | None]) -> pl.Series:
    """Numbers of three ASCII bytes through a function of the code that they are."""
    distinct, inverse = np.unique(numbers, return_inverse=True)
    found = [function(_code(int(number))) for number in distinct]
    return pl.Series(found, dtype=pl.String)[inverse]


def _code(number: int) -> str:
    return number.to_bytes(4, "big").lstrip(b"\0").decode("ascii", "replace")


def _country(table: Table, fixed: Items) -> pl.Series:
    if table.chunk.format == "unimarc":
        items = table.items((102,), "a")
        texts = Texts(items.record, decoded(letters(items, 0, 2), countries.of_iso))
    else:
        texts = Texts(fixed.record, decoded(letters(fixed, 15), countries.of_marc))
    return texts.where(texts.text.is_not_null()).column(table.n)


def _languages(table: Table, fixed: Items | None, place: Place) -> pa.Array:
    """Languages of the coded field 008, then of 041 or 101.

    041 $a of before 2001 holds several codes in one subfield ("kazrus").
    """
    items = table.items(place.tags, place.codes)
    pieces = []
    if fixed is not None and table.chunk.format == "marc21":
        pieces.append(Texts(fixed.record, decoded(letters(fixed, 35), languages.of_code)))
    length = items.end - items.start
    for offset in range(0, min(int(length.max(initial=0)), 60), 3):
        some = items.where(length > offset + 1)
        number = np.where(
            length[length > offset + 1] >= offset + 3,
            letters(some, offset),
            letters(some, offset, 2) if offset == 0 else 0,
        )
        pieces.append(Texts(some.record, decoded(number, languages.of_code)))
    if not pieces:
        pieces = [Texts(np.empty(0, np.int64), pl.Series([], dtype=pl.String))]
    return listed(table.n, *(piece.where(piece.text.is_not_null()) for piece in pieces))

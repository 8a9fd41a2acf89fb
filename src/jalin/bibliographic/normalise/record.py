"""The record as such: key, control number, leader; what needs no data fields."""

import hashlib

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic import isbd
from jalin.bibliographic.chunk import ENCODINGS
from jalin.bibliographic.normalise.table import Table
from jalin.bibliographic.normalise.text import column
from jalin.bibliographic.normalise.tidying import tidy
from jalin.bibliographic.normalise.views import views

Ints = NDArray[np.int64]


def columns(table: Table) -> dict[str, pl.Series | pa.Array]:
    chunk = table.chunk
    number, agency = (_control(table, tag) for tag in (1, 3))
    return {
        "key": _keys(table, number, agency),
        "control_number": number,
        "control_number_agency": agency,
        "offset": pa.array(chunk.record_offset),
        "length": pa.array(chunk.record_length),
        "format": pl.repeat(chunk.format, table.n, dtype=pl.String, eager=True),
        "encoding": pl.Series(ENCODINGS)[chunk.encoding],
        "deleted": pa.array(table.text[chunk.leader_start + 5] == ord("d")),
        "record_type": _leader_letter(table, 6),
        "bibliographic_level": _leader_letter(table, 7),
    }


def _control(table: Table, tag: int) -> pl.Series:
    """The first control field of `tag`, without blanks at its ends."""
    items = table.controls(tag)
    start, end = isbd.strip(items.text, items.start, items.end)
    left = start < end
    text = tidy(pl.Series(views(items.text, start[left], end[left])))
    return column(text, items.record[left], table.n)


def _leader_letter(table: Table, position: int) -> pl.Series:
    letter = table.text[table.chunk.leader_start + position]
    ascii_letters = pl.Series(
        [chr(i) if chr(i).isalnum() and i < 128 else None for i in range(256)]
    )
    return ascii_letters[letter]


def _keys(table: Table, number: pl.Series, agency: pl.Series) -> pl.Series:
    """`003:001`, or `001`, or `sha256:` and the digest of the record as supplied."""
    key = (agency + ":" + number).fill_null(number)
    chunk = table.chunk
    missing = (key.is_null() & pl.Series(chunk.readable)).arg_true().to_list()
    digests = [_digest(table, row) for row in missing]
    return key.scatter(missing, digests) if missing else key


def _digest(table: Table, row: int) -> str:
    start, length = int(table.chunk.record_start[row]), int(table.chunk.record_length[row])
    return "sha256:" + hashlib.sha256(table.chunk.supplied[start : start + length]).hexdigest()

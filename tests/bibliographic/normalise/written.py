"""Records written as text, a field a line: `245 10 $aTitle :$brest`; `_` is a blank indicator."""

from collections.abc import Iterable
from textwrap import dedent
from typing import Any

import polars as pl
import pyarrow as pa
import pymarc

from jalin.bibliographic.chunk import Format
from jalin.bibliographic.normalise import normalise
from jalin.bibliographic.reading import read_bytes

LEADER = "00000nam a2200000 a 4500"


def iso2709(text: str, leader: str = LEADER) -> bytes:
    """A record in UTF-8 of the fields in `text`."""
    made = pymarc.Record(force_utf8=True, leader=leader)
    for line in dedent(text).strip().splitlines():
        tag, rest = line[:3], line[4:]
        if tag < "010":
            made.add_field(pymarc.Field(tag, data=rest))
            continue
        indicators = pymarc.Indicators(*rest[:2].replace("_", " "))
        parts = [part for part in rest[2:].strip().split("$") if part]
        subfields = [pymarc.Subfield(part[0], part[1:]) for part in parts]
        made.add_field(pymarc.Field(tag, indicators=indicators, subfields=subfields))
    return bytes(made.as_marc())


def columns_of(data: bytes, format_: Format = "marc21") -> pa.Table:
    """The normalised columns of all records in `data`."""
    return pa.Table.from_batches(
        [normalise(chunk) for chunk in read_bytes(data, format=format_)]
    ).combine_chunks()


def rows_of(texts: Iterable[str], format_: Format = "marc21") -> list[dict[str, Any]]:
    frame = pl.from_arrow(columns_of(b"".join(iso2709(text) for text in texts), format_))
    assert isinstance(frame, pl.DataFrame)
    return frame.to_dicts()


def row_of(text: str, format_: Format = "marc21") -> dict[str, Any]:
    """The columns of one record, without those that are empty."""
    (row,) = rows_of([text], format_)
    return {name: value for name, value in row.items() if value not in (None, [])}

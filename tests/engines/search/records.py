"""Small catalogues for the tests of searching, in the normalised columns."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from jalin.bibliographic.columns import SCHEMA
from jalin.bibliographic.documents import documents
from jalin.engines.search import SearchIndex

NAC = "KZ-NAC"  # the institution of a record that names none


def columns(records: Sequence[dict[str, Any]]) -> pa.Table:
    """Records given by the columns that matter to a test; the rest is as for an empty record."""
    rows = [
        {field.name: record.get(field.name, _empty(field, number)) for field in SCHEMA}
        for number, record in enumerate(records)
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def add(index: SearchIndex, records: Sequence[dict[str, Any]], *, first: int = 0) -> None:
    """Add each record as its own publication, unless it says `publication` and `institution`."""
    publication = [r.get("publication", first + n) for n, r in enumerate(records)]
    institution = [r.get("institution", NAC) for r in records]
    index.add(documents(columns(records), publication=publication, institution=institution))


def index_of(path: Path, records: Sequence[dict[str, Any]]) -> SearchIndex:
    """A committed index of the records, open for writing."""
    from jalin.engines.search import open_index

    index = open_index(path, writable=True)
    add(index, records)
    index.commit()
    return index


def _empty(field: pa.Field, number: int) -> Any:
    if field.name == "key":
        return str(number)
    if field.nullable and not pa.types.is_list(field.type):
        return None
    if pa.types.is_list(field.type):
        return []
    return {"int64": 0, "bool": False, "string": ""}[str(field.type)]

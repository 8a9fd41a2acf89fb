"""Normalised rows made by hand, for tests that need no file."""

from typing import Any

import pyarrow as pa

from jalin.bibliographic.columns import SCHEMA


def row(**given: Any) -> dict[str, Any]:
    """A row of the schema: what is not given is missing (null, or an empty list)."""
    empty = {field.name: [] if pa.types.is_list(field.type) else None for field in SCHEMA}
    plain = {"key": "", "offset": 0, "length": 0, "format": "marc21", "encoding": "utf-8"}
    kind = {"deleted": False, "record_type": "a", "bibliographic_level": "m", "year_certain": True}
    return {**empty, **plain, **kind, "scripts": ["Latn"], **given}


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=SCHEMA)

"""From normalised columns to rows of records: what is new, what changed, what is the same."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from django.db import connection
from django.db.models import F, Model
from numpy.typing import NDArray

from jalin.catalogue.models import Import, Record, RecordVersion
from jalin.catalogue.segments import SegmentWriter
from jalin.core.fields import joined

KEY_LENGTH = 255
IDS_AT_ONCE = 5000  # well under what a database takes as parameters


@dataclass(frozen=True, slots=True)
class Incoming:
    """n records: their normalised columns (`columns.SCHEMA`) and their bytes as supplied."""

    columns: pa.RecordBatch
    supplied: Sequence[memoryview]


@dataclass(frozen=True, slots=True)
class Stored:
    """`record_ids`: n, the id of each record's row; and what became of the records."""

    record_ids: NDArray[np.int64]
    new: int
    changed: int
    unchanged: int


class _Known(NamedTuple):
    """A record that the catalogue has already."""

    pk: int
    sha256: bytes
    version: int


class _Plan(NamedTuple):
    """Row `row` of the columns is to be written as version `version` of the record `key`."""

    row: int
    key: str
    sha256: bytes
    version: int


def store(source: Import, segment: SegmentWriter, incoming: Incoming) -> Stored:
    """Write what is new or changed, within the caller's transaction and lock of the catalogue."""
    digests = [hashlib.sha256(data).digest() for data in incoming.supplied]
    keys = [_fitting(key) for key in incoming.columns.column("key").to_pylist()]
    known = _known(source.catalogue_id, keys)
    plans = list(_plans(keys, digests, known))
    written = _write(source, segment, incoming, plans)
    ids = {key: found.pk for key, found in known.items()} | written
    new = sum(plan.version == 1 for plan in plans)
    changed = len(plans) - new
    record_ids = np.fromiter((ids[key] for key in keys), np.int64, len(keys))
    return Stored(record_ids, new, changed, len(keys) - new - changed)


def _fitting(key: str) -> str:
    """The key as the table can hold it: a monstrous one by its digest."""
    cleaned = key.replace("\x00", "")
    if len(cleaned) <= KEY_LENGTH:
        return cleaned
    return f"{cleaned[:100]}#{hashlib.sha256(cleaned.encode()).hexdigest()}"


def _known(catalogue: int, keys: Iterable[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for some in _batches(dict.fromkeys(keys)):
        rows = Record.objects.filter(catalogue=catalogue, key__in=some)
        for key, pk, sha256, version in rows.values_list("key", "pk", "sha256", "version"):
            found[key] = _Known(pk, bytes(sha256), version)
    return found


def _plans(
    keys: Sequence[str], digests: Sequence[bytes], known: Mapping[str, _Known]
) -> Iterator[_Plan]:
    """What is to be written, each key once."""
    planned: set[str] = set()
    for row, (key, digest) in enumerate(zip(keys, digests, strict=True)):
        before = known.get(key)
        if key in planned or (before is not None and before.sha256 == digest):
            continue
        planned.add(key)
        yield _Plan(row, key, digest, before.version + 1 if before else 1)


def _write(
    source: Import, segment: SegmentWriter, incoming: Incoming, plans: Sequence[_Plan]
) -> dict[str, int]:
    """Append the bytes, write records and versions; the ids by key.

    In plain SQL: there may be a million records, and an object for each costs more than all else.
    """
    if not plans:
        return {}
    offsets = segment.append(incoming.supplied[plan.row] for plan in plans)
    shown = _shown(incoming.columns.take(pa.array([plan.row for plan in plans])))
    places = [
        (source.pk, plan.version, offset, len(incoming.supplied[plan.row]), plan.sha256)
        for plan, offset in zip(plans, offsets, strict=True)
    ]
    keys = [(source.catalogue_id, plan.key) for plan in plans]
    with connection.cursor() as cursor:
        values = zip(keys, places, shown, strict=True)
        cursor.executemany(_upsert(), [key + place + texts for key, place, texts in values])
    Record.objects.filter(publication=None).update(publication=F("pk"))
    written = _known(source.catalogue_id, (plan.key for plan in plans))
    ids = {key: found.pk for key, found in written.items()}
    versions = zip(plans, places, strict=True)
    with connection.cursor() as cursor:
        rows = [(ids[plan.key], *place) for plan, place in versions]
        cursor.executemany(_insert(RecordVersion, ("record_id", *_VERSION)), rows)
    return ids


_KEY = ("catalogue_id", "key")
_PLACE = ("source_id", "version", "offset", "length", "sha256")
_VERSION = ("source_id", "number", "offset", "length", "sha256")


def _upsert() -> str:
    """Insert a record, or, where its key is there, bring it to its new version."""
    values = (*_PLACE, *_SHOWN)
    names = [connection.ops.quote_name(name) for name in values]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names)
    key = ", ".join(connection.ops.quote_name(name) for name in _KEY)
    return f"{_insert(Record, (*_KEY, *values))} ON CONFLICT ({key}) DO UPDATE SET {changes}"


def _insert(model: type[Model], columns: Sequence[str]) -> str:
    """The statement that inserts `columns` of one row; names are ours, values are parameters."""
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's own way
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while some := list(islice(rest, IDS_AT_ONCE)):
        yield some


def _shown(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """What lists and pages show, per record, in the order of `_SHOWN`."""
    made = []
    for names, make in _SHOWN.values():
        columns = [batch.column(name).to_pylist() for name in names]
        made.append([make(*values) for values in zip(*columns, strict=True)])
    return zip(*made, strict=True)


def _text(value: str | None) -> str:
    return (value or "").replace("\x00", "")


def _texts(values: Iterable[str]) -> list[str]:
    return [text for text in map(_text, values) if text]


def _stored(values: Iterable[str]) -> str:
    return joined(_texts(values))


def _listed(values: Iterable[str]) -> str:
    return " ; ".join(_texts(values))


def _titled(title: str | None, other: str | None, number: str | None, name: str | None) -> str:
    """Title proper, part and other title information, punctuated as ISBD does."""
    part = ", ".join(_texts(text for text in (number, name) if text))
    whole = ". ".join(text for text in (_text(title), part) if text)
    return " : ".join(text for text in (whole, _text(other)) if text)


def _vernacular(title: str | None, other: str | None) -> str:
    return _titled(title, other, None, None)


def _same(value: Any) -> Any:
    return value


_TITLE = ("title", "other_title_information", "part_number", "part_name")
_VERNACULAR = ("vernacular_title", "vernacular_other_title_information")
# Field of `Record`: the columns it is made of, and how.
_SHOWN: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "deleted": (("deleted",), _same),
    "control_number": (("control_number",), lambda text: _text(text)[:100]),
    "format": (("format",), _same),
    "encoding": (("encoding",), _same),
    "title": (_TITLE, _titled),
    "vernacular_title": (_VERNACULAR, _vernacular),
    "responsibility": (("statement_of_responsibility",), _text),
    "vernacular_responsibility": (("vernacular_statement_of_responsibility",), _text),
    "persons": (("persons",), _stored),
    "publisher": (("publishers",), _listed),
    "place": (("places",), _listed),
    "country": (("country",), lambda text: _text(text)[:2]),
    "year": (("year",), _same),
    "edition": (("edition",), _text),
    "extent": (("extent",), _text),
    "isbns": (("isbns",), _stored),
    "languages": (("languages",), _stored),
    "scripts": (("scripts",), _stored),
    "subjects": (("subjects",), _stored),
    "sort_title": (("title",), lambda text: _text(text).casefold().lstrip("\"'«“„( [")[:120]),
}

"""From normalised columns to rows of records: what is new, what changed, what is the same."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from jalin.catalogue.shown import FIELDS, shown

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
        with connection.cursor() as cursor:  # in plain SQL, as is the writing
            cursor.execute(_select(len(some)), [catalogue, *some])
            for key, pk, sha256, version in cursor.fetchall():
                found[key] = _Known(pk, bytes(sha256), version)
    return found


def _select(count: int) -> str:
    """The statement that finds records of a catalogue by `count` keys; values are parameters."""
    places = ", ".join(["%s"] * count)
    return (
        "SELECT key, id, sha256, version FROM catalogue_record"  # noqa: S608
        f" WHERE catalogue_id = %s AND key IN ({places})"
    )


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
    texts = shown(incoming.columns.take(pa.array([plan.row for plan in plans])))
    places = [
        (source.pk, plan.version, offset, len(incoming.supplied[plan.row]), plan.sha256)
        for plan, offset in zip(plans, offsets, strict=True)
    ]
    keys = [(source.catalogue_id, plan.key) for plan in plans]
    with connection.cursor() as cursor:
        values = zip(keys, places, texts, strict=True)
        cursor.executemany(_upsert(), [key + place + row for key, place, row in values])
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
    values = (*_PLACE, *FIELDS)
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

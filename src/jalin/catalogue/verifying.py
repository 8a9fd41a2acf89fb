"""Is everything there that the database says, and unchanged? For backups, moves and bad disks.

What is checked: the seals of the audit trail; the bytes of every version of every record against
their SHA-256; that records, columns and search index agree on how many there are.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from django.db.models import F, Max

from jalin.catalogue import columns, folders
from jalin.catalogue.models import Catalogue, Import, IndexGeneration, Record, RecordVersion
from jalin.catalogue.states import GenerationState
from jalin.core import audit
from jalin.core.models import Job
from jalin.engines.search import SearchUnavailable, open_index

_AT_ONCE = 5000  # rows
Told = Callable[[int, int], None]  # records done, records in all


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable: audit | segment | bytes | version | size | columns | index."""

    code: str
    text: str


def verify(progress: Told = lambda _done, _total: None) -> Iterator[Finding]:
    """Everything that is not as it should be."""
    yield from _audit()
    yield from _segments()
    yield from _bytes(progress)
    yield from _versions()
    if not busy():
        yield from _columns()
        yield from _index()


def busy() -> bool:
    """Whether jobs are under way, so that derived data are behind."""
    return Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).exists()


def _audit() -> Iterator[Finding]:
    for chain, number in audit.verify_all():
        yield Finding("audit", f"Audit trail “{chain}”: entry {number} is changed or missing.")


def _segments() -> Iterator[Finding]:
    """Segment files that are shorter than what was committed."""
    for source in Import.objects.filter(segment_length__gt=0).order_by("pk"):
        path = folders.segment(source.pk)
        size = path.stat().st_size if path.exists() else -1
        if size < source.segment_length:
            there = f"has {size} of {source.segment_length} bytes" if size >= 0 else "is missing"
            yield Finding("segment", f"{path} {there} (import {source.pk}).")


def _bytes(progress: Told) -> Iterator[Finding]:
    """Versions whose bytes have another digest than when they came."""
    found = RecordVersion.objects.order_by("source_id", "offset").values_list(
        "source_id", "offset", "length", "sha256", "record_id", "number"
    )
    total, done = found.count(), 0
    for source, versions in groupby(found.iterator(chunk_size=_AT_ONCE), key=itemgetter(0)):
        path = folders.segment(source)
        with ExitStack() as stack:
            file = stack.enter_context(path.open("rb")) if path.exists() else None
            for _, offset, length, sha256, record, number in versions:
                done += 1
                if file is not None and _digest(file, offset, length) != bytes(sha256):
                    text = (
                        f"{path} at byte {offset}: record {record}, version {number}, is changed."
                    )
                    yield Finding("bytes", text)
                if done % _AT_ONCE == 0:
                    progress(done, total)
    progress(total, total)


def _digest(file: BinaryIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    return hashlib.sha256(file.read(length)).digest()


def _versions() -> Iterator[Finding]:
    """Records that are not what their newest version is."""
    newest = Record.objects.annotate(newest=Max("versions__number"))
    for pk in newest.exclude(newest=F("version")).values_list("pk", flat=True):
        yield Finding("version", f"Record {pk} has no row of its newest version.")
    other = RecordVersion.objects.filter(number=F("record__version")).exclude(
        sha256=F("record__sha256"), offset=F("record__offset"), source=F("record__source")
    )
    for pk in other.values_list("record_id", flat=True):
        yield Finding("version", f"Record {pk} differs from its newest version.")


def _columns() -> Iterator[Finding]:
    for catalogue in Catalogue.objects.order_by("pk"):
        name, records = f"Catalogue “{catalogue.slug}”", catalogue.records.count()
        live = catalogue.records.filter(deleted=False).count()
        if live != catalogue.size:
            yield Finding("size", f"{name}: {live} records, but {catalogue.size} are announced.")
        path = folders.columns(catalogue.pk, catalogue.generation)
        rows = _rows(path) if catalogue.generation else 0
        if rows != records:
            yield Finding("columns", f"{name}: {records} records, but {rows} in {path}.")


def _rows(path: Path) -> int:
    """Records in a file of columns; 0 when it cannot be read."""
    try:
        return columns.count(path)
    except (OSError, ValueError):  # pyarrow's errors of damaged files are ValueErrors
        return 0


def _index() -> Iterator[Finding]:
    held = Record.objects.filter(deleted=False).values("publication").distinct().count()
    generation = IndexGeneration.objects.filter(state=GenerationState.SERVING).first()
    if generation is None:
        if held:
            yield Finding("index", f"{held} publications, and no search index.")
        return
    path = folders.index(generation.pk)
    try:
        index = open_index(path)
    except SearchUnavailable:
        yield Finding("index", f"The search index {path} cannot be opened.")
        return
    try:
        if (count := index.count()) != held:
            yield Finding("index", f"{held} publications, but {count} in the index {path}.")
    finally:
        index.close()

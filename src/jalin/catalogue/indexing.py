"""The search index: building a generation of it, and which one is served."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone
from numpy.typing import NDArray

from jalin.bibliographic.documents import documents
from jalin.catalogue import columns, folders
from jalin.catalogue.models import Catalogue, IndexGeneration, Record
from jalin.catalogue.states import GenerationState
from jalin.core.errors import gettext_noop
from jalin.core.jobs import Run
from jalin.engines.search import SearchIndex, SearchUnavailable, open_index

INDEXING = gettext_noop("Making the records searchable")
GATHER = 1 << 15  # records of publications with several records, documented at a time


def serving() -> SearchIndex | None:
    """The generation that is served, opened once in a process; None while there is none."""
    generation = (
        IndexGeneration.objects.filter(state=GenerationState.SERVING)
        .values_list("pk", flat=True)
        .first()
    )
    if generation is None:
        return None
    try:
        return _opened(str(folders.index(generation)))
    except SearchUnavailable:
        return None


@lru_cache(maxsize=2)
def _opened(folder: str) -> SearchIndex:
    return open_index(Path(folder))


@dataclass(frozen=True, slots=True)
class Numbering:
    """`publication` is the number of the publication of each record of `record`, ascending ids."""

    record: NDArray[np.int64]
    publication: NDArray[np.int64]

    def of(self, records: NDArray[np.int64]) -> NDArray[np.int64]:
        """The publication of each of `records`; a record not known is its own."""
        if not len(self.record):
            return records
        at = np.searchsorted(self.record, records).clip(max=len(self.record) - 1)
        return np.where(self.record[at] == records, self.publication[at], records)


def numbering() -> Numbering:
    """The publications as they are served now."""
    found = Record.objects.order_by("pk").values_list("pk", "publication")
    rows = np.fromiter(
        (number for pair in found.iterator(chunk_size=10_000) for number in pair), np.int64
    ).reshape(-1, 2)
    return Numbering(rows[:, 0], rows[:, 1])


def build(run: Run, numbers: Numbering, catalogues: Sequence[Catalogue]) -> IndexGeneration:
    """Build a generation from the columns of `catalogues`; it is not served yet.

    Memory grows with the number of publications that several records describe, and not with the
    catalogues: the records of the others are documented as they are read.
    """
    _sweep()
    generation = IndexGeneration.objects.create()
    folder = folders.index(generation.pk)
    folder.parent.mkdir(parents=True, exist_ok=True)
    index = open_index(folder, writable=True)
    try:
        total = sum(columns.count(_path(catalogue)) for catalogue in catalogues)
        done = 0
        for batch in _documents(numbers, catalogues):
            index.add(batch.documents)
            done += batch.records
            run.progress(done, total, unit="records", message=INDEXING)
        index.commit()
        generation.publications = index.count()
    finally:
        index.close()
    generation.save(update_fields=["publications"])
    return generation


def serve(generation: IndexGeneration) -> None:
    """Serve `generation` from the caller's commit on."""
    IndexGeneration.objects.filter(state=GenerationState.SERVING).update(
        state=GenerationState.RETIRED
    )
    generation.state, generation.served_at = GenerationState.SERVING, timezone.now()
    generation.save(update_fields=["state", "served_at"])


@dataclass(frozen=True, slots=True)
class _Documented:
    documents: pa.RecordBatch
    records: int


def _documents(numbers: Numbering, catalogues: Sequence[Catalogue]) -> Iterator[_Documented]:
    shared = _shared(numbers)
    aside: list[pa.Table] = []
    for catalogue in catalogues:
        for batch in columns.batches(_path(catalogue)):
            table = _numbered(pa.Table.from_batches([batch]), numbers, catalogue)
            several = pc.is_in(table["publication"], value_set=shared)
            aside.append(table.filter(several))
            yield _documented(table.filter(pc.invert(several)))
    if aside:
        yield from _gathered(pa.concat_tables(aside))


def _gathered(table: pa.Table) -> Iterator[_Documented]:
    """The publications with several records, all records of one at once."""
    table = table.sort_by("publication")
    publication = table["publication"].to_numpy()
    start = 0
    while start < len(publication):
        end = min(start + GATHER, len(publication))
        end = int(np.searchsorted(publication, publication[end - 1], "right"))
        yield _documented(table.slice(start, end - start))
        start = end


def _numbered(table: pa.Table, numbers: Numbering, catalogue: Catalogue) -> pa.Table:
    """The records that are not deleted, with their publication and who holds them."""
    table = table.filter(pc.invert(table["deleted"]))
    publication = numbers.of(table["record_id"].to_numpy())
    institution = pa.array([catalogue.institution.slug]).take(
        pa.array(np.zeros(len(table), np.int64))
    )
    return table.append_column("publication", pa.array(publication)).append_column(
        "institution", institution
    )


def _documented(table: pa.Table) -> _Documented:
    made = documents(
        table,
        publication=table["publication"],
        institution=table["institution"],
    )
    return _Documented(made, len(table))


def _shared(numbers: Numbering) -> pa.Array:
    """The publications that more than one record describes."""
    number, count = np.unique(numbers.publication, return_counts=True)
    return pa.array(number[count > 1])


def _path(catalogue: Catalogue) -> Path:
    return folders.columns(catalogue.pk, catalogue.generation)


def _sweep() -> None:
    """Remove what a killed build left, and old generations but the newest: it may be read yet."""
    left = IndexGeneration.objects.exclude(state=GenerationState.SERVING).order_by("-pk")
    retired = left.filter(state=GenerationState.RETIRED).values_list("pk", flat=True)
    kept = set(retired[:1])
    for generation in left.exclude(pk__in=kept):
        shutil.rmtree(folders.index(generation.pk), ignore_errors=True)
        generation.delete()

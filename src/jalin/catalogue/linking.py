"""Linking: which records of the catalogues describe one publication, and what follows from it.

    columns -> pairs (kept per two generations) -> clusters, with what people decided
            -> publications, comparisons, index: all served from one commit on

What was matched once is matched again only when one of the two catalogues has changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection, transaction
from numpy.typing import NDArray

from jalin.bibliographic import clusters
from jalin.bibliographic import comparison as comparing
from jalin.bibliographic.matching import match
from jalin.catalogue import columns, folders, indexing, jobs
from jalin.catalogue.indexing import Numbering
from jalin.catalogue.models import Catalogue, Comparison, IndexGeneration, MatchPair
from jalin.catalogue.states import GenerationState, Verdict
from jalin.core.errors import gettext_noop
from jalin.core.fields import joined
from jalin.core.jobs import Result, Run

MATCHING = gettext_noop("Finding what both hold")
COMPARING = gettext_noop("Comparing the catalogues")
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class _Side:
    """One catalogue: its records that are not deleted, and its first row among all of them."""

    catalogue: Catalogue
    table: pa.Table
    first: int

    @property
    def records(self) -> NDArray[np.int64]:
        return np.asarray(self.table["record_id"].to_numpy(), np.int64)


def build_index(run: Run, params: jobs.BuildIndex) -> Result:
    """The handler of `build_index`: makes an import searchable before it is matched."""
    del params
    generation = indexing.build(run, indexing.numbering(), _catalogues())
    with transaction.atomic():
        run.hold()
        indexing.serve(generation)
    return {"publications": generation.publications}


def link(run: Run, params: jobs.LinkCatalogues) -> Result:
    """The handler of `link_catalogues`."""
    catalogues = _catalogues()
    if not params.afresh and (served := _nothing_to_link(catalogues)):
        return {"publications": served.publications, "comparisons": 0}
    numbers, made = _linked(run, catalogues, afresh=params.afresh)
    pa.default_memory_pool().release_unused()  # the index needs it
    generation = indexing.build(run, numbers, catalogues)
    _publish(run, numbers, made, generation)
    return {"publications": generation.publications, "comparisons": len(made)}


def _nothing_to_link(catalogues: Sequence[Catalogue]) -> IndexGeneration | None:
    """What is served, where there is one catalogue and its import is searchable already."""
    if len(catalogues) != 1 or Comparison.objects.exists():
        return None
    served = IndexGeneration.objects.filter(state=GenerationState.SERVING)
    return served.filter(publications=catalogues[0].size).first()


def _linked(
    run: Run, catalogues: Sequence[Catalogue], *, afresh: bool
) -> tuple[Numbering, list[Comparison]]:
    """The publications, and the comparisons, not served yet; the records are let go of."""
    sides = _sides(catalogues)
    pairs = {
        (left.catalogue.pk, right.catalogue.pk): _pairs(run, left, right, afresh)
        for left, right in combinations(sides, 2)
    }
    numbers, cluster = _cluster(sides, pairs)
    made = [
        _compare(run, left, right, cluster, pairs[left.catalogue.pk, right.catalogue.pk])
        for left, right in combinations(sides, 2)
    ]
    return numbers, made


def _catalogues() -> list[Catalogue]:
    found = Catalogue.objects.filter(generation__gt=0).select_related("institution")
    return list(found.order_by("pk"))


def _sides(catalogues: Sequence[Catalogue]) -> list[_Side]:
    sides, first = [], 0
    for catalogue in catalogues:
        table = columns.live(folders.columns(catalogue.pk, catalogue.generation))
        sides.append(_Side(catalogue, table, first))
        first += len(table)
    return sides


def _pairs(run: Run, left: _Side, right: _Side, afresh: bool) -> pa.Table:
    """The pairs of two catalogues, by rows of each; kept for these two generations."""
    path = folders.pairs(
        (left.catalogue.pk, left.catalogue.generation),
        (right.catalogue.pk, right.catalogue.generation),
    )
    if path.exists() and not afresh:
        return pq.read_table(path)
    run.check()
    found = match(
        left.table,
        right.table,
        progress=lambda done, total: run.progress(done, total, unit="pairs", message=MATCHING),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{path.name.split('-')[0]}-*"):
        old.unlink()
    partial = path.with_suffix(".partial")
    pq.write_table(found, partial, compression="zstd")
    partial.replace(path)
    return found


def _cluster(
    sides: Sequence[_Side], pairs: Mapping[tuple[int, int], pa.Table]
) -> tuple[Numbering, NDArray[np.int64]]:
    """The publication of each record: numbers by record id, and by row of all sides."""
    if not sides:
        none = np.empty(0, np.int64)
        return Numbering(none, none), none
    records = np.concatenate([side.records for side in sides])
    first = {side.catalogue.pk: side.first for side in sides}
    all_pairs = [
        clusters.shifted(table, left=first[left], right=first[right])
        for (left, right), table in pairs.items()
    ]
    if not all_pairs:
        cluster = np.arange(len(records))
    else:
        cluster = clusters.cluster(
            len(records),
            pa.concat_tables(all_pairs),
            decisions=_decisions(records),
            traits=clusters.traits(pa.concat_tables(side.table.select(_TRAITS) for side in sides)),
        )
    lowest = np.full(len(records), np.iinfo(np.int64).max)
    np.minimum.at(lowest, cluster, records)
    publication = lowest[cluster]
    order = np.argsort(records)
    return Numbering(records[order], publication[order]), publication


_TRAITS = ["volume", "part_name", "edition", "year", "year_end"]


def _decisions(records: NDArray[np.int64]) -> clusters.Decisions:
    """What people decided, as rows; a decision on a record that is gone waits for its return."""
    order = np.argsort(records)
    ordered = records[order]

    def row(record: int) -> int | None:
        at = int(np.searchsorted(ordered, record))
        return int(order[at]) if at < len(ordered) and ordered[at] == record else None

    told: dict[str, list[tuple[int, int]]] = {Verdict.SAME: [], Verdict.DIFFERENT: []}
    for left, right, verdict in _decided_records():
        a, b = row(left), row(right)
        if a is not None and b is not None:
            told[verdict].append((a, b))
    return clusters.Decisions.of(same=told[Verdict.SAME], different=told[Verdict.DIFFERENT])


def _decided_records() -> list[tuple[int, int, str]]:
    """The ids of the records of each decision in force."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id, r.id, d.verdict FROM catalogue_decision d"
            " JOIN catalogue_record l ON l.catalogue_id = d.left_id AND l.key = d.left_key"
            " JOIN catalogue_record r ON r.catalogue_id = d.right_id AND r.key = d.right_key"
            " WHERE d.undone_at IS NULL AND d.verdict IN ('same', 'different')"
        )
        return [(left, right, verdict) for left, right, verdict in cursor.fetchall()]


def _compare(
    run: Run, left: _Side, right: _Side, cluster: NDArray[np.int64], pairs: pa.Table
) -> Comparison:
    """A comparison with its pairs, not served yet."""
    run.progress(0, message=COMPARING)
    numbers = [cluster[side.first : side.first + len(side.table)] for side in (left, right)]
    found = comparing.compare(
        left.table, right.table, clusters=np.concatenate(numbers), pairs=pairs
    )
    Comparison.objects.filter(
        left=left.catalogue, right=right.catalogue, state=GenerationState.BUILDING
    ).delete()
    counts = found.counts
    made = Comparison.objects.create(
        left=left.catalogue,
        right=right.catalogue,
        left_count=counts.ours,
        right_count=counts.theirs,
        both=counts.both,
        only_left=counts.only_ours,
        only_right=counts.only_theirs,
        to_review=counts.to_review,
        breakdowns={
            name: [[b.value, b.ours, b.both, b.theirs] for b in values]
            for name, values in found.breakdowns.items()
        },
    )
    rows = _match_pairs(made, left.records, right.records, pairs, found.review)
    while some := list(islice(rows, _BATCH)):
        MatchPair.objects.bulk_create(some)
        run.check()
    return made


def _match_pairs(
    made: Comparison,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    pairs: pa.Table,
    review: Sequence[comparing.ReviewPair],
) -> Iterator[MatchPair]:
    """What is kept of the pairs: those that were called the same, and those to review."""
    same = pairs.filter(pc.equal(pairs["band"], "same"))
    for batch in same.to_batches(max_chunksize=_BATCH):
        values = (batch.column(name).to_pylist() for name in _PAIR)
        for a, b, probability, reasons in zip(*values, strict=True):
            yield _pair(made, left[a], right[b], probability, "same", reasons)
    for pair in review:
        ends = left[pair.left], right[pair.right]
        yield _pair(made, *ends, pair.probability, "review", pair.reasons)


_PAIR = ("left", "right", "probability", "reasons")


def _pair(
    made: Comparison,
    left: int,
    right: int,
    probability: float,
    band: str,
    reasons: Sequence[str] | None,
) -> MatchPair:
    return MatchPair(
        comparison=made,
        left_id=int(left),
        right_id=int(right),
        probability=probability,
        band=band,
        reasons=joined(reasons or ()),
    )


def _publish(
    run: Run, numbers: Numbering, made: Sequence[Comparison], generation: IndexGeneration
) -> None:
    """Serve publications, comparisons and index together."""
    current = indexing.numbering()
    moved = numbers.publication != current.of(numbers.record)
    with transaction.atomic():
        run.hold()
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE catalogue_record SET publication = %s WHERE id = %s",
                np.stack([numbers.publication[moved], numbers.record[moved]], axis=1).tolist(),
            )
        Comparison.objects.filter(state=GenerationState.SERVING).update(
            state=GenerationState.RETIRED
        )
        Comparison.objects.filter(pk__in=[comparison.pk for comparison in made]).update(
            state=GenerationState.SERVING
        )
        indexing.serve(generation)
    Comparison.objects.filter(state=GenerationState.RETIRED).delete()

"""The documents of a snapshot once more, as the pieces that they were added as."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search.pieces import FIRST_WORD, Piece, Values
from jalin.engines.search.snapshot import Documents, Snapshot
from jalin.engines.search.values import Facet

_AT_ONCE = 1 << 13  # documents


def replayed(snapshot: Snapshot, gone: NDArray[np.int64]) -> Iterator[Piece]:
    """All documents of `snapshot` but those of the publications `gone`, in their order."""
    kept = np.flatnonzero(~np.isin(snapshot.publication, gone)).astype(np.uint32)
    for first in range(0, len(kept), _AT_ONCE):
        yield _piece(snapshot, kept[first : first + _AT_ONCE])


def _piece(snapshot: Snapshot, documents: Documents) -> Piece:
    row, start = snapshot.row_of_words(documents)
    numbers, place = np.unique(row, return_inverse=True)
    markers = int(np.searchsorted(numbers, FIRST_WORD))
    words = np.where(row < FIRST_WORD, row, place - markers + FIRST_WORD).astype(np.uint32)
    identifier, identified = _of(documents, snapshot.identifiers)
    year, dated = _of(documents, snapshot.dates)
    return Piece(
        publication=snapshot.publication[documents],
        words=words,
        start=start,
        chunks=snapshot.spellings(numbers[markers:] - FIRST_WORD),
        values={name: _values(facet, documents) for name, facet in snapshot.facets.items()},
        identifier=identifier,
        identifier_document=identified,
        year=year,
        year_document=dated,
        texts=snapshot.shown(documents),
    )


def _of(
    documents: Documents, pairs: tuple[NDArray[Any], Documents]
) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """What stands beside `documents` (ascending), and the place of each among them."""
    things, owners = pairs
    at = np.searchsorted(documents, owners).clip(max=len(documents) - 1)
    chosen = np.flatnonzero(documents[at] == owners)
    chosen = chosen[np.argsort(at[chosen], kind="stable")]
    return things[chosen], at[chosen].astype(np.int32)


def _values(facet: Facet, documents: Documents) -> Values:
    first, further, owners = facet.pairs(documents)
    has = np.flatnonzero(first)
    document = np.append(has, owners).astype(np.int32)
    codes = np.append(first[has], further)
    distinct, numbers = np.unique(codes, return_inverse=True)
    order = np.lexsort((numbers, document))
    names = pa.array([facet.name(code) for code in distinct.tolist()], pa.string())
    return Values(names, document[order], numbers[order].astype(np.int32))

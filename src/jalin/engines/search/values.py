"""The values of a facet: written at the end of building, counted and filtered by when searching.

Nearly every document has one value of most facets. So the first of each document stands in an array
of its own, as its number in the sorted names plus one (0 for none), and the further ones beside it.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search import storage
from jalin.engines.search.numbering import Numbering
from jalin.engines.search.pieces import Values

_FEW = 32  # times as many further values as documents: better looked up one by one
Codes = NDArray[np.uint32]
Documents = NDArray[np.uint32]


class Writing:
    """The values of the facet `facet`, as the pieces of the index `arrays` bring them."""

    def __init__(self, facet: str, folder: Path, arrays: storage.Arrays) -> None:
        self._facet, self._folder, self._arrays = facet, folder, arrays
        self._numbers = Numbering()
        self._names: list[pa.Array] = []

    def add(self, values: Values, first: int) -> None:
        """The values of a piece whose first document has the number `first`."""
        numbers = self._numbers.of(values.names)
        if (new := numbers < 0).any():
            names = values.names.filter(pa.array(new))
            known = len(self._numbers)
            numbers[new] = np.arange(known, known + len(names))
            self._numbers.learn(names, numbers[new])
            self._names.append(names)
        self._arrays.append(f"{self._facet}-unsorted.u4", numbers[values.code])
        self._arrays.append(f"{self._facet}-place.u4", values.document + first)

    def finish(self, documents: int) -> None:
        names = pl.Series(pa.chunked_array(self._names, pa.string()), dtype=pl.String)
        order = names.arg_sort().to_numpy()
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(1, len(order) + 1)
        storage.write_strings(self._folder, f"{self._facet}.arrow", names.gather(order))
        code = rank[self._arrays.read(f"{self._facet}-unsorted.u4")]
        document = self._arrays.read(f"{self._facet}-place.u4")
        is_first = np.diff(document, prepend=documents) != 0
        first = np.zeros(documents, np.uint32)
        first[document[is_first]] = code[is_first]
        storage.write(self._folder, f"{self._facet}-first.u4", first)
        storage.write(self._folder, f"{self._facet}-further.u4", code[~is_first])
        storage.write(self._folder, f"{self._facet}-further-document.u4", document[~is_first])
        for name in ("unsorted", "place"):
            self._arrays.remove(f"{self._facet}-{name}.u4")


class Facet:
    """The values of the facet `name` in the snapshot `folder`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.names = storage.Strings(storage.read_table(folder, f"{name}.arrow")["string"])
        self._first = storage.read(folder, f"{name}-first.u4")
        self._further = storage.read(folder, f"{name}-further.u4")
        self._document = storage.read(folder, f"{name}-further-document.u4")

    def name(self, code: int) -> str:
        return self.names[code - 1]

    def code(self, name: str) -> int:
        """The number of a value; 0 where no document has it."""
        row = self.names.first(name)
        return row + 1 if row < len(self.names) and self.names[row] == name else 0

    def pairs(self, documents: Documents) -> tuple[Codes, Codes, NDArray[np.int64]]:
        """The first code of each of `documents` or 0, the further ones, and whose those are."""
        low = np.searchsorted(self._document, documents, "left")
        high = np.searchsorted(self._document, documents, "right")
        owners = np.repeat(np.arange(len(documents)), high - low)
        return self._first[documents], self._further[ranges(low, high)], owners

    def codes(self, documents: Documents) -> Codes:
        """The codes of all values of `documents`, those of each as often as there are documents."""
        first = self._first[documents]
        first = first[first > 0]
        if not len(self._document):
            return first
        if len(documents) * _FEW < len(self._document):
            return np.append(first, self.pairs(documents)[1])
        chosen = np.zeros(len(self._first), np.bool_)
        chosen[documents] = True
        return np.append(first, self._further[chosen[self._document]])

    def counts(self, documents: Documents, most: int) -> list[tuple[str, int]]:
        """The `most` frequent values of `documents` (ascending), most frequent first, by name."""
        codes = self.codes(documents)
        if len(codes) and codes.max() > len(self.names):
            raise ValueError("a value of a facet has no name")
        if len(codes) * 4 > len(self.names):
            counts = np.bincount(codes)
            found = np.flatnonzero(counts)
            counts = counts[found]
        else:
            found, counts = np.unique(codes, return_counts=True)
        rank = (counts.astype(np.int64) << 32) - found  # names are numbered in their order
        if len(rank) > most:
            chosen = np.argpartition(-rank, most)[:most]
            found, counts, rank = found[chosen], counts[chosen], rank[chosen]
        order = np.argsort(-rank)
        named = map(self.name, found[order].tolist())
        return list(zip(named, counts[order].tolist(), strict=True))

    def having(self, code: int, documents: Documents) -> NDArray[np.bool_]:
        """Which of `documents` (ascending) have the value `code`."""
        if not code:
            return np.zeros(len(documents), np.bool_)
        has: NDArray[np.bool_] = self._first[documents] == code
        further = self._document[self._further == code]
        if len(further):
            has |= among(documents, further)
        return has


def among(some: Documents, others: Documents) -> NDArray[np.bool_]:
    """Which of `some` are in `others`; both ascend."""
    if not len(others):
        return np.zeros(len(some), np.bool_)
    at = np.searchsorted(others, some).clip(max=len(others) - 1)
    found: NDArray[np.bool_] = others[at] == some
    return found


def ranges(low: NDArray[np.integer], high: NDArray[np.integer]) -> NDArray[np.int64]:
    """All integers of the ranges `low[i]:high[i]`, one after the other."""
    lengths = high - low
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    found: NDArray[np.int64] = np.arange(total) + np.repeat(low - (ends - lengths), lengths)
    return found

"""Keys that are repeated within a file.

Two records of a file with one key and the same bytes are one record supplied twice and keep the
key. With other bytes they are two records: the later has "-" and the beginning of the SHA-256
digest of its bytes appended.
"""

from collections.abc import Callable

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.normalise.text import arrow
from jalin.bibliographic.normalise.views import bytes_views

Hashes = NDArray[np.uint64]
DIGEST_LENGTH = 16  # hexadecimal digits


def fingerprints(chunk: Chunk) -> Hashes:
    """A hash of the bytes as supplied of each readable record."""
    start = chunk.record_start[chunk.readable]
    end = start + chunk.record_length[chunk.readable]
    return pl.Series(bytes_views(chunk.supplied, start, end)).hash().to_numpy()


class Keys:
    """The keys of a file so far: 16 bytes each, in a few sorted runs that grow by merging."""

    def __init__(self) -> None:
        self._runs: list[tuple[Hashes, Hashes]] = []

    def distinguished(
        self, columns: pa.RecordBatch, contents: Hashes, digest: Callable[[int], str]
    ) -> pa.RecordBatch:
        """`columns` with repeated keys made distinct; `contents` are the rows' fingerprints."""
        series = pl.Series(columns.column("key"))
        keys = series.hash().to_numpy()
        changed = self._changed(keys, contents)
        if not changed:
            return columns
        made = [f"{series[row]}-{digest(row)[:DIGEST_LENGTH]}" for row in changed]
        at = columns.schema.get_field_index("key")
        values = arrow(series.scatter(changed, made))
        return columns.set_column(at, columns.schema.field(at), values)

    def _changed(self, keys: Hashes, contents: Hashes) -> list[int]:
        """The rows whose key came before, first with other bytes; their keys are known then."""
        order = np.argsort(keys, kind="stable")
        keys, contents = keys[order], contents[order]
        first = np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint64(1)))
        distinct, original = keys[first], contents[first]
        for known, known_contents in self._runs:
            at = np.minimum(np.searchsorted(known, distinct), len(known) - 1)
            original = np.where(known[at] == distinct, known_contents[at], original)
        self._add((distinct, contents[first]))
        each = np.repeat(original, np.diff(np.append(first, len(keys))))
        changed: list[int] = np.sort(order[each != contents]).tolist()
        return changed

    def _add(self, run: tuple[Hashes, Hashes]) -> None:
        while self._runs and len(self._runs[-1][0]) <= 2 * len(run[0]):
            older = self._runs.pop()
            run = _sorted(np.concatenate([older[0], run[0]]), np.concatenate([older[1], run[1]]))
        if len(run[0]):
            self._runs.append(run)


def _sorted(keys: Hashes, contents: Hashes) -> tuple[Hashes, Hashes]:
    """Sorted by key, only the first of each."""
    distinct, first = np.unique(keys, return_index=True)
    return distinct, contents[first]

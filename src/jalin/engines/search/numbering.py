"""Distinct strings, numbered in the order in which they first come, in little memory.

Of each string known only 64 bits are kept, and its number: two strings that share them would be
taken for one, which is to be expected once in some hundred thousand indexes of ten million words.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray


@dataclass(slots=True)
class Numbering:
    """`of` gives the number of each string that is known, -1 for others; `learn` adds some."""

    _hash: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    _number: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))

    def __len__(self) -> int:
        return len(self._hash)

    def of(self, strings: pa.Array) -> NDArray[np.int32]:
        hashes = _hashes(strings)
        if not len(self._hash):
            return np.full(len(hashes), -1, np.int32)
        order = np.argsort(hashes)  # in their order they are looked up several times as fast
        hashes = hashes[order]
        at = np.searchsorted(self._hash, hashes).clip(max=len(self._hash) - 1)
        found = np.empty(len(hashes), np.int32)
        found[order] = np.where(self._hash[at] == hashes, self._number[at], np.int32(-1))
        return found

    def learn(self, strings: pa.Array, numbers: NDArray[np.int32]) -> None:
        """Distinct strings that are not known yet, with the numbers they have from now on."""
        hashes = _hashes(strings)
        order = np.argsort(hashes)
        at = np.searchsorted(self._hash, hashes[order])
        self._hash = np.insert(self._hash, at, hashes[order])
        self._number = np.insert(self._number, at, numbers[order])


def _hashes(strings: pa.Array) -> NDArray[np.uint64]:
    return pl.Series(strings, dtype=pl.String).hash().to_numpy()

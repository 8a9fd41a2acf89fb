"""Which words a key stands for: a table in the order of the keys for each level of folding.

The keys come as their words do and are sorted at the end, those of some first letters at a time, so
that memory does not hold them all.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search import storage
from jalin.engines.search.ordering import order
from jalin.script.bulk import coarse_keys

_UNSORTED = pa.schema([("key", pa.string()), ("number", pa.uint32())])
_AT_ONCE = 1 << 18  # keys sorted at a time, unless more begin with one byte
_MISSPELT = "^[a-z]{3,}$"  # what is looked up by level 2: neither numbers nor what is not read
_BEHIND = "\U0010ffff"


class Writing:
    """The table `name` of the snapshot `folder`: what numbers each key stands for."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._unsorted = f"{name}-unsorted.arrow"
        self._rows = storage.Rows(folder, self._unsorted, _UNSORTED)
        self._beginning = np.zeros(256, np.int64)  # how many keys begin with each byte

    def add(self, frame: pl.DataFrame) -> None:
        """The rows `key`, `number`; no key is empty."""
        arrays = [frame[name].to_arrow().cast(_UNSORTED.field(name).type) for name in frame.columns]
        batch = pa.RecordBatch.from_arrays(arrays, names=frame.columns).select(_UNSORTED.names)
        self._rows.append(batch)
        self._beginning += np.bincount(_first_bytes(batch.column(0)), minlength=256)

    def finish(self) -> None:
        self._rows.close()
        batches = storage.read_table(self._folder, self._unsorted).to_batches()
        arrays = storage.Arrays(self._folder)
        strings = storage.Rows(self._folder, f"{self._name}.arrow", storage.STRINGS)
        done = 0
        for low, high in self._ranges():
            table = _beginning_so(batches, low, high).combine_chunks().to_batches()[0]
            found = table.take(pa.array(order(table.column(0))))
            keys = pl.Series(found.column(0))
            begins = keys.ne_missing(keys.shift(1)).arg_true()
            strings.append(storage.batch_of(keys.gather(begins)))
            arrays.append(f"{self._name}-start.u8", begins.to_numpy().astype(np.uint64) + done)
            arrays.append(f"{self._name}-number.u4", found.column(1).to_numpy())
            done += len(found)
        arrays.append(f"{self._name}-start.u8", np.array([done]))
        arrays.close()
        strings.close()
        (self._folder / self._unsorted).unlink()

    def close(self) -> None:
        self._rows.close()

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """Ranges of first bytes, the last not included."""
        low = count = 0
        for byte, many in enumerate(self._beginning.tolist()):
            if count and count + many > _AT_ONCE:
                yield low, byte
                low, count = byte, 0
            count += many
        if count:
            yield low, 256


class Keys:
    """The tables "key" and "coarse" while an index is built."""

    def __init__(self, folder: Path) -> None:
        self._key, self._coarse = Writing(folder, "key"), Writing(folder, "coarse")

    def add(self, folded: pa.RecordBatch, first: int) -> None:
        """The keys of words, `FOLDED`, the first of which has the number `first`.

        In the table "key" a number is twice that of the word, and one more where the key is of
        names only. In the table "coarse" it is that of the word, by its first key.
        """
        frame = pl.DataFrame(folded.select(["first", "more", "names"]))
        frame = frame.with_row_index("number", first)
        for is_name, name in enumerate(("more", "names")):
            each = frame.select(pl.col("number") * 2 + is_name, key=pl.col(name).str.split(" "))
            self._key.add(each.drop_nulls().explode("key"))
        self._key.add(frame.select(pl.col("number") * 2, key="first"))
        words = frame.filter(pl.col("first").str.contains(_MISSPELT))
        self._coarse.add(words.select("number", key=coarse_keys(words["first"])))

    def finish(self) -> None:
        self._key.finish()

    def finish_coarse(self) -> None:
        self._coarse.finish()

    def close(self) -> None:
        self._key.close()
        self._coarse.close()


class Table:
    """The sorted table `name` ("key" or "coarse") of the snapshot `folder`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._strings = storage.Strings(storage.read_table(folder, f"{name}.arrow")["string"])
        self._start = storage.read(folder, f"{name}-start.u8")
        self._number = storage.read(folder, f"{name}-number.u4")

    def at(self, string: str) -> NDArray[np.uint32]:
        """The numbers of `string`."""
        row = self._strings.first(string)
        if row == len(self._strings) or self._strings[row] != string:
            return self._number[:0]
        return self._number[self._start[row] : self._start[row + 1]]

    def beginning(self, prefix: str) -> NDArray[np.uint32]:
        """The numbers of all strings that begin with `prefix`."""
        low, high = self._strings.first(prefix), self._strings.first(prefix + _BEHIND)
        return self._number[self._start[low] : self._start[high]]


def _first_bytes(keys: pa.StringArray) -> NDArray[np.uint8]:
    offsets = np.frombuffer(keys.buffers()[1], np.int32)[keys.offset :][: len(keys) + 1]
    return np.frombuffer(keys.buffers()[2] or b"", np.uint8)[offsets[:-1]]


def _beginning_so(batches: list[pa.RecordBatch], low: int, high: int) -> pa.Table:
    """The rows whose key begins with a byte from `low` on and before `high`."""
    chosen = []
    for batch in batches:
        first = _first_bytes(batch.column(0))
        chosen.append(batch.filter(pa.array((first >= low) & (first < high))))
    return pa.Table.from_batches(chosen, _UNSORTED)

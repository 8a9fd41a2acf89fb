"""The files of an index: numbers as plain arrays, strings in Arrow's file format, both mapped.

The name of an array ends in its type, as NumPy writes it: `words.u4`. All is little-endian.
"""

from bisect import bisect_left
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray


class Arrays:
    """Arrays in a folder that grow by what is appended."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, BinaryIO] = {}

    def append(self, name: str, array: NDArray[Any]) -> None:
        if name not in self._files:
            self._files[name] = (self._folder / name).open("wb")
        self._files[name].write(np.ascontiguousarray(array, _type(name)).data)

    def read(self, name: str) -> NDArray[Any]:
        """What was appended so far."""
        if name in self._files:
            self._files[name].flush()
        return read(self._folder, name)

    def split(self, name: str, lengths: Sequence[int]) -> "list[Part]":
        """What was appended so far, in parts of these lengths."""
        whole = self.read(name)
        ends = np.cumsum(lengths, dtype=np.int64).tolist()
        return [
            Part(self._folder / name, end - length, whole[end - length : end])
            for end, length in zip(ends, lengths, strict=True)
        ]

    def remove(self, name: str) -> None:
        """An array that was there to be sorted."""
        if name in self._files:
            self._files.pop(name).close()
            (self._folder / name).unlink()

    def close(self) -> None:
        with ExitStack() as all_of_them:
            for file in self._files.values():
                all_of_them.callback(file.close)


@dataclass(frozen=True, slots=True)
class Part:
    """Sorted `numbers` of the array in the file `path`, from its element `first` on."""

    path: Path
    first: int
    numbers: NDArray[Any]

    def between(self, low: Any, high: Any) -> NDArray[Any]:
        """What is not below `low` and below `high`, read and not mapped.

        What was looked at in a map counts as memory of the process for as long as it stands.
        """
        kind = self.numbers.dtype
        start, end = np.searchsorted(self.numbers, [low, high]).tolist()
        offset = (self.first + start) * kind.itemsize
        return np.fromfile(self.path, kind, end - start, offset=offset)


def write(folder: Path, name: str, array: NDArray[Any]) -> None:
    (folder / name).write_bytes(np.ascontiguousarray(array, _type(name)).data)


def read(folder: Path, name: str) -> NDArray[Any]:
    """The array `name`, mapped; empty where nothing was written."""
    path = folder / name
    if not path.exists() or not path.stat().st_size:
        return np.empty(0, _type(name))
    return np.asarray(np.memmap(path, _type(name), "r"))  # slices of a memmap take their time


class Rows:
    """A table in a folder that grows by batches of the columns `schema`."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self._schema = schema
        self._file = pa.OSFile(str(folder / name), "wb")
        self._writer = pa.ipc.new_file(self._file, schema)

    def append(self, batch: pa.RecordBatch) -> None:
        self._writer.write_batch(batch.cast(self._schema))

    def close(self) -> None:
        with self._file:
            self._writer.close()


STRINGS = pa.schema([("string", pa.string())])


def batch_of(strings: pl.Series) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([strings.to_arrow().cast(pa.string())], schema=STRINGS)


def write_strings(folder: Path, name: str, strings: pl.Series) -> None:
    rows = Rows(folder, name, STRINGS)
    for part in strings.to_frame().iter_slices(1 << 18):  # a batch holds less than 2 GiB
        rows.append(batch_of(part.to_series()))
    rows.close()


class Strings:
    """Strings of a column in batches, one at a time."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self._chunks = [chunk for chunk in column.chunks if len(chunk)]
        self._ends = np.cumsum([len(chunk) for chunk in self._chunks])

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    def __getitem__(self, row: int) -> str:
        n = int(np.searchsorted(self._ends, row, "right"))
        chunk = self._chunks[n]
        return str(chunk[row - int(self._ends[n]) + len(chunk)])

    def first(self, wanted: str) -> int:
        """Of sorted strings, the first row that is not before `wanted`, by their bytes."""
        sought = wanted.encode("utf-8", "surrogatepass")
        n = bisect_left(self._chunks, sought, key=lambda chunk: _bytes(chunk, len(chunk) - 1))
        if n == len(self._chunks):
            return len(self)
        chunk = self._chunks[n]
        rows = range(len(chunk))
        return (
            int(self._ends[n])
            - len(chunk)
            + bisect_left(rows, sought, key=lambda row: _bytes(chunk, row))
        )


def _bytes(chunk: pa.StringArray, row: int) -> bytes:
    found: bytes = chunk[row].as_buffer().to_pybytes()
    return found


def read_table(folder: Path, name: str) -> pa.Table:
    """The table `name`, mapped. Raises OSError or ArrowInvalid."""
    return pa.ipc.open_file(pa.memory_map(str(folder / name))).read_all()


def _type(name: str) -> np.dtype[Any]:
    return np.dtype("<" + name.rpartition(".")[2])

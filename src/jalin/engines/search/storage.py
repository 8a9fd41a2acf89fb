"""The files of an index: numbers as plain arrays, strings in Arrow's file format, both mapped.

The name of an array ends in its type, as NumPy writes it: `words.u4`. All is little-endian.
"""

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

    def remove(self, name: str) -> None:
        """An array that was there to be sorted."""
        if name in self._files:
            self._files.pop(name).close()
            (self._folder / name).unlink()

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def write(folder: Path, name: str, array: NDArray[Any]) -> None:
    (folder / name).write_bytes(np.ascontiguousarray(array, _type(name)).data)


def read(folder: Path, name: str) -> NDArray[Any]:
    """The array `name`, mapped; empty where nothing was written."""
    path = folder / name
    if not path.exists() or not path.stat().st_size:
        return np.empty(0, _type(name))
    return np.memmap(path, _type(name), "r")


class Rows:
    """A table in a folder that grows by batches of the columns `schema`."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self._schema = schema
        self._file = pa.OSFile(str(folder / name), "wb")
        self._writer = pa.ipc.new_file(self._file, schema)

    def append(self, batch: pa.RecordBatch) -> None:
        self._writer.write_batch(batch.cast(self._schema))

    def close(self) -> None:
        self._writer.close()
        self._file.close()


def write_strings(folder: Path, name: str, strings: pl.Series) -> None:
    """One batch, whatever their number."""
    schema = pa.schema([("string", pa.large_string())])
    rows = Rows(folder, name, schema)
    array = strings.rechunk().to_arrow().cast(pa.large_string())
    rows.append(pa.RecordBatch.from_arrays([array], schema=schema))
    rows.close()


def read_strings(folder: Path, name: str) -> pa.LargeStringArray:
    return read_table(folder, name)["string"].chunk(0)


def first_row(strings: pa.LargeStringArray, wanted: str) -> int:
    """The first row of sorted strings that is not before `wanted`, by their bytes."""
    low, high, sought = 0, len(strings), wanted.encode("utf-8", "surrogatepass")
    while low < high:
        middle = (low + high) // 2
        if strings[middle].as_buffer().to_pybytes() < sought:
            low = middle + 1
        else:
            high = middle
    return low


def read_table(folder: Path, name: str) -> pa.Table:
    """The table `name`, mapped. Raises OSError or ArrowInvalid."""
    return pa.ipc.open_file(pa.memory_map(str(folder / name))).read_all()


def _type(name: str) -> np.dtype[Any]:
    return np.dtype("<" + name.rpartition(".")[2])

"""Which words a key stands for: one table for each level of folding, in the order of the keys."""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search import storage
from jalin.script.bulk import coarse_keys

_BEHIND = "\U0010ffff"


def write(folder: Path, folded: pa.Table) -> None:
    """Write the tables of words with the keys `folded` (`FOLDED`), numbered by row."""
    frame = pl.DataFrame(folded.select(["first", "more", "names"])).with_row_index("word")
    further = [
        frame.select("word", key=pl.col(name).str.split(" "), is_name=pl.lit(name == "names"))
        .drop_nulls()
        .explode("key")
        for name in ("more", "names")
    ]
    first = frame.select("word", key="first", is_name=pl.lit(False))
    every = pl.concat([first, *further])
    every = every.sort("key", "word", "is_name")
    numbers = every["word"].to_numpy() << 1 | every["is_name"].to_numpy()
    distinct = _write(folder, "key", every["key"], numbers)
    coarsely = coarse_keys(distinct)
    order = coarsely.arg_sort()
    _write(folder, "coarse", coarsely.gather(order), order.to_numpy())


def _write(folder: Path, name: str, strings: pl.Series, numbers: NDArray[np.integer]) -> pl.Series:
    """The distinct of the sorted `strings`, and the numbers of each."""
    begins = strings.ne_missing(strings.shift(1)).arg_true()
    distinct = strings.gather(begins)
    storage.write_strings(folder, f"{name}.arrow", distinct)
    storage.write(folder, f"{name}-start.u8", np.append(begins.to_numpy(), len(strings)))
    storage.write(folder, f"{name}-number.u4", numbers)
    return distinct


class Table:
    """The sorted table `name` ("key" or "coarse") of the snapshot `folder`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.strings = storage.read_strings(folder, f"{name}.arrow")
        self._start = storage.read(folder, f"{name}-start.u8")
        self._number = storage.read(folder, f"{name}-number.u4")

    def at(self, string: str) -> NDArray[np.uint32]:
        """The numbers of `string`."""
        row = storage.first_row(self.strings, string)
        if row == len(self.strings) or self.strings[row].as_py() != string:
            return self._number[:0]
        return self._number[self._start[row] : self._start[row + 1]]

    def beginning(self, prefix: str) -> NDArray[np.uint32]:
        """The numbers of all strings that begin with `prefix`."""
        low = storage.first_row(self.strings, prefix)
        high = storage.first_row(self.strings, prefix + _BEHIND)
        return self._number[self._start[low] : self._start[high]]

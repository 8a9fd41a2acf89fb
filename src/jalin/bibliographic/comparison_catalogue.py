"""One side of a comparison: a name, the files it came from, and the normalised columns."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.chunk import Fault, Format


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `name` is what people are shown: the path below what was named."""

    path: Path
    name: str
    digest: str  # SHA-256 of the file as it is, in hexadecimal
    records: int  # that could be read, with those marked as deleted


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`columns` has a row for each readable record, in the order of the files.

    `sources[i]` holds the rows from `first_row[i]` on, up to `first_row[i + 1]`; `first_row` is one
    longer than `sources`. `repeated` pairs a file that was left out with the earlier one that has
    the same bytes.
    """

    name: str
    columns: pa.Table
    sources: tuple[Source, ...]
    first_row: NDArray[np.int64]
    faults: tuple[Fault, ...] = ()
    repeated: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None  # as told, for reading single records again
    format: Format | None = None

    @property
    def records(self) -> int:
        return len(self.columns)

    @property
    def deleted(self) -> int:
        return int(np.count_nonzero(self.columns.column("deleted").to_numpy()))

    @property
    def unreadable(self) -> int:
        return sum(fault.fatal for fault in self.faults)

    def source_of(self, row: int) -> int:
        """The number of the source that holds a row."""
        return int(np.searchsorted(self.first_row, row, "right")) - 1

"""The normalised columns of catalogues, as Parquet: derived, and named by their generation.

A file has the columns of `bibliographic.columns.SCHEMA`, and `record_id`, the id of a record's row.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jalin.bibliographic.columns import SCHEMA
from jalin.catalogue import folders

STORED = SCHEMA.append(pa.field("record_id", pa.int64(), nullable=False))
BATCH = 1 << 15  # rows


def keep_part(
    import_id: int, offset: int, batch: pa.RecordBatch, record_ids: NDArray[np.int64]
) -> None:
    """Keep what an import normalised from byte `offset` on; the same part again replaces it."""
    folder = folders.import_columns(import_id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{offset:015}.parquet"
    table = pa.Table.from_arrays([*batch.columns, pa.array(record_ids)], schema=STORED)
    partial = path.with_suffix(".partial")
    pq.write_table(table, partial, compression="zstd")
    partial.replace(path)


def join(import_id: int, *, before: Path | None, after: Path) -> int:
    """Write to `after` what `before` had and what the import brought, each record once, by id.

    Gives the number of records. A part that was kept and never committed is left out by its ids
    being seen again; of two rows for one record the later one counts.
    """
    parts = sorted(folders.import_columns(import_id).glob("*.parquet"))
    files = [*([before] if before and before.exists() else []), *parts]
    last = _last_place(files)
    after.parent.mkdir(parents=True, exist_ok=True)
    partial = after.with_suffix(".partial")
    with pq.ParquetWriter(partial, STORED, compression="zstd") as writer:
        for table in _chosen(files, last):
            writer.write_table(table)
    partial.replace(after)
    return len(last)


def discard_parts(import_id: int) -> None:
    """Remove what an import kept on its way."""
    shutil.rmtree(folders.import_columns(import_id), ignore_errors=True)


def batches(path: Path, names: Iterable[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of a file, some ten thousand at a time; `names`: of these columns only."""
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(BATCH, columns=list(names) if names else None)


def _last_place(files: Iterable[Path]) -> NDArray[np.int64]:
    """Places (rows counted over all files) of the last row of each record, ascending."""
    ids = [pq.read_table(path, columns=["record_id"])["record_id"].to_numpy() for path in files]
    if not ids:
        return np.empty(0, np.int64)
    backwards = np.concatenate(ids)[::-1]
    _, first = np.unique(backwards, return_index=True)
    return np.sort(len(backwards) - 1 - first)


def _chosen(files: Iterable[Path], places: NDArray[np.int64]) -> Iterator[pa.Table]:
    start = 0
    for path in files:
        for batch in batches(path):
            low, high = np.searchsorted(places, [start, start + batch.num_rows])
            start += batch.num_rows
            if high > low:
                rows = pa.array(places[low:high] - (start - batch.num_rows))
                yield pa.Table.from_batches([batch.take(rows)])


def live(path: Path) -> pa.Table:
    """The records of a file that are not deleted, with all by which records are compared."""
    names = [name for name in STORED.names if name not in _NOT_COMPARED]
    kept = [batch.filter(pc.invert(batch.column("deleted"))) for batch in batches(path, names)]
    return pa.Table.from_batches(kept, pa.schema([STORED.field(name) for name in names]))


_NOT_COMPARED = frozenset(
    {
        "control_number",
        "control_number_agency",
        "offset",
        "length",
        "format",
        "encoding",
        "original_title",
        "vernacular_other_title_information",
        "vernacular_statement_of_responsibility",
        "issns",
        "classifications",
    }
)


def count(path: Path) -> int:
    """How many records a file has."""
    return int(pq.read_metadata(path).num_rows)

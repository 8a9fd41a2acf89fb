"""The words of an index by their level 2 key: a file beside it, where near spellings are looked up.

There is one file for each commit, named after it and written right after it. Whoever finds none,
or a damaged one, must list the words themselves: the file saves time and decides nothing.
"""

import contextlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pyarrow as pa

from jalin.script.folding import coarse

_NAME = "spellings-{}.arrow"
_PARTIAL = "spellings.partial"  # only one process writes to an index
_SCHEMA = pa.schema([("coarse", pa.string()), ("key", pa.string())])


class Spellings:
    """Keys of level 1 in the order of their keys of level 2."""

    def __init__(self, table: pa.RecordBatch) -> None:
        self._coarse, self._keys = table["coarse"], table["key"]

    def alike(self, coarse_key: str) -> list[str]:
        """The keys of level 1 that share a key of level 2."""
        rows = range(len(self._coarse))
        first = bisect_left(rows, coarse_key, key=self._at)
        end = bisect_right(rows, coarse_key, lo=first, key=self._at)
        return list(self._keys.slice(first, end - first).to_pylist())

    def _at(self, row: int) -> str:
        return str(self._coarse[row])


def write(folder: Path, keys: Iterable[str]) -> None:
    """Write the table of the last commit to the index in `folder`, and remove those before it."""
    distinct = pl.Series("key", keys, dtype=pl.String).unique()
    frame = pl.DataFrame({"coarse": list(map(coarse, distinct)), "key": distinct})
    batch = frame.sort("coarse", "key").to_arrow().cast(_SCHEMA).combine_chunks()
    target, partial = _of_commit(folder), folder / _PARTIAL
    with pa.OSFile(str(partial), "wb") as sink, pa.ipc.new_file(sink, _SCHEMA) as file:
        file.write_table(batch)
    partial.replace(target)
    for old in set(folder.glob(_NAME.format("*"))) - {target}:
        old.unlink(missing_ok=True)


def opened(folder: Path) -> Spellings | None:
    """The table of the last commit to the index in `folder`; None if it is not there or damaged."""
    with contextlib.suppress(OSError, ValueError, pa.ArrowException):
        path = _of_commit(folder)
        with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
            if file.schema == _SCHEMA:
                return _checked(file.read_all())
    return None


def _checked(table: pa.Table) -> Spellings:
    """A damaged offset would lead outside the file: `ArrowInvalid` then."""
    table.validate(full=True)
    batches = table.combine_chunks().to_batches()
    return Spellings(batches[0] if batches else pa.RecordBatch.from_pylist([], _SCHEMA))


def _of_commit(folder: Path) -> Path:
    commit = json.loads((folder / "meta.json").read_bytes())["opstamp"]
    return folder / _NAME.format(int(commit))

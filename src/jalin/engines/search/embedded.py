"""The embedded search engine: an index is a folder with one snapshot for each commit.

`current.json` names the snapshot that is searched and the sizes of its files; replacing it is the
commit. A new snapshot is the last one without what was deleted, and what was added. The lock on the
file `lock` is the writer's, and goes with its process.
"""

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.core.errors import gettext_noop
from jalin.engines.search.building import Builder
from jalin.engines.search.interface import Query, Result, SearchUnavailable
from jalin.engines.search.pieces import Piece, piece
from jalin.engines.search.replaying import replayed
from jalin.engines.search.searching import Searching
from jalin.engines.search.snapshot import Snapshot

VERSION = 1  # of the files
_ATTEMPTS = 5
_NONE = np.empty(0, np.int64)
_CURRENT, _LOCK, _SNAPSHOT = "current.json", "lock", "snapshot-"


class EmbeddedIndex:
    """One generation of an index in the folder `path`. Safe for many threads."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._lock: IO[bytes] | None = None
        self._builder: Builder | None = None
        with self._changing():
            if writable:
                path.mkdir(parents=True, exist_ok=True)
                self._lock = _locked(path / _LOCK)
                self._sweep()
            if not (path / _CURRENT).exists():
                if not writable:
                    raise SearchUnavailable(reason=f"there is no index in {path}")
                self._builder = self._new()
                self._publish(self._builder)
                self._builder = None
            self._open()

    def add(self, documents: pa.RecordBatch) -> None:
        self.add_piece(piece(documents))

    def add_piece(self, made: Piece) -> None:
        """Add documents that were made ready elsewhere."""
        with self._changing():
            self._writing().add(made)

    def delete(self, publications: Iterable[int]) -> None:
        gone = np.array([int(publication) for publication in publications], np.int64)
        with self._changing():
            before = self._builder
            if before is None:
                self._writing(gone)
                return
            before.finish()
            self._replay(before.folder, gone)
            shutil.rmtree(before.folder)

    def commit(self) -> None:
        with self._changing():
            self._publish(self._writing())
            self._builder = None
            with self._turn:
                self._open()
            self._sweep()

    def search(self, query: Query) -> Result:
        with _translated():
            return self._refreshed().search(query)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        with _translated():
            return self._refreshed().suggest(prefix, limit)

    def count(self) -> int:
        with _translated():
            return self._refreshed().count()

    def close(self) -> None:
        builder, self._builder = self._builder, None
        lock, self._lock = self._lock, None
        with _translated(), ExitStack() as rest:
            if lock is not None:
                rest.callback(lock.close)
                rest.callback(self._sweep)
            if builder is not None:
                with suppress(OSError):  # of a full disk: what was not committed is lost anyway
                    builder.close()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """What fails half way must not be committed later: it closes the index for writing."""
        try:
            with _translated():
                yield
        except BaseException:
            with suppress(SearchUnavailable):
                self.close()
            raise

    def _writing(self, gone: NDArray[np.int64] = _NONE) -> Builder:
        """What the next commit will be, so far; begun without the publications `gone`."""
        if self._lock is None:
            raise SearchUnavailable(reason=gettext_noop("it was opened for reading only"))
        return self._builder or self._replay(self._snapshot, gone)

    def _new(self) -> Builder:
        numbers = [int(found.name.removeprefix(_SNAPSHOT)) for found in self._snapshots()]
        return Builder(self._path / f"{_SNAPSHOT}{max(numbers, default=0) + 1:06}")

    def _replay(self, folder: Path, gone: NDArray[np.int64]) -> Builder:
        """Begin anew with the documents of a snapshot but those of the publications `gone`."""
        self._builder = builder = self._new()
        for made in replayed(Snapshot(folder), gone):
            builder.add(made)
        return builder

    def _publish(self, builder: Builder) -> None:
        """Complete a snapshot, and let it be the one that is searched."""
        builder.finish()
        sizes = {file.name: file.stat().st_size for file in sorted(builder.folder.iterdir())}
        current = {"version": VERSION, "snapshot": builder.folder.name, "sizes": sizes}
        partial = self._path / f"{_CURRENT}.partial"
        with partial.open("w") as file:
            json.dump(current, file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path / _CURRENT)

    def _refreshed(self) -> Searching:
        """Takes notice of a commit, this process's or another's: it replaces `current.json`."""
        if self._stamp() != self._seen:
            with self._turn:
                if self._stamp() != self._seen:
                    self._open()
        return self._searching

    def _open(self) -> None:
        """Open what is current; a commit may replace it, and remove its files, meanwhile."""
        for _ in range(_ATTEMPTS):
            seen = self._stamp()
            try:
                snapshot = _checked(self._path)
                searching = Searching(Snapshot(snapshot))
            except (OSError, ValueError):
                if seen == self._stamp():
                    raise
            else:
                if seen == self._stamp():
                    self._snapshot, self._searching, self._seen = snapshot, searching, seen
                    return
        raise OSError("commits replace it quicker than it can be opened")

    def _stamp(self) -> tuple[int, int, int]:
        status = (self._path / _CURRENT).stat()
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _snapshots(self) -> list[Path]:
        return sorted(self._path.glob(f"{_SNAPSHOT}*"))

    def _sweep(self) -> None:
        """Remove the snapshots that were, and what a killed writer left."""
        kept = _read(self._path)["snapshot"] if (self._path / _CURRENT).exists() else ""
        for folder in self._snapshots():
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)


def _locked(path: Path) -> IO[bytes]:
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise SearchUnavailable(reason=gettext_noop("another process writes to it")) from error
    return file


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((path / _CURRENT).read_bytes())
    return found


def _checked(path: Path) -> Path:
    """The folder of the snapshot that is searched. Raises OSError, ValueError where damaged."""
    current = _read(path)
    if current["version"] != VERSION:
        raise SearchUnavailable(reason=gettext_noop("it was built by another version of Jalin"))
    folder = path / str(current["snapshot"])
    for name, size in current["sizes"].items():
        if (folder / name).stat().st_size != size:
            raise ValueError(f"{name} has another size than was written")
    return folder


@contextmanager
def _translated() -> Iterator[None]:
    """What damaged files lead to, as `SearchUnavailable`."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise SearchUnavailable(reason=str(error)) from error
    except (LookupError, TypeError, AttributeError, MemoryError) as error:
        raise SearchUnavailable(reason=f"its files are damaged ({error!r})") from error

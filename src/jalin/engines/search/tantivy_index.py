"""The embedded search engine: tantivy, one folder per generation of the index."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import tantivy

from jalin.core.errors import gettext_noop
from jalin.engines.search.interface import Query, Result, SearchUnavailable
from jalin.engines.search.tantivy_documents import lines, prepare, schema
from jalin.engines.search.tantivy_query import Searching

HEAP = 128_000_000  # bytes that the writer gathers before it writes a segment
_BATCH = 5_000  # documents that are turned into JSON at once


class TantivyIndex:
    """One generation of an index in the folder `path`. Safe for many threads."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._writer: tantivy.IndexWriter | None = None
        with _translated():
            self._index = _opened(path, writable=writable)
            prepare(self._index)
            self._index.config_reader("manual")
            if writable:
                self._writer = self._index.writer(HEAP, 1)
            self._seen = self._stamp()
            self._index.reload()
            self._searching = Searching(self._index, path)

    def add(self, documents: pa.RecordBatch) -> None:
        writer = self._open_writer()
        with _translated():
            for start in range(0, documents.num_rows, _BATCH):
                for line in lines(documents.slice(start, _BATCH)):
                    writer.add_json(line)

    def delete(self, publications: Iterable[int]) -> None:
        writer = self._open_writer()
        with _translated():
            for publication in publications:
                writer.delete_documents_by_term("publication", int(publication))

    def commit(self) -> None:
        with _translated():
            self._open_writer().commit()
        self._refresh()
        with _translated(), suppress(OSError):  # the commit stands, and is searched without it
            self._searching.write_spellings()

    def search(self, query: Query) -> Result:
        self._refresh()
        with _translated():
            return self._searching.search(query)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        self._refresh()
        with _translated():
            return self._searching.suggest(prefix, limit)

    def count(self) -> int:
        self._refresh()
        with _translated():
            return int(self._index.searcher().num_docs)

    def close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with _translated():
                writer.wait_merging_threads()

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise SearchUnavailable(reason=gettext_noop("it was opened for reading only"))
        return self._writer

    def _stamp(self) -> tuple[int, int, int]:
        status = (self._path / "meta.json").stat()
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _refresh(self) -> None:
        """Take notice of a commit, this process's or another's: it replaces meta.json."""
        with _translated():
            stamp = self._stamp()
            if stamp == self._seen:
                return
            with self._lock:
                self._index.reload()
                self._searching = Searching(self._index, self._path)
                self._seen = stamp


def _opened(path: Path, *, writable: bool) -> tantivy.Index:
    if writable:
        path.mkdir(parents=True, exist_ok=True)
        return tantivy.Index(schema(), str(path))
    if not (path / "meta.json").exists():
        raise SearchUnavailable(reason=f"there is no index in {path}")
    index = tantivy.Index.open(str(path))
    if index.schema != schema():
        raise SearchUnavailable(reason=gettext_noop("it was built by another version of Jalin"))
    return index


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of tantivy, and panics of its Rust code on damaged files, as `SearchUnavailable`."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise SearchUnavailable(reason=str(error)) from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise SearchUnavailable(reason=f"its files are damaged ({error})") from error

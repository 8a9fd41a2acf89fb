"""Whole files to normalised columns, in order, in bounded memory, on as many processes as wanted.

A plain ISO 2709 file is cut at record terminators into spans of a few megabytes which are read and
normalised one by one, in this process or in others; the spans, and so the results, are the same
either way. Other carriers are read here and only normalised elsewhere.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic import pipeline_worker, repeated
from jalin.bibliographic.chunk import Chunk, Fault, Format
from jalin.bibliographic.encodings import named
from jalin.bibliographic.errors import WorkerDied
from jalin.bibliographic.pipeline_worker import Done, Refused, Span
from jalin.bibliographic.reading import read, sniff

RECORD_TERMINATOR = b"\x1d"
SPAN_BYTES = 8 << 20
_WINDOW = 1 << 16  # bytes that are enough to see what a file is
_LONGEST = 1 << 20  # bytes within which a record ends
Work = Span | Chunk
_AHEAD = 2  # pieces of work waiting for each worker


@dataclass(frozen=True, slots=True)
class Part:
    """Some thousands of records of one file, after those of the part before.

    `columns` has one row per readable record; the arrays have one element per record, readable or
    not, and `record_start` and `record_length` say where its bytes stand in `supplied`.
    """

    path: Path
    columns: pa.RecordBatch
    supplied: bytes
    record_offset: NDArray[np.int64]  # in the (decompressed) file
    record_start: NDArray[np.int64]  # in `supplied`
    record_length: NDArray[np.int64]
    readable: NDArray[np.bool_]
    faults: tuple[Fault, ...]
    bytes_done: int  # of all the files together, with this part
    bytes_total: int


def process(
    paths: Sequence[Path],
    *,
    format: Format | None = None,  # noqa: A002  the field's own word
    encoding: str | None = None,
    workers: int = 0,
) -> Iterator[Part]:
    """Read and normalise the files one after the other, with `workers` other processes, or here.

    Closing the iterator, or an exception in it, ends the workers. A key that is repeated in a file
    with other bytes has the digest of its bytes appended (`repeated`). Raises `CatalogueFileError`
    for a file that is none, and `WorkerDied`.
    """
    total = sum(_size(path) for path in paths)
    before = 0
    with _pool(workers) as pool:
        for path in paths:
            keys = repeated.Keys()
            works = _works(path, format, encoding)
            for done in _in_order(pool, works, workers, path):
                yield _part(path, done, keys, before, total)
            before += _size(path)


def _part(path: Path, done: Done, keys: repeated.Keys, before: int, total: int) -> Part:
    offset, length = done.record_offset, done.record_length
    reached = int(offset[-1] + length[-1]) if len(offset) else 0
    return Part(
        path=path,
        columns=keys.distinguished(done.columns, done.fingerprints, done.digest),
        supplied=done.supplied,
        record_offset=offset,
        record_start=done.record_start,
        record_length=length,
        readable=done.readable,
        faults=done.faults,
        bytes_done=min(before + max(reached, done.stop), total),
        bytes_total=total,
    )


def _works(path: Path, format_: Format | None, encoding: str | None) -> Iterator[Work]:
    found = sniff(path)
    if found.carrier != "iso2709" or found.compressed:
        yield from read(path, format=format_, encoding=encoding)
        return
    for _ in read(path, format=format_, encoding=encoding, chunk_bytes=_WINDOW):
        break  # raises now what is wrong with the wishes
    name = named(encoding) if encoding else None
    for start, stop in spans(path):
        yield Span(str(path), start, stop, format_ or found.format, name)


def spans(path: Path, size: int = SPAN_BYTES) -> Iterator[tuple[int, int]]:
    """Ranges of about `size` bytes that end behind a record terminator, or with the file.

    Where none comes in ten times the length of the longest record, the range ends anyway: zeros or
    rubbish are read in pieces too.
    """
    with path.open("rb") as stream:
        total = os.fstat(stream.fileno()).st_size
        start = 0
        while start < total:
            aim = min(start + size, total)
            stream.seek(aim)
            found = stream.read(_LONGEST).find(RECORD_TERMINATOR)
            stop = min(aim + (found + 1 if found >= 0 else _LONGEST), total)
            yield start, stop
            start = stop


def _size(path: Path) -> int:
    """Bytes of the file, decompressed if it is gzip (its last four bytes, RFC 1952, 2.3)."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        if size < 18 or stream.read(2) != b"\x1f\x8b":
            return size
        stream.seek(-4, os.SEEK_END)
        return max(size, int.from_bytes(stream.read(4), "little"))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor | None]:
    if workers <= 0:
        yield None
        return
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=pipeline_worker.start
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor | None, works: Iterable[Work], workers: int, path: Path
) -> Iterator[Done]:
    """The results of `works` in their order, a few of them under way at a time."""
    if pool is None:
        for work in works:
            yield from pipeline_worker.run(work)
        return
    waiting: deque[Future[list[Done] | Refused]] = deque()
    try:
        for work in works:
            waiting.append(pool.submit(pipeline_worker.run_guarded, work))
            if len(waiting) > workers * _AHEAD:
                yield from _result(waiting.popleft())
        while waiting:
            yield from _result(waiting.popleft())
    except BrokenProcessPool as error:
        raise WorkerDied(file=str(path)) from error


def _result(future: "Future[list[Done] | Refused]") -> list[Done]:
    result = future.result()
    if isinstance(result, Refused):
        raise result.error()
    return result

"""Whole files to normalised columns, in order, in bounded memory, on as many processes as wanted.

A plain ISO 2709 file is cut at record terminators into spans of a few megabytes which are read and
normalised one by one, in this process or in others; the spans, and so the results, are the same
either way. Other carriers are read here and only normalised elsewhere.
"""

import os
import tempfile
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic import pipeline_worker, repeated
from jalin.bibliographic.chunk import Chunk, Fault, Format
from jalin.bibliographic.encodings import named
from jalin.bibliographic.errors import WorkerDied
from jalin.bibliographic.pipeline_worker import Done, Refused, Span
from jalin.bibliographic.reading import read, sniff
from jalin.core.errors import DomainError

RECORD_TERMINATOR = b"\x1d"
SPAN_BYTES = 8 << 20
_WINDOW = 1 << 16  # bytes that are enough to see what a file is
_LONGEST = 1 << 20  # bytes within which a record ends
Work = Span | Chunk
Made = TypeVar("Made")
_AHEAD = 3  # pieces of work given to each worker
_HELD = 4  # results waiting for one before them


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
    """Read and normalise the files one after the other, here and in `workers` other processes.

    Closing the iterator, or an exception in it, ends the workers. A key that is repeated in a file
    with other bytes has the digest of its bytes appended (`repeated`). Raises `CatalogueFileError`
    for a file that is none, and `WorkerDied`.
    """
    total = sum(_size(path) for path in paths)
    before = 0
    make = pipeline_worker.without_supplied if workers > 0 else pipeline_worker.as_it_is
    with _crew(workers) as crew:
        for path in paths:
            keys = repeated.Keys()
            for work, done in _in_order(crew, _works(path, format, encoding), path, make):
                whole = done.with_supplied(work) if crew else done
                yield _part(path, whole, keys, before, total)
            before += _size(path)


def made(
    paths: Sequence[Path],
    make: Callable[[Done], Made],
    *,
    format: Format | None = None,  # noqa: A002
    encoding: str | None = None,
    workers: int = 0,
) -> Iterator[Made]:
    """What `make`, a function of a module, makes of each part where it was normalised, in order.

    So only what is made goes from process to process. Errors as of `process`; repeated keys stay.
    """
    with _crew(workers) as crew:
        for path in paths:
            for _, found in _in_order(crew, _works(path, format, encoding), path, make):
                yield found


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
def _crew(workers: int) -> Iterator["_Crew | None"]:
    pipeline_worker.keep_freed_memory()
    if workers <= 0:
        yield None
        return
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=pipeline_worker.start
    )
    with tempfile.TemporaryDirectory(prefix="jalin-") as folder:
        try:
            yield _Crew(pool, workers, folder)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    crew: "_Crew | None", works: Iterator[Work], path: Path, make: Callable[[Done], Made]
) -> Iterator[tuple[Work, Made]]:
    """What is made of each piece of work, in order, some of them under way at a time."""
    if crew is None:
        yield from ((work, found) for work in works for found in pipeline_worker.run(work, make))
        return
    try:
        yield from crew.results(works, make)
    except BrokenProcessPool as error:
        raise WorkerDied(file=str(path)) from error


@dataclass(frozen=True, slots=True)
class _Task(Generic[Made]):
    """A piece of work that was given to a worker, or done here; or an error instead of one."""

    work: Work | None
    outcome: "Future[Path | Refused] | list[Made] | Refused"

    def is_ready(self) -> bool:
        return not isinstance(self.outcome, Future) or self.outcome.done()

    def results(self) -> Iterator[tuple[Work, Made]]:
        outcome = self.outcome.result() if isinstance(self.outcome, Future) else self.outcome
        if isinstance(outcome, Refused):
            raise outcome.error()
        if self.work is not None:
            found = pipeline_worker.received(outcome) if isinstance(outcome, Path) else outcome
            yield from ((self.work, made) for made in found)


class _Crew:
    """Some worker processes; this one does a share of the work rather than wait for them."""

    def __init__(self, pool: ProcessPoolExecutor, workers: int, folder: str) -> None:
        self._pool, self._folder = pool, folder
        self._most = workers * _AHEAD + _HELD
        self._started = [pool.submit(pipeline_worker.ready) for _ in range(workers)]

    def results(
        self, works: Iterator[Work], make: Callable[[Done], Made]
    ) -> Iterator[tuple[Work, Made]]:
        tasks: deque[_Task[Made]] = deque()
        more = True
        while more or tasks:
            wanting = self._wanting(tasks)
            helping = len(tasks) < self._most and not (tasks and tasks[0].is_ready())
            if more and (wanting or helping):
                task = self._begun(works, make, apart=wanting)
                more = task is not None and task.work is not None
                tasks.extend([task] if task else [])
            else:
                yield from tasks.popleft().results()

    def _wanting(self, tasks: Collection[_Task[Made]]) -> bool:
        """Whether a worker that has started may soon have nothing to do."""
        started = sum(future.done() and future.result() is None for future in self._started)
        return sum(not task.is_ready() for task in tasks) < started * _AHEAD

    def _begun(
        self, works: Iterator[Work], make: Callable[[Done], Made], *, apart: bool
    ) -> _Task[Made] | None:
        """The next piece of work under way or done; what is wrong is told in its turn."""
        try:
            work = next(works, None)
        except DomainError as error:
            return _Task(None, Refused(type(error), dict(error.params)))
        if work is None:
            return None
        if apart:
            return _Task(
                work, self._pool.submit(pipeline_worker.run_apart, work, make, self._folder)
            )
        return _Task(work, pipeline_worker.run_guarded(work, make))

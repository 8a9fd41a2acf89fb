"""What a worker process of the pipeline does. Imports nothing heavy before `start` has run."""

import ctypes
import hashlib
import io
import os
import pickle
import signal
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jalin.core.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from jalin.bibliographic.chunk import Chunk, Fault, Format

Made = TypeVar("Made")
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h: M_TRIM_THRESHOLD, M_MMAP_THRESHOLD


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `stop` of a plain ISO 2709 file: whole records."""

    path: str
    start: int
    stop: int
    format: "Format"
    encoding: str | None

    def supplied(self) -> bytes:
        with Path(self.path).open("rb") as stream:
            stream.seek(self.start)
            return stream.read(self.stop - self.start)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a chunk: see `pipeline.Part`; `fingerprints` are of the bytes of each row."""

    columns: "pa.RecordBatch"
    supplied: bytes
    record_offset: "NDArray[np.int64]"
    record_start: "NDArray[np.int64]"
    record_length: "NDArray[np.int64]"
    readable: "NDArray[np.bool_]"
    faults: "tuple[Fault, ...]"
    fingerprints: "NDArray[np.uint64]"
    stop: int  # how far in the file the work went, or 0 where that is only known by the records

    def with_supplied(self, work: "Span | Chunk") -> "Done":
        """This, come back without its bytes, with those of the work that was given out."""
        if not isinstance(work, Span):
            return replace(self, supplied=work.supplied)
        supplied = work.supplied()
        # a byte order mark before the first record is none of its bytes
        skipped = int((self.record_offset - self.record_start)[0]) - work.start
        return replace(self, supplied=supplied[skipped:])

    def digest(self, row: int) -> str:
        """SHA-256 of the bytes of the record of this row of `columns`."""
        record = int(self.readable.nonzero()[0][row])
        start = int(self.record_start[record])
        supplied = self.supplied[start : start + int(self.record_length[record])]
        return hashlib.sha256(supplied).hexdigest()


@dataclass(frozen=True, slots=True)
class Refused:
    """A `DomainError` on its way between processes; as an exception it would not survive."""

    kind: type[DomainError]
    params: dict[str, Any]

    def error(self) -> DomainError:
        return self.kind(**self.params)


def start() -> None:
    """Prepare a worker: one thread, deaf to Ctrl-C (the parent ends it), gone with its parent."""
    os.environ["OMP_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_freed_memory()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def keep_freed_memory() -> None:
    """Let the C library keep what one span leaves for the next, where it is glibc.

    What it gives back to the system comes again page by page, each to be zeroed.
    """
    with suppress(OSError, TypeError, AttributeError):  # there are systems without `mallopt`
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, 64 << 20)
        library.mallopt(_TRIM_THRESHOLD, 128 << 20)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def as_it_is(done: Done) -> Done:
    return done


def without_supplied(done: Done) -> Done:
    """For `Done.with_supplied`: the process that gave the work out reads the bytes quicker."""
    return replace(done, supplied=b"")


def ready() -> None:
    """Import what `run` needs, so that the first work given out is begun at once."""
    from jalin.bibliographic import iso2709, normalise, repeated  # noqa: F401


def run_guarded(work: "Span | Chunk", make: "Callable[[Done], Made]") -> "list[Made] | Refused":
    """Like `run`; an error is given, not raised."""
    try:
        return run(work, make)
    except DomainError as error:
        return Refused(type(error), dict(error.params))


def run_apart(
    work: "Span | Chunk", make: "Callable[[Done], Made]", folder: str
) -> "Path | Refused":
    """Like `run_guarded`, in a worker: the results lie in a new file in `folder`.

    Megabytes in the pipe of a process pool wait for the main thread of the parent, piece by piece.
    """
    results = run_guarded(work, make)
    if isinstance(results, Refused):
        return results
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        pickle.dump(results, file, protocol=5)
    return Path(file.name)


def received(file: Path) -> list[Any]:
    """What `run_apart` left in `file`, which is removed."""
    with file.open("rb") as stream:
        results: list[Any] = pickle.load(stream)  # noqa: S301  of our own worker
    file.unlink()
    return results


def run(work: "Span | Chunk", make: "Callable[[Done], Made]") -> "list[Made]":
    """Read what must be read, normalise it, and make of it what is wanted."""
    if not isinstance(work, Span):
        return [make(_done(work, 0, 0))]
    from jalin.bibliographic import iso2709
    from jalin.bibliographic.assembling import Source

    data = work.supplied()
    source = Source(work.path, work.format, "iso2709")
    chunks = iso2709.chunks(
        io.BytesIO(data), source, encoding=work.encoding, chunk_bytes=len(data) + 1
    )
    return [make(_done(chunk, work.start, work.stop)) for chunk in chunks]


def _done(chunk: "Chunk", shift: int, stop: int) -> Done:
    from jalin.bibliographic.normalise import normalise
    from jalin.bibliographic.repeated import fingerprints

    if shift:
        chunk = replace(
            chunk,
            record_offset=chunk.record_offset + shift,
            faults=tuple(replace(fault, offset=fault.offset + shift) for fault in chunk.faults),
        )
    return Done(
        normalise(chunk),
        chunk.supplied,
        chunk.record_offset,
        chunk.record_start,
        chunk.record_length,
        chunk.readable,
        chunk.faults,
        fingerprints(chunk),
        stop,
    )

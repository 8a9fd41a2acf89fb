"""What a worker process of the pipeline does. Imports nothing heavy before `start` has run."""

import hashlib
import io
import os
import signal
import threading
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Any

from jalin.core.errors import DomainError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from jalin.bibliographic.chunk import Chunk, Fault, Format


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `stop` of a plain ISO 2709 file: whole records."""

    path: str
    start: int
    stop: int
    format: "Format"
    encoding: str | None


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
    os.environ["POLARS_MAX_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run_guarded(work: "Span | Chunk") -> "list[Done] | Refused":
    try:
        return run(work)
    except DomainError as error:
        return Refused(type(error), dict(error.params))


def run(work: "Span | Chunk") -> list[Done]:
    """Read what must be read and normalise it."""
    if not isinstance(work, Span):
        return [_done(work, 0, 0)]
    from jalin.bibliographic import iso2709
    from jalin.bibliographic.assembling import Source

    with open(work.path, "rb") as stream:  # noqa: PTH123  no pathlib in a span's few bytes
        stream.seek(work.start)
        data = stream.read(work.stop - work.start)
    source = Source(work.path, work.format, "iso2709")
    chunks = iso2709.chunks(
        io.BytesIO(data), source, encoding=work.encoding, chunk_bytes=len(data) + 1
    )
    return [_done(chunk, work.start, work.stop) for chunk in chunks]


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

"""One side of a comparison: a name, the files it came from, and the normalised columns.

The columns are kept in an Arrow file that is mapped into memory, so that they take pages which the
system can drop and not memory that it must find.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic import pipeline
from jalin.bibliographic.chunk import Fault, Format
from jalin.bibliographic.columns import SCHEMA
from jalin.bibliographic.comparison_errors import NoCatalogues
from jalin.bibliographic.errors import CatalogueFileError, FileUnavailable, NotACatalogue
from jalin.bibliographic.reading import sniff
from jalin.core.errors import gettext_noop

WORTH_WORKERS = 32 << 20  # bytes of a file below which starting processes costs more than it gains

# Bytes done, bytes in all, and records so far.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `name` is what people are shown: the path below what was named."""

    path: Path
    name: str
    digest: str  # SHA-256 of the file as it is, in hexadecimal
    records: int = 0  # that could be read, with those marked as deleted


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`columns` has a row for each readable record, in the order of the files.

    `sources[i]` holds the rows from `first_row[i]` on, up to `first_row[i + 1]`; `first_row` is one
    longer than `sources`. `repeated` pairs a file that was left out with the earlier one that has
    the same bytes; `skipped` names the files of a folder that are no catalogues.
    """

    name: str
    columns: pa.Table
    sources: tuple[Source, ...]
    first_row: NDArray[np.int64]
    faults: tuple[Fault, ...] = ()
    repeated: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()
    format: Format | None = None  # as told, for reading the files again
    encoding: str | None = None

    @property
    def records(self) -> int:
        return len(self.columns)

    @property
    def deleted(self) -> int:
        return int(np.count_nonzero(self.columns.column("deleted").to_numpy()))

    @property
    def unreadable(self) -> int:
        return sum(fault.fatal for fault in self.faults)

    def source_names(self, rows: Sequence[int]) -> list[str]:
        """The name of the file that each row is of."""
        numbers = np.searchsorted(self.first_row, rows, "right") - 1
        return [self.sources[number].name for number in numbers.tolist()]


@dataclass(frozen=True, slots=True)
class Request:
    """What to read as one side: a file, or a folder with all that is in it and below.

    `without` is a folder that is not looked into: where an earlier outcome lies.
    """

    path: Path
    name: str
    format: Format | None = None
    encoding: str | None = None
    without: Path | None = None


@dataclass(slots=True)
class _Reading:
    sources: list[Source] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    records: int = 0
    bytes_before: int = 0


def read_catalogue(
    request: Request, spill: Path, *, workers: int = 0, progress: Progress | None = None
) -> Catalogue:
    """Read one side; its columns are written to the new file `spill`.

    A file that is named and cannot be read raises its `CatalogueFileError`; one of several in a
    folder is a fault. Raises `NoCatalogues` for a folder without any.
    """
    found, skipped = catalogue_files(request)
    sources, repeated = _distinct(found)
    total = sum(source.path.stat().st_size for source in sources)
    reading = _Reading()
    with pa.OSFile(str(spill), "wb") as sink, pa.ipc.new_file(sink, SCHEMA) as writer:
        for source in sources:
            for part in _parts(source, request, workers, reading):
                writer.write_batch(part.columns)
                reading.records += len(part.columns)
                if progress:
                    progress(reading.bytes_before + part.bytes_done, total, reading.records)
            reading.bytes_before += source.path.stat().st_size
    counts = [source.records for source in reading.sources]
    return Catalogue(
        name=request.name,
        columns=pa.ipc.open_file(pa.memory_map(str(spill))).read_all(),
        sources=tuple(reading.sources),
        first_row=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        faults=tuple(reading.faults),
        repeated=repeated,
        skipped=skipped,
        format=request.format,
        encoding=request.encoding,
    )


def _parts(
    source: Source, request: Request, workers: int, reading: _Reading
) -> Iterator[pipeline.Part]:
    """The parts of a file. What is wrong with the whole of it is a fault if it is one of many."""
    before = reading.records
    large = source.path.stat().st_size > WORTH_WORKERS
    try:
        for part in pipeline.process(
            [source.path],
            format=request.format,
            encoding=request.encoding,
            workers=workers if large else 0,
        ):
            reading.faults.extend(_named(fault, source.name) for fault in part.faults)
            yield part
    except CatalogueFileError as error:
        if request.path.is_file():
            raise
        reading.faults.append(Fault(source.name, -1, "", "", error.code, error.text(), fatal=True))
    reading.sources.append(
        Source(source.path, source.name, source.digest, reading.records - before)
    )


def _named(fault: Fault, name: str) -> Fault:
    """The fault with the name of the file that people are shown."""
    return Fault(
        name,
        fault.offset,
        fault.identifier,
        fault.field,
        fault.code,
        fault.reason,
        fault.fatal,
        fault.params,
    )


def catalogue_files(request: Request) -> tuple[list[Source], tuple[str, ...]]:
    """The catalogue files that are asked for, by name, and the names of the files that are none.

    Files whose name begins with a point, and folders so named, are not looked at. The digests are
    still to be filled in.
    """
    path = request.path
    if not path.is_dir():
        sniff(path)
        return [Source(path, path.name, "")], ()
    found: list[Source] = []
    skipped: list[str] = []
    for file in sorted(path.rglob("*"), key=lambda file: file.relative_to(path).parts):
        name = file.relative_to(path).as_posix()
        if not file.is_file() or any(part.startswith(".") for part in Path(name).parts):
            continue
        if request.without is not None and file.resolve().is_relative_to(request.without):
            continue
        if _is_catalogue(file):
            found.append(Source(file, name, ""))
        else:
            skipped.append(name)
    if not found:
        raise NoCatalogues(folder=path)
    return found, tuple(skipped)


def _is_catalogue(file: Path) -> bool:
    """Whether a file of a folder is to be read; what is a catalogue but broken is, as a fault."""
    try:
        sniff(file)
    except NotACatalogue:
        return False
    except CatalogueFileError:
        return True
    return True


def _distinct(files: list[Source]) -> tuple[list[Source], tuple[tuple[str, str], ...]]:
    """The files with their digests, those with the same bytes as an earlier one left out."""
    first: dict[str, Source] = {}
    repeated: list[tuple[str, str]] = []
    for file in files:
        digest = _digest(file.path)
        if digest in first:
            repeated.append((file.name, first[digest].name))
        else:
            first[digest] = Source(file.path, file.name, digest)
    return list(first.values()), tuple(repeated)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or gettext_noop("it cannot be read")
        raise FileUnavailable(file=path.name, reason=reason) from error

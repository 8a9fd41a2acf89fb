"""Chunks from records read one by one, alone or among those of the vectorised path."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic import directories, encodings
from jalin.bibliographic.chunk import ENCODINGS, Carrier, Chunk, Fault, Format, tag_code
from jalin.bibliographic.directories import Directories
from jalin.standards import iso2709

_UTF8 = encodings.code_of("utf-8")
_FT = bytes([iso2709.FIELD_TERMINATOR])
_RT = bytes([iso2709.RECORD_TERMINATOR])


LONGEST_RECORD = 16 << 20  # bytes; what goes on longer without an end is no record


class Readable(Protocol):
    """A binary stream that is read forwards; it gives less than was asked for only at its end."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """What is the same for all chunks of a file."""

    file: str
    format: Format
    carrier: Carrier


@dataclass(frozen=True, slots=True)
class SingleRecord:
    """A record read by itself: where it stands in `supplied`, and its fields as UTF-8.

    `leader` has 24 bytes; a data field begins with two indicators. An unreadable record has no
    fields.
    """

    start: int
    end: int
    encoding: str
    readable: bool
    leader: bytes = b" " * iso2709.LEADER_LENGTH
    fields: Sequence[tuple[str, bytes]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fast:
    """What the vectorised path found; `encoding` has for every record an index into ENCODINGS.

    The encodings of valid records are UTF-8 or have one byte for a character.
    """

    directories: Directories
    encoding: NDArray[np.uint8]


def assemble(
    source: Source,
    supplied: bytes,
    offset: int,
    singles: Sequence[SingleRecord],
    faults: Sequence[Fault] = (),
    fast: Fast | None = None,
) -> Chunk:
    """One chunk of the records of `fast` and of `singles`, in the order of `supplied`.

    `offset` is that of `supplied` in the file. Where all is UTF-8 and there are no singles the text
    is `supplied` itself.
    """
    fast = fast or Fast(directories.nothing(), np.zeros(0, np.uint8))
    records = _Records.of(fast, singles)
    plan = _Text(supplied, records, singles)
    fields = plan.fields(fast.directories)
    return Chunk(
        file=source.file,
        format=source.format,
        carrier=source.carrier,
        supplied=supplied,
        record_offset=records.start + offset,
        record_start=records.start,
        record_length=records.end - records.start,
        readable=records.readable,
        encoding=records.encoding,
        text=plan.text(),
        leader_start=plan.leader_start,
        field_record=fields.record.astype(np.int32),
        field_tag=fields.tag,
        field_start=fields.start,
        field_end=fields.end,
        faults=tuple(faults),
    )


@dataclass(frozen=True, slots=True)
class _Records:
    """All records in the order of `supplied`; `single` is the number among the singles, or -1."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    readable: NDArray[np.bool_]
    encoding: NDArray[np.uint8]
    single: NDArray[np.int64]
    number: NDArray[np.int64]  # the place in this order of each record of the vectorised path

    @classmethod
    def of(cls, fast: Fast, singles: Sequence[SingleRecord]) -> "_Records":
        found = fast.directories
        kept = np.flatnonzero(found.valid)
        codes = [encodings.code_of(s.encoding) for s in singles]
        readable = np.array([True] * len(kept) + [s.readable for s in singles], np.bool_)
        start = np.concatenate((found.start[kept], _int64([s.start for s in singles])))
        end = np.concatenate((found.end[kept], _int64([s.end for s in singles])))
        encoding = np.concatenate((fast.encoding[kept], np.array(codes, np.uint8)))
        single = np.concatenate((np.full(len(kept), -1), np.arange(len(singles))))
        order = np.argsort(start, kind="stable")
        number = np.full(len(found.valid), -1)
        number[kept] = np.flatnonzero(single[order] < 0)
        return cls(
            start[order], end[order], readable[order], encoding[order], single[order], number
        )


@dataclass(frozen=True, slots=True)
class _Fields:
    record: NDArray[np.int64]
    tag: NDArray[np.uint32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


class _Text:
    """The text of a chunk, and where each thing of `supplied` stands in it.

    It is put together from runs: neighbouring records of the vectorised path in one encoding, or a
    single record.
    """

    def __init__(self, supplied: bytes, records: _Records, singles: Sequence[SingleRecord]) -> None:
        self._supplied, self._records, self._singles = supplied, records, singles
        self._verbatim = not singles and bool((records.encoding == _UTF8).all())
        self._pieces: list[bytes] = []
        self.leader_start = records.start.copy()

    def text(self) -> bytes:
        return self._supplied if self._verbatim else b"".join(self._pieces)

    def fields(self, found: Directories) -> _Fields:
        """All fields in order, with their places in the text, which is made on the way."""
        record = self._records.number[found.field_record]
        if self._verbatim:
            return _Fields(record, found.field_tag, found.field_start, found.field_end)
        start, end = found.field_start.copy(), found.field_end.copy()
        rows: list[tuple[int, int, int, int]] = []
        length = 0
        for first, behind in self._runs():
            single = int(self._records.single[first])
            if single >= 0:
                self.leader_start[first] = length
                rows += self._add_single(first, self._singles[single], length)
            else:
                mine = slice(*np.searchsorted(record, (first, behind)).tolist())
                move = self._add_run(first, behind)
                self.leader_start[first:behind] = move(self.leader_start[first:behind]) + length
                start[mine], end[mine] = move(start[mine]) + length, move(end[mine]) + length
            length += len(self._pieces[-1])
        return _in_order(_Fields(record, found.field_tag, start, end), rows)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """First record and record behind the last of each run."""
        records = self._records
        kind = np.where(records.single >= 0, records.single + 256, records.encoding)
        cuts = np.flatnonzero(np.diff(kind)) + 1
        yield from pairwise([0, *cuts.tolist(), len(kind)] if len(kind) else [])

    def _add_run(self, first: int, behind: int) -> Callable[[NDArray[np.int64]], NDArray[np.int64]]:
        """Add records of one encoding; the result maps places in `supplied` to those in the run."""
        begin, end = int(self._records.start[first]), int(self._records.end[behind - 1])
        piece = self._supplied[begin:end]
        encoding = ENCODINGS[self._records.encoding[first]]
        if encoding == "utf-8":
            self._pieces.append(piece)
            return lambda places: places - begin
        self._pieces.append(piece.decode(encodings.CODECS[encoding], "replace").encode())
        widths = encodings.utf8_widths(encoding)[np.frombuffer(piece, np.uint8)]
        place = np.concatenate((np.zeros(1, np.int32), np.cumsum(widths, dtype=np.int32)))
        return lambda places: place[places - begin].astype(np.int64)

    def _add_single(
        self, number: int, single: SingleRecord, at: int
    ) -> list[tuple[int, int, int, int]]:
        """Add a single record; its fields as number, tag, start and end."""
        contents = [content.replace(_FT, b" ").replace(_RT, b" ") for _, content in single.fields]
        self._pieces.append(_FT.join((single.leader, *contents, b"")))
        rows = []
        at += len(single.leader) + 1
        for (tag, _), content in zip(single.fields, contents, strict=True):
            rows.append((number, tag_code(tag), at, at + len(content)))
            at += len(content) + 1
        return rows


def _in_order(fields: _Fields, rows: list[tuple[int, int, int, int]]) -> _Fields:
    """The fields of the vectorised path and those of single records, by record."""
    mine = np.array(rows, np.int64).reshape(-1, 4)
    record = np.concatenate((fields.record, mine[:, 0]))
    order = np.argsort(record, kind="stable")
    return _Fields(
        record[order],
        np.concatenate((fields.tag, mine[:, 1].astype(np.uint32)))[order],
        np.concatenate((fields.start, mine[:, 2]))[order],
        np.concatenate((fields.end, mine[:, 3]))[order],
    )


def _int64(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)

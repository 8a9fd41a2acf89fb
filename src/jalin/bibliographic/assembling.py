"""Chunks from records read one by one, alone or among those of the vectorised path."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic import encodings
from jalin.bibliographic.chunk import Carrier, Chunk, Fault, Format, tag_code
from jalin.bibliographic.directories import Directories
from jalin.standards import iso2709

_UTF8 = encodings.code_of("utf-8")
_FT = bytes([iso2709.FIELD_TERMINATOR])
_RT = bytes([iso2709.RECORD_TERMINATOR])


class Readable(Protocol):
    """A binary stream that can be read forwards."""

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


def assemble(
    source: Source,
    supplied: bytes,
    offset: int,
    singles: Sequence[SingleRecord],
    faults: Sequence[Fault] = (),
    fast: Directories | None = None,
) -> Chunk:
    """One chunk of the valid records of `fast` and of `singles`, in the order of `supplied`.

    `offset` is that of `supplied` in the file. Without singles the text is `supplied` itself.
    """
    found = fast if fast is not None else _no_directories()
    records = _Records.of(found, singles)
    text, shift = (supplied, None) if not singles else _text(supplied, records, singles)
    fields = _Fields.of(found, singles, records, shift)
    order = np.argsort(fields.record, kind="stable") if singles else slice(None)
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
        text=text,
        leader_start=records.start if shift is None else records.start + shift,
        field_record=fields.record[order].astype(np.int32),
        field_tag=fields.tag[order],
        field_start=fields.start[order],
        field_end=fields.end[order],
        faults=tuple(faults),
    )


def _no_directories() -> Directories:
    none = np.zeros(0, np.int64)
    return Directories(
        none, none, none.astype(np.bool_), none.astype(np.int32), none.astype(np.uint32), none, none
    )


@dataclass(frozen=True, slots=True)
class _Records:
    """All records in the order of `supplied`; `single` is the number among the singles, or -1."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    readable: NDArray[np.bool_]
    encoding: NDArray[np.uint8]
    single: NDArray[np.int64]
    fast: NDArray[np.int64]  # the new number of each record of the vectorised path, or -1

    @classmethod
    def of(cls, found: Directories, singles: Sequence[SingleRecord]) -> "_Records":
        kept = np.flatnonzero(found.valid)
        start = np.concatenate((found.start[kept], _int64(s.start for s in singles)))
        end = np.concatenate((found.end[kept], _int64(s.end for s in singles)))
        single = np.concatenate((np.full(len(kept), -1), np.arange(len(singles))))
        order = np.argsort(start, kind="stable")
        single = single[order]
        readable = np.ones(len(order), np.bool_)
        encoding = np.full(len(order), _UTF8, np.uint8)
        mine = single >= 0
        readable[mine] = [singles[i].readable for i in single[mine].tolist()]
        encoding[mine] = [encodings.code_of(singles[i].encoding) for i in single[mine].tolist()]
        fast = np.full(len(found.valid), -1)
        fast[kept] = np.flatnonzero(~mine)
        return cls(start[order], end[order], readable, encoding, single, fast)


def _text(
    supplied: bytes, records: _Records, singles: Sequence[SingleRecord]
) -> tuple[bytes, NDArray[np.int64]]:
    """The text of the chunk, and by how much each record moved from its place in `supplied`."""
    pieces: list[bytes] = []
    shift = np.zeros(len(records.start), np.int64)
    length = 0
    for single, group in groupby(range(len(records.start)), lambda i: int(records.single[i])):
        numbers = list(group)
        start = int(records.start[numbers[0]])
        if single < 0:
            piece = supplied[start : int(records.end[numbers[-1]])]
        else:
            contents = b"".join(_clean(content) + _FT for _, content in singles[single].fields)
            piece = singles[single].leader + _FT + contents
        shift[numbers[0] : numbers[-1] + 1] = length - start
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces), shift


def _clean(content: bytes) -> bytes:
    """A field without terminators in it: their bytes become blanks, so that lengths stay."""
    return content.replace(_FT, b" ").replace(_RT, b" ")


@dataclass(frozen=True, slots=True)
class _Fields:
    record: NDArray[np.int64]
    tag: NDArray[np.uint32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        found: Directories,
        singles: Sequence[SingleRecord],
        records: _Records,
        shift: NDArray[np.int64] | None,
    ) -> "_Fields":
        record = records.fast[found.field_record]
        if shift is None:
            return cls(record, found.field_tag, found.field_start, found.field_end)
        moved = shift[record] if len(record) else np.zeros(0, np.int64)
        places = np.flatnonzero(records.single >= 0)
        rows: list[tuple[int, int, int, int]] = []
        for number, single in zip(places.tolist(), singles_in_order(records, singles), strict=True):
            at = int(records.start[number] + shift[number]) + len(single.leader) + 1
            for tag, content in single.fields:
                rows.append((number, tag_code(tag), at, at + len(content)))
                at += len(content) + 1
        mine = np.array(rows, np.int64).reshape(-1, 4)
        return cls(
            np.concatenate((record, mine[:, 0])),
            np.concatenate((found.field_tag, mine[:, 1].astype(np.uint32))),
            np.concatenate((found.field_start + moved, mine[:, 2])),
            np.concatenate((found.field_end + moved, mine[:, 3])),
        )


def singles_in_order(records: _Records, singles: Sequence[SingleRecord]) -> list[SingleRecord]:
    return [singles[i] for i in records.single[records.single >= 0].tolist()]


def _int64(values: object) -> NDArray[np.int64]:
    return np.fromiter(values, np.int64)  # type: ignore[call-overload, no-any-return]

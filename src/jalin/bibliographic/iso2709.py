"""Streams of ISO 2709 as chunks: the vectorised path, and the slow one for what it refuses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np

from jalin.bibliographic import directories, encodings, records
from jalin.bibliographic.assembling import SingleRecord, Source, assemble
from jalin.bibliographic.chunk import Chunk, Fault
from jalin.bibliographic.directories import Directories
from jalin.bibliographic.records import Problem, Record
from jalin.core.errors import gettext_noop
from jalin.standards import iso2709

UNDECODED = gettext_noop("%(count)s characters could not be read in the encoding %(encoding)s.")
_RT = bytes([iso2709.RECORD_TERMINATOR])
_PADDING = b"\n\r\t\x00\x1a "


def chunks(
    stream: BinaryIO, source: Source, *, encoding: str | None, chunk_bytes: int
) -> Iterator[Chunk]:
    """Read `stream` to its end; the chunks have about `chunk_bytes` bytes each."""
    pending, offset, more = b"", 0, True
    while more:
        block = stream.read(chunk_bytes)
        more = bool(block)
        data = pending + block
        consumed = _consumed(data, more, chunk_bytes)
        if consumed:
            chunk = _Block(source, encoding, offset, data[:consumed]).chunk()
            if len(chunk):
                yield chunk
        pending = data[consumed:]
        offset += consumed


def _consumed(data: bytes, more: bool, limit: int) -> int:
    """How much of `data` can be read now: up to the last terminator, or all at the end."""
    if not more:
        return len(data)
    consumed = data.rfind(_RT) + 1
    return consumed if consumed or len(data) <= 2 * limit else len(data)


@dataclass(slots=True)
class _Block:
    """Whole records, on their way to a chunk."""

    source: Source
    encoding: str | None
    offset: int
    supplied: bytes
    faults: list[Fault] = field(default_factory=list)

    def chunk(self) -> Chunk:
        found = directories.parse(self.supplied)
        if self.encoding not in (None, "utf-8"):
            found.valid[:] = False
        singles = [self._single(start, end) for start, end in self._refused(found)]
        if not found.valid.all():
            keep = found.valid[found.field_record]
            found = Directories(
                found.start,
                found.end,
                found.valid,
                found.field_record[keep],
                found.field_tag[keep],
                found.field_start[keep],
                found.field_end[keep],
            )
        return assemble(self.source, self.supplied, self.offset, singles, self.faults, found)

    def _refused(self, found: Directories) -> Iterator[tuple[int, int]]:
        """Where the records stand that the vectorised path refused."""
        begin = np.concatenate((np.zeros(1, np.int64), found.end))
        for i in np.flatnonzero(~found.valid).tolist():
            yield from self._stripped(int(begin[i]), int(found.end[i]))
        yield from self._stripped(int(begin[-1]), len(self.supplied))

    def _stripped(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        data = self.supplied[start:end]
        start = end - len(data.lstrip(_PADDING))
        if start < end:
            yield start, end

    def _single(self, start: int, end: int) -> SingleRecord:
        record = records.parse(self.supplied[start:end])
        body = b"".join(content for _, content in record.fields)
        encoding = self.encoding or encodings.detect(body, record.leader)
        fields = [
            (tag.decode("ascii"), self._decoded(record, tag, content, encoding))
            for tag, content in record.fields
        ]
        for problem in record.problems:
            self._report(record, problem, start)
        return SingleRecord(start, end, encoding, record.readable, record.leader, fields)

    def _decoded(self, record: Record, tag: bytes, content: bytes, encoding: str) -> bytes:
        text, undecoded = encodings.decode(content, encoding)
        if undecoded:
            params: dict[str, str | int] = {"count": undecoded, "encoding": encoding}
            record.problems.append(Problem("undecoded", UNDECODED, tag.decode(), params=params))
        return text.encode()

    def _report(self, record: Record, problem: Problem, start: int) -> None:
        self.faults.append(
            Fault(
                self.source.file,
                self.offset + start,
                record.identifier,
                problem.tag,
                problem.code,
                problem.reason,
                problem.fatal,
                problem.params,
            )
        )

"""Streams of ISO 2709 as chunks: the vectorised path, and the slow one for what it refuses."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic import directories, encodings, records
from jalin.bibliographic.assembling import (
    LONGEST_RECORD,
    Fast,
    Readable,
    SingleRecord,
    Source,
    assemble,
)
from jalin.bibliographic.chunk import Chunk, Fault, tag_code
from jalin.bibliographic.directories import PADDING, Directories
from jalin.bibliographic.encodings import Detector, Evidence
from jalin.bibliographic.records import UNDECODED, Problem, Record, fault_of
from jalin.standards import iso2709
from jalin.standards.marc21 import marc8

_RT = bytes([iso2709.RECORD_TERMINATOR])
_RECORD_START = re.compile(
    rb"[0-9]{5}[a-z][a-z][\x20-\x7e]{3}[2 ]{2}[0-9]{5}[\x20-\x7e]{3}45[\x20-\x7e]{2}"
    rb"(?:[0-9A-Za-z]{3}[0-9]{9}){2}"
)


def chunks(
    stream: Readable, source: Source, *, encoding: str | None, chunk_bytes: int
) -> Iterator[Chunk]:
    """Read `stream` to its end; the chunks have about `chunk_bytes` bytes each."""
    detector = Detector(source.format)
    pending, offset, more = b"", 0, True
    while more:
        block = stream.read(chunk_bytes)
        more = len(block) == chunk_bytes  # less comes only at the end
        data = pending + block
        if not offset and data.startswith(codecs.BOM_UTF8):
            data, offset = data.removeprefix(codecs.BOM_UTF8), len(codecs.BOM_UTF8)
        consumed = _consumed(data, more=more)
        if consumed:
            chunk = _Block(source, encoding, detector, offset, data[:consumed]).chunk()
            if len(chunk):
                yield chunk
        pending = data[consumed:]
        offset += consumed


def _consumed(data: bytes, *, more: bool) -> int:
    """How much of `data` can be read now: up to the last terminator, or all at the end."""
    if not more:
        return len(data)
    consumed = data.rfind(_RT) + 1
    return consumed if consumed or len(data) <= LONGEST_RECORD else len(data)


@dataclass(slots=True)
class _Block:
    """Whole records, on their way to a chunk."""

    source: Source
    encoding: str | None
    detector: Detector
    offset: int
    supplied: bytes
    faults: list[Fault] = field(default_factory=list)

    def chunk(self) -> Chunk:
        found = directories.parse(self.supplied)
        codes, wanted = self._fast_encodings(found)
        found = found.only(wanted) if not (wanted | ~found.valid).all() else found
        singles = self._singles(list(self._refused(found)))
        fast = Fast(found, codes)
        return assemble(self.source, self.supplied, self.offset, singles, self.faults, fast)

    def _fast_encodings(self, found: Directories) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        """The encoding of each valid record, and which of them can be recoded all at once."""
        codes = np.full(len(found.valid), encodings.code_of(self.encoding or "utf-8"), np.uint8)
        if self.encoding == "utf-8":
            return codes, found.utf8
        wanted = found.utf8.copy() if self.encoding is None else np.zeros(len(codes), np.bool_)
        where = np.flatnonzero(found.valid & ~wanted).tolist()
        wanted &= ~self._referring(found)
        texts = [self.supplied[found.start[i] : found.end[i]] for i in where]
        if self.encoding is None:
            names = self.detector.detect(self._evidence(found, where, texts))
        else:
            names = [self.encoding] * len(where)
        for i, text, name in zip(where, texts, names, strict=True):
            if name in encodings.ONE_BYTE:
                codes[i] = encodings.code_of(name)
                unknown = encodings.undefined(name)
                wanted[i] = not unknown or len(text.translate(None, unknown)) == len(text)
        return codes, wanted

    def _referring(self, found: Directories) -> NDArray[np.bool_]:
        """Which records of MARC-8 are of ASCII but for references to characters."""
        referring = np.zeros(len(found.valid), np.bool_)
        if self.source.format == "marc21" and self._may_be_marc8(found):
            places = [match.start() for match in marc8.REFERENCE.finditer(self.supplied)]
            for i in np.unique(np.searchsorted(found.end, places, side="right")).tolist():
                if i < len(found.valid) and found.valid[i]:
                    text = self.supplied[found.start[i] : found.end[i]]
                    referring[i] = text[9:10] == b" " and text.isascii()
        return referring

    def _may_be_marc8(self, found: Directories) -> bool:
        """Whether the leader of any valid record says, by a blank, that it is of MARC-8."""
        data = np.frombuffer(self.supplied, np.uint8)
        return bool((data[found.start[found.valid] + 9] == ord(" ")).any())

    def _evidence(self, found: Directories, where: list[int], texts: list[bytes]) -> list[Evidence]:
        general: dict[int, bytes] = {}
        if where and self.source.format == "unimarc":
            for i in np.flatnonzero(found.field_tag == tag_code("100")).tolist():
                start = int(found.field_start[i]) + 4
                general[int(found.field_record[i])] = self.supplied[start : start + 36]
        leaders = (text[: iso2709.LEADER_LENGTH] for text in texts)
        return [
            Evidence(text, leader, general.get(i, b""))
            for i, text, leader in zip(where, texts, leaders, strict=True)
        ]

    def _refused(self, found: Directories) -> Iterator[tuple[int, int]]:
        """Where the records stand that the vectorised path refused."""
        begin = [0, *found.end.tolist()]
        behind = 0
        for i in np.flatnonzero(~found.valid).tolist():
            if begin[i] >= behind:
                behind = self._whole_end(found, begin[i], i)
                yield from self._cut(begin[i], behind)
        yield from self._cut(max(begin[-1], behind), len(self.supplied))

    def _whole_end(self, found: Directories, start: int, i: int) -> int:
        """The end of a refused record; behind its first terminator, if its leader places one there
        and nothing between is a record of its own."""
        end = int(found.end[i])
        given = self.supplied[start : start + 5]
        if not given.isdigit() or start + int(given) <= end:
            return end
        last = int(np.searchsorted(found.end, start + int(given)))
        fits = last < len(found.end) and int(found.end[last]) == start + int(given)
        return start + int(given) if fits and not found.valid[i : last + 1].any() else end

    def _cut(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The records of a refused stretch: it is cut before every leader that stands in it, since
        terminators may be missing, and text that is no record may come first."""
        start = end - len(self.supplied[start:end].lstrip(PADDING))
        cuts = [m.start() for m in _RECORD_START.finditer(self.supplied, start + 1, end)]
        for first, behind in pairwise([start, *cuts, end] if start < end else []):
            text = self.supplied[first:behind].rstrip(b"\x00\r\n\x1a")
            if text.strip(PADDING):
                yield first, first + len(text)

    def _singles(self, places: list[tuple[int, int]]) -> list[SingleRecord]:
        parsed = [records.parse(self.supplied[start:end]) for start, end in places]
        found = self._encodings(parsed)
        return [
            self._single(start, end, record, encoding)
            for (start, end), record, encoding in zip(places, parsed, found, strict=True)
        ]

    def _encodings(self, parsed: list[Record]) -> list[str]:
        if self.encoding is not None:
            return [self.encoding] * len(parsed)
        return self.detector.detect([_evidence(record) for record in parsed])

    def _single(self, start: int, end: int, record: Record, encoding: str) -> SingleRecord:
        fields = [
            (tag.decode("ascii"), self._decoded(record, tag, content, encoding))
            for tag, content in record.fields
        ]
        if record.fields:
            record.identifier = _identifier(fields)
        self.faults += [
            fault_of(problem, self.source.file, self.offset + start, record.identifier)
            for problem in record.problems
        ]
        return SingleRecord(start, end, encoding, record.readable, record.leader, fields)

    def _decoded(self, record: Record, tag: bytes, content: bytes, encoding: str) -> bytes:
        text, undecoded = encodings.decode(content, encoding)
        if undecoded:
            params: dict[str, str | int] = {"count": undecoded, "encoding": encoding}
            record.problems.append(Problem("undecoded", UNDECODED, tag.decode(), params=params))
        return text.encode()


def _identifier(fields: list[tuple[str, bytes]]) -> str:
    found = next((content for tag, content in fields if tag == "001"), b"")
    return found[:200].decode("utf-8", "ignore").strip()


def _evidence(record: Record) -> Evidence:
    """The bytes that tell the encoding, and where UNIMARC declares it."""
    body = b"\x1e".join(content for _, content in record.fields)
    general = next((content for tag, content in record.fields if tag == b"100"), b"")
    return Evidence(body, record.leader, general[4:] if general[2:4] == b"\x1fa" else b"")

"""Streams of MARCXML as chunks.

Records are found by their tags in the bytes and parsed in batches, so that offsets are exact,
memory stays flat, and a broken record is one fault while the next is read. No document type and
no entity is ever read: a file that declares one is refused. Elements count by their local name,
in any namespace or none. Standard: MARC 21 XML Schema (MARCXML slim 1.1), which UNIMARC uses as
well.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jalin.bibliographic import xmlrecords
from jalin.bibliographic.assembling import LONGEST_RECORD, Readable, SingleRecord, Source, assemble
from jalin.bibliographic.chunk import Chunk, Fault
from jalin.bibliographic.encodings import Detector, Evidence, decode, named
from jalin.bibliographic.errors import UnknownEncoding, XmlRefused
from jalin.bibliographic.records import UNDECODED, Problem, fault_of
from jalin.bibliographic.xmlrecords import XmlRecord
from jalin.bibliographic.xmlspans import MARC, MARKUP, NAME, Span, Spans, line

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.\-]+)""")
_PREFIX = re.compile(rb"(?:xmlns:|</?)([A-Za-z_][\w.\-]*)(?=\s*=|:)")
_ATTRIBUTE_PREFIX = re.compile(rb"\s([A-Za-z_][\w.\-]*):[A-Za-z_][\w.\-]*\s*=")
_TAG = re.compile(rb"""<(?:[\w.\-]+:)?(?:control|data)field[^>]*tag\s*=\s*["'](\w{1,3})["']""")
_BATCH = 500
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


def is_xml(head: bytes) -> bool:
    """Whether a file that begins with `head` is XML."""
    return _plain(head).startswith(b"<")


def has_records(file: str, head: bytes) -> bool:
    """Whether MARC records begin in `head`. Raises `XmlRefused`."""
    plain = _plain(head)
    for match in MARKUP.finditer(plain):
        if match.lastgroup == "dtd":
            if b"<html" in plain[:4096].lower():
                return False
            raise XmlRefused(file=file, declaration=line(plain, match.start()))
        if match.lastgroup == "start":
            break
    return (
        MARC.search(plain) is not None
        or re.search(rb"<" + NAME + rb"record[\s>]", plain) is not None
    )


def labels(head: bytes) -> Iterator[tuple[bytes, set[str]]]:
    """The tags of the first records, as `sniffing.format_of` needs them."""
    for record in MARKUP.split(_plain(head)):
        if record and b"field" in record:
            yield b"", {tag.decode() for tag in _TAG.findall(record)}


def _plain(head: bytes) -> bytes:
    if head.startswith(_UTF16):
        head = head[: len(head) // 2 * 2].decode(_utf16(head), "replace").encode()
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _utf16(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-16-le" if head.startswith(b"<") else "utf-16-be"


@dataclass(slots=True)
class _Utf8:
    """A stream of UTF-16 as UTF-8; offsets of records then count the bytes of the UTF-8."""

    stream: Readable
    decoder: codecs.IncrementalDecoder

    def read(self, size: int, /) -> bytes:
        while block := self.stream.read(size):
            if text := self.decoder.decode(block):
                return text.encode("utf-8", "replace")
        return self.decoder.decode(b"", final=True).encode("utf-8", "replace")


def chunks(
    stream: Readable, source: Source, *, encoding: str | None, chunk_bytes: int
) -> Iterator[Chunk]:
    """Read `stream` to its end. Raises `XmlRefused` and `UnknownEncoding`."""
    pending = stream.read(chunk_bytes)
    if pending.startswith(_UTF16):
        decoder = codecs.getincrementaldecoder(_utf16(pending))("replace")
        pending = decoder.decode(pending).encode("utf-8", "replace")
        stream, encoding = _Utf8(stream, decoder), encoding or "utf-8"
    codec = _declared(source.file, pending, encoding)
    reader = _Reader(source, codec, encoding, Spans(source.file, pending))
    offset, more = 0, bool(pending)
    while more:
        more = bool(block := stream.read(chunk_bytes))
        chunk, consumed = reader.chunk(pending, offset, final=not more)
        if chunk is not None:
            yield chunk
        offset += consumed
        pending = pending[consumed:] + block


def _declared(file: str, head: bytes, encoding: str | None) -> str:
    """The codec of the XML declaration, or that of `encoding`."""
    found = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    name = found[1].decode() if found else "utf-8"
    if encoding is not None or name.lower().startswith("utf-16"):
        return "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise UnknownEncoding(file=file, encoding=name, known="UTF-8, windows-1251") from None


@dataclass(slots=True)
class _Reader:
    """Turns stretches of bytes into chunks; remembers the prefixes and encodings of the file."""

    source: Source
    codec: str
    forced: str | None
    spans: Spans
    prefixes: set[bytes] = field(default_factory=lambda: {b"xsi"})
    detector: Detector | None = None

    def chunk(self, data: bytes, offset: int, *, final: bool) -> tuple[Chunk | None, int]:
        """The chunk of all whole records in `data`, and how many bytes are done with."""
        spans, consumed = self.spans.find(data, final=final or len(data) > LONGEST_RECORD)
        whole = not spans or spans[-1].whole  # else the last record tells that the file breaks off
        broken_off = final and whole and self.spans.broken_off
        if not spans and not broken_off:
            return None, consumed
        if offset == 0 and spans:
            self.prefixes.update(_PREFIX.findall(data[: spans[0].start + 4096]))
        singles: list[SingleRecord] = []
        faults: list[Fault] = []
        for i in range(0, len(spans), _BATCH):
            batch = spans[i : i + _BATCH]
            for span, record in zip(batch, self._parse(data, batch), strict=True):
                if record is not None:
                    singles.append(record.single(span.start, span.end))
                    faults += record.faults(self.source.file, offset + span.start)
        if broken_off:
            problem = Problem("broken_off", xmlrecords.BROKEN_OFF)
            faults.append(fault_of(problem, self.source.file, offset + len(data), ""))
        supplied = data[:consumed] if singles else b""
        return assemble(self.source, supplied, offset, singles, faults), consumed

    def _parse(self, data: bytes, spans: list[Span]) -> list[XmlRecord | None]:
        """Parse all at once, or, where that fails, each by itself. None is no MARC record."""
        label = self.forced or named(self.codec) or "unknown"
        if all(span.whole for span in spans) and self.forced in (None, "utf-8"):
            joined = b"".join(data[span.start : span.end] for span in spans)
            parsed = xmlrecords.parse(joined, self.codec, self.prefixes)
            if parsed is not None and len(parsed) == len(spans):
                for record in parsed:
                    if record is not None:
                        record.encoding = label
                return parsed
        return [self._parse_one(data[span.start : span.end], whole=span.whole) for span in spans]

    def _parse_one(self, data: bytes, *, whole: bool) -> XmlRecord | None:
        encoding, text, undecoded = self._text(data)
        if not whole:
            record: XmlRecord | None = xmlrecords.broken(data, xmlrecords.NOT_CLOSED)
        else:
            found = (*_PREFIX.findall(data), *_ATTRIBUTE_PREFIX.findall(data))
            prefixes = self.prefixes | set(found)
            record = xmlrecords.parse_repaired(text, prefixes, data)
        if record is not None:
            record.encoding = encoding
            if undecoded and whole:
                params: dict[str, str | int] = {"count": undecoded, "encoding": encoding}
                record.problems.append(Problem("undecoded", UNDECODED, params=params))
        return record

    def _text(self, data: bytes) -> tuple[str, str, int]:
        """Encoding, text, and number of characters lost, when the declaration may be wrong."""
        if self.forced is None:
            try:
                return named(self.codec) or "unknown", data.decode(self.codec), 0
            except UnicodeDecodeError:
                self.detector = self.detector or Detector(self.source.format)
                found = self.detector.detect([Evidence(data, b"")])[0]
        else:
            found = self.forced
        text, undecoded = decode(data, found)
        return found, text, undecoded

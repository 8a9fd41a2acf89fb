"""Streams of the pseudo-MARC of INLISLite, the system of Indonesia's libraries, as chunks.

It is MARC 21 written with characters that can be typed. What is assumed, since there is no
standard:

- `^` or ▲ ends a field, ↔ a record, `$` or ▼ begins a subfield: ▲▼↔ are what code page 437 shows
  for the bytes 1E, 1F and 1D of ISO 2709, and those bytes themselves may be mixed in.
- `#` or `*` stands for a blank in indicators and in fixed positions; a subfield that is `#` only is
  empty. `$a Judul` has a blank between code and text, which does not count.
- A record has one of two shapes. Whole: leader, directory and fields run on as in ISO 2709, but
  the numbers of the directory are not kept up, so that the fields are taken in its order. By
  lines: every field on a line of its own, `245 10 $a ...`, the leader as `LDR`, `000` or not at
  all; an empty line, a record end, a new leader or a new 001 begins the next record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jalin.bibliographic import pseudomarc
from jalin.bibliographic.assembling import LONGEST_RECORD, Readable, SingleRecord, Source, assemble
from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.encodings import Detector, Evidence, decode
from jalin.bibliographic.records import UNDECODED, Problem, fault_of

_END = rb"(?:\x1d|\xe2\x86\x94)"
_FIELD_END = rb"(?:\x1e|\^|\xe2\x96\xb2)"
_WHOLE = re.compile(
    rb"[0-9]{5}[a-z#* ]{2}[\x20-\x7e]{17}(?:[0-9A-Za-z]{3}[0-9]{9})+(?=" + _FIELD_END + rb")"
)
_RECORD_END = re.compile(_END)
_LINE_FIELD = re.compile(
    rb"^[ \t=]*(?:LDR|LEADER|[0-9]{3})(?![0-9])[^\n]*?(?:\$|\xe2\x96\xbc|\x1f)[0-9a-z]",
    re.MULTILINE,
)
_LINE_BREAK = re.compile(
    _END
    + rb"|^[ \t]*\r?\n|^[ \t=]*(?P<leader>LDR|LEADER|000)(?![0-9])"
    + rb"|^[ \t=]*(?P<number>001)(?![0-9])",
    re.MULTILINE,
)
_SUBFIELD = re.compile(_FIELD_END + rb"[0-9#* ]{2} ?(?:\$|\xe2\x96\xbc)[a-z]")
_SHORTEST = 8
_LOOKED_AT = 1 << 16  # bytes in which the shape of the records shows


def has_records(head: bytes) -> bool:
    """Whether pseudo-MARC begins in `head`."""
    return _WHOLE.search(head) is not None or len(_LINE_FIELD.findall(head, 0, 65536)) >= 2


def has_subfields(head: bytes) -> bool:
    """Whether fields in `head` begin with indicators and a subfield of pseudo-MARC."""
    return _SUBFIELD.search(head) is not None


def labels(head: bytes) -> Iterator[tuple[bytes, set[str]]]:
    """Leader and tags of the first records, as `sniffing.format_of` needs them."""
    spans, _ = _spans(head, whole=_WHOLE.search(head) is not None, final=True)
    for start, end in spans[:200]:
        parsed = pseudomarc.parse(head[start:end].decode("utf-8", "replace"))
        yield parsed.leader, {tag for tag, _ in parsed.fields}


def chunks(
    stream: Readable, source: Source, *, encoding: str | None, chunk_bytes: int
) -> Iterator[Chunk]:
    """Read `stream` to its end."""
    pending = stream.read(max(chunk_bytes, _LOOKED_AT))
    whole = _WHOLE.search(pending) is not None
    reader = _Reader(source, encoding, Detector(source.format))
    offset, more = 0, bool(pending)
    while more:
        more = bool(block := stream.read(chunk_bytes))
        final = not more or len(pending) > LONGEST_RECORD
        spans, consumed = _spans(pending, whole=whole, final=final)
        if spans:
            yield reader.chunk(pending[:consumed], offset, spans)
        offset += consumed
        pending = pending[consumed:] + block


def _spans(data: bytes, *, whole: bool, final: bool) -> tuple[list[tuple[int, int]], int]:
    """Where the records of `data` stand, and where to go on."""
    marks = _whole_marks(data) if whole else _line_marks(data)
    ends = [*marks, len(data)] if final else marks
    spans = []
    for start, end in zip([0, *marks], ends, strict=False):
        text = data[start:end]
        lead = len(text) - len(text.lstrip(b" \t\r\n\x00\x1a\x1d"))
        if len(text.strip()) >= _SHORTEST or (
            final and text.strip(b" \t\r\n\x00\x1a\x1d\xe2\x86\x94")
        ):
            spans.append((start + lead, end))
    return spans, (ends[-1] if ends else 0)


def _whole_marks(data: bytes) -> list[int]:
    """Places between records: behind a record end, before a leader with its directory."""
    marks = {match.end() for match in _RECORD_END.finditer(data)}
    marks.update(match.start() for match in _WHOLE.finditer(data))
    return sorted(marks)


def _line_marks(data: bytes) -> list[int]:
    """Places between records: behind a record end or an empty line, before a leader or a 001."""
    marks: list[int] = []
    leader_at = -1
    for match in _LINE_BREAK.finditer(data):
        if match["number"] is None:
            marks.append(match.start() if match["leader"] else match.end())
            leader_at = match.start() if match["leader"] else -1
        elif leader_at < 0 or data.count(b"\n", leader_at, match.start()) > 1:
            marks.append(match.start())
            leader_at = -1
        else:
            leader_at = -1  # the 001 of the leader before it
    return marks


@dataclass(slots=True)
class _Reader:
    source: Source
    encoding: str | None
    detector: Detector

    def chunk(self, data: bytes, offset: int, spans: list[tuple[int, int]]) -> Chunk:
        """The chunk of the records at `spans` in `data`, which stands at `offset`."""
        texts = [data[start:end] for start, end in spans]
        if self.encoding is not None:
            found = [self.encoding] * len(texts)
        else:
            found = self.detector.detect([Evidence(text, b"") for text in texts])
        singles, faults = [], []
        for (start, end), encoding in zip(spans, found, strict=True):
            text, undecoded = decode(data[start:end], encoding)
            record = pseudomarc.parse(text)
            if undecoded:
                params: dict[str, str | int] = {"count": undecoded, "encoding": encoding}
                record.problems.append(Problem("undecoded", UNDECODED, params=params))
            fields = [(tag, content.encode()) for tag, content in record.fields]
            singles.append(
                SingleRecord(start, end, encoding, record.readable, record.leader, fields)
            )
            faults += [
                fault_of(problem, self.source.file, offset + start, record.identifier)
                for problem in record.problems
            ]
        return assemble(self.source, data, offset, singles, faults)

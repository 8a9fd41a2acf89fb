"""One record as supplied, decoded: for the record page and for export."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from jalin.bibliographic.chunk import Chunk, Format
from jalin.bibliographic.reading import read_bytes

SUBFIELD, FIELD, RECORD = b"\x1f", b"\x1e", b"\x1d"  # delimiter and terminators, ISO 2709 clause 4
LONGEST_RECORD = 99_999  # bytes: five digits of the leader
LONGEST_FIELD = 9_999  # bytes: four digits of the directory
NAMESPACE = "http://www.loc.gov/MARC21/slim"
# What XML 1.0 (clause 2.2) does not allow; a record is rather written without it than not at all.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class Field:
    """A field; a control field has no indicators, and one subfield with the code ""."""

    tag: str
    ind1: str
    ind2: str
    subfields: list[tuple[str, str]]

    @property
    def is_control(self) -> bool:
        return self.tag.startswith("00")


@dataclass(frozen=True, slots=True)
class Record:
    """A leader of 24 characters, and fields in the order of the record."""

    format: Format
    leader: str
    fields: list[Field]


def leader_of(chunk: Chunk, i: int) -> str:
    """The 24 characters of the leader of record `i`."""
    start = int(chunk.leader_start[i])
    return chunk.text[start : start + 24].decode("utf-8", "replace")


def fields_of(chunk: Chunk, i: int) -> list[Field]:
    """The fields of record `i`, in the order of the record."""
    return list(_fields(chunk, i))


def record_of(
    supplied: bytes,
    *,
    format: Format | None = None,  # noqa: A002  the field's own word
    encoding: str | None = None,
) -> Record | None:
    """The first readable record of `supplied`, such as the bytes kept for one record."""
    for chunk in read_bytes(supplied, format=format, encoding=encoding):
        for i in chunk.readable.nonzero()[0].tolist():
            return Record(chunk.format, leader_of(chunk, i), fields_of(chunk, i))
    return None


def to_iso2709(record: Record) -> bytes | None:
    """The record anew in ISO 2709 and UTF-8, or None where it is too long for that.

    In MARC 21, leader/09 then says that the record is in Unicode; UNIMARC says so in 100 $a/26-29,
    which is left as it stands.
    """
    contents = [_content(field) for field in record.fields]
    directory, at = [], 0
    for field, content in zip(record.fields, contents, strict=True):
        directory.append(f"{field.tag:.3}{len(content):04}{at:05}".encode())
        at += len(content)
    base = 24 + 12 * len(directory) + 1
    if base + at + 1 > LONGEST_RECORD or max(map(len, contents), default=0) > LONGEST_FIELD:
        return None
    leader = _leader(record)
    head = f"{base + at + 1:05}{leader[5:10]}22{base:05}{leader[17:20]}4500"
    return b"".join([head.encode(), *directory, FIELD, *contents, RECORD])


def _fields(chunk: Chunk, i: int) -> Iterator[Field]:
    low, high = (int(at) for at in chunk.field_record.searchsorted([i, i + 1]))
    for at in range(low, high):
        tag = int(chunk.field_tag[at]).to_bytes(3, "big").decode("ascii", "replace")
        content = chunk.text[int(chunk.field_start[at]) : int(chunk.field_end[at])]
        yield _control(tag, content) if tag.startswith("00") else _data(tag, content)


def _control(tag: str, content: bytes) -> Field:
    return Field(tag, "", "", [("", content.decode("utf-8", "replace"))])


def _data(tag: str, content: bytes) -> Field:
    indicators, *parts = content.split(SUBFIELD)
    ind = indicators.decode("utf-8", "replace").ljust(2)
    texts = (part.decode("utf-8", "replace") for part in parts)
    return Field(tag, ind[0], ind[1], [(text[:1], text[1:]) for text in texts if text])


def _leader(record: Record) -> str:
    leader = record.leader.encode("ascii", "replace").decode().ljust(24)[:24]
    return leader if record.format == "unimarc" else leader[:9] + "a" + leader[10:]


def _content(field: Field) -> bytes:
    if field.is_control:
        return field.subfields[0][1].encode() + FIELD
    parts = [SUBFIELD + (code + text).encode() for code, text in field.subfields]
    return b"".join([f"{field.ind1:1.1}{field.ind2:1.1}".encode(), *parts, FIELD])


def marcxml_element(record: Record) -> etree._Element:
    """One `record` of MARCXML, for writing a collection without holding all of it."""
    element = etree.Element(f"{{{NAMESPACE}}}record")
    etree.SubElement(element, f"{{{NAMESPACE}}}leader").text = _allowed(_leader(record))
    for field in record.fields:
        tag = _allowed(field.tag)
        if field.is_control:
            control = etree.SubElement(element, f"{{{NAMESPACE}}}controlfield", tag=tag)
            control.text = _allowed(field.subfields[0][1])
            continue
        indicators = {"ind1": _allowed(field.ind1) or " ", "ind2": _allowed(field.ind2) or " "}
        attributes = {"tag": tag, **indicators}
        data = etree.SubElement(element, f"{{{NAMESPACE}}}datafield", attributes)
        for code, text in field.subfields:
            subfield = etree.SubElement(data, f"{{{NAMESPACE}}}subfield", code=_allowed(code))
            subfield.text = _allowed(text)
    return element


def _allowed(text: str) -> str:
    return text.translate(_FORBIDDEN)

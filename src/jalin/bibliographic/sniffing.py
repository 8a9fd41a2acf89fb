"""What a file is, by looking at its first bytes: carrier, format, or no catalogue at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jalin.bibliographic import byte_pairs, inlislite, marcxml, records
from jalin.bibliographic.chunk import Carrier, Format
from jalin.bibliographic.encodings import Detector, Evidence
from jalin.bibliographic.errors import EmptyFile, NotACatalogue, OnlyZeros
from jalin.core.errors import gettext_noop
from jalin.standards import iso2709
from jalin.standards.marc21 import leader as marc21_leader
from jalin.standards.unimarc import leader as unimarc_leader

HEAD_BYTES = 1 << 20  # how much is looked at
_RECORDS = 200  # how many records vote on the format
_PADDING = b"\x00\t\n\r \x1a"
_LEADER = re.compile(rb"[0-9]{5}[a-z#*| ][a-z#*| ][\x20-\x7e]{5}[0-9]{5}[\x20-\x7e]{3}")

_MAGIC = (
    (b"%PDF", gettext_noop("a PDF document")),
    (b"\x89PNG", gettext_noop("a picture")),
    (b"\xff\xd8\xff", gettext_noop("a picture")),
    (b"GIF8", gettext_noop("a picture")),
    (b"II*\x00", gettext_noop("a picture")),
    (b"MM\x00*", gettext_noop("a picture")),
    (b"RIFF", gettext_noop("a picture or a recording")),
    (b"\xd0\xcf\x11\xe0", gettext_noop("a document of Microsoft Office")),
    (b"{\\rtf", gettext_noop("a text document")),
    (b"BZh", gettext_noop("an archive compressed with bzip2")),
    (b"\xfd7zXZ", gettext_noop("an archive compressed with xz")),
    (b"7z\xbc\xaf", gettext_noop("a 7z archive")),
    (b"Rar!", gettext_noop("a RAR archive")),
    (b"\x28\xb5\x2f\xfd", gettext_noop("an archive compressed with zstd")),
    (b"\x1f\x8b", gettext_noop("a gzip archive within a gzip archive")),
    (b"\x7fELF", gettext_noop("a program")),
    (b"MZ", gettext_noop("a program")),
    (b"SQLite format 3", gettext_noop("a database")),
)
_ZIP = gettext_noop("a ZIP archive")
_OFFICE = gettext_noop("a document of Microsoft Office")
_WEB_PAGE = gettext_noop("a web page")
_OTHER_XML = gettext_noop("XML without MARC records")
_JSON = gettext_noop("JSON data")
_TEXT = gettext_noop("plain text without MARC records")
_BINARY = gettext_noop("data of an unknown kind")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`encoding` is the commonest of the first records; `compressed` says gzip."""

    carrier: Carrier
    format: Format
    encoding: str
    compressed: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What of a record tells its format: in a Cyrillic code page RUSMARC is likelier."""

    leader: bytes
    tags: set[str]
    cyrillic_code_page: bool = False


def carrier_of(file: str, head: bytes) -> Carrier:
    """In what form the records come. Raises `NotACatalogue`, `EmptyFile` or `XmlRefused`."""
    if not head:
        raise EmptyFile(file=file)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(_PADDING)
    if not start:
        raise OnlyZeros(file=file) if head.strip(b"\x00") == b"" else EmptyFile(file=file)
    if marcxml.is_xml(head):
        if marcxml.has_records(file, head):
            return "marcxml"
        raise NotACatalogue(file=file, looks_like=_xml_kind(start))
    _refuse_magic(file, start)
    if _is_iso2709(start) and not (b"\x1f" not in start and inlislite.has_subfields(head)):
        return "iso2709"
    if inlislite.has_records(head):
        return "inlislite"
    raise NotACatalogue(file=file, looks_like=_text_kind(start))


def _xml_kind(start: bytes) -> str:
    return _WEB_PAGE if b"<html" in start[:4096].lower() else _OTHER_XML


def _refuse_magic(file: str, start: bytes) -> None:
    if start.startswith(b"PK\x03\x04"):
        office = any(folder in start for folder in (b"word/", b"xl/", b"ppt/"))
        raise NotACatalogue(file=file, looks_like=_OFFICE if office else _ZIP)
    for magic, looks_like in _MAGIC:
        if start.startswith(magic):
            raise NotACatalogue(file=file, looks_like=looks_like)


def _text_kind(start: bytes) -> str:
    if start[:1] in (b"{", b"["):
        return _JSON
    control = sum(start[:4096].count(bytes([i])) for i in range(32) if i not in b"\t\n\r\x0c\x1b")
    return _BINARY if control else _TEXT


def _is_iso2709(start: bytes) -> bool:
    """Whether a leader stands at the beginning, or some of the first records can be read."""
    terminator = bytes([iso2709.FIELD_TERMINATOR])
    if _LEADER.match(start) and terminator in start:
        return True
    return terminator in start and any(r.readable and _plausible(r) for r in first_records(start))


def _plausible(record: records.Record) -> bool:
    # In random bytes a "record" now and then parses, but hardly with several numeric tags.
    return sum(tag.isdigit() for tag, _ in record.fields) >= 2 or bool(
        _LEADER.match(record.leader) and record.fields
    )


def first_records(head: bytes) -> list[records.Record]:
    """The first terminated records of ISO 2709 in `head`, read one by one."""
    pieces = head.split(bytes([iso2709.RECORD_TERMINATOR]), _RECORDS)
    whole = pieces[:-1] if len(pieces) > 1 else pieces
    terminator = bytes([iso2709.RECORD_TERMINATOR])
    return [records.parse(piece.lstrip(_PADDING) + terminator) for piece in whole]


def format_of(labels: Iterable[Label]) -> Format:
    """MARC 21 or UNIMARC, by vote of the records."""
    votes = 0
    for label in labels:
        marc21 = sum(w for tag, w in marc21_leader.EVIDENCE.items() if tag in label.tags)
        unimarc = sum(w for tag, w in unimarc_leader.EVIDENCE.items() if tag in label.tags)
        unimarc += unimarc_leader.evidence(label.leader) + 2 * label.cyrillic_code_page
        votes += (unimarc > marc21) - (unimarc < marc21)
    return "unimarc" if votes > 0 else "marc21"


def format_of_head(carrier: Carrier, head: bytes) -> Format:
    """The format of the first records in `head`."""
    if carrier == "marcxml":
        return format_of(Label(*label) for label in marcxml.labels(head))
    if carrier == "inlislite":
        return format_of(Label(*label) for label in inlislite.labels(head))
    return format_of(_label(record) for record in first_records(head) if record.readable)


def _label(record: records.Record) -> Label:
    body = b" ".join(content for _, content in record.fields)
    found = Detector("unimarc").detect([Evidence(body, record.leader)])[0]
    tags = {tag.decode("ascii") for tag, _ in record.fields}
    return Label(record.leader, tags, cyrillic_code_page=found in byte_pairs.CYRILLIC)

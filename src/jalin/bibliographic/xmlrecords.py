"""The records of a stretch of MARCXML, whose elements are parsed by lxml without entities."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from jalin.bibliographic.assembling import SingleRecord
from jalin.bibliographic.chunk import Fault
from jalin.bibliographic.records import (
    BAD_INDICATORS,
    NO_FIELDS,
    NO_INDICATORS,
    Problem,
    fault_of,
)
from jalin.core.errors import gettext_noop

BROKEN_XML = gettext_noop("The record is not well-formed XML: %(message)s.")
NOT_CLOSED = gettext_noop("The record has no end tag; the file may be truncated.")
BROKEN_OFF = gettext_noop(
    "The file breaks off here: not all of its elements are closed, and records may be missing."
)
REPAIRED = gettext_noop("The record is not well-formed XML and was repaired: %(message)s.")
NO_LEADER = gettext_noop("The record has no leader.")
BAD_TAG = gettext_noop("The tag “%(tag)s” is not valid; the field was left out.")
SHORT_TAG = gettext_noop("The tag “%(tag)s” was completed with zeros.")
NO_CODE = gettext_noop("A subfield has no code; a blank was taken.")

_IDENTIFIER = re.compile(
    rb"""<(?:[\w.\-]+:)?controlfield[^>]*tag\s*=\s*["']001["'][^>]*>\s*([^<]{1,64})"""
)
_LINES = re.compile(r"\s*[\r\n]+\s*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(\w+;)?")
_FORBIDDEN_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));"
)


@dataclass(slots=True)
class XmlRecord:
    """A record with its fields as UTF-8, ready for a chunk."""

    leader: bytes = b" " * 24
    fields: list[tuple[str, bytes]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    identifier: str = ""
    encoding: str = "utf-8"

    def single(self, start: int, end: int) -> SingleRecord:
        readable = not any(problem.fatal for problem in self.problems)
        return SingleRecord(start, end, self.encoding, readable, self.leader, self.fields)

    def faults(self, file: str, offset: int) -> list[Fault]:
        return [fault_of(problem, file, offset, self.identifier) for problem in self.problems]


def broken(data: bytes, reason: str, **params: str | int) -> XmlRecord:
    """A record that cannot be read."""
    found = _IDENTIFIER.search(data)
    identifier = found[1].decode("utf-8", "replace").strip() if found else ""
    problem = Problem("broken_xml", reason, fatal=True, params=params)
    return XmlRecord(problems=[problem], identifier=identifier)


def parse(data: bytes, codec: str, prefixes: Iterable[bytes]) -> list[XmlRecord | None] | None:
    """The records that stand in `data` one behind the other, or None where it is not well-formed.

    A record that is none of MARC (the header of a deleted one in OAI-PMH) is None.
    """
    own = sorted(set(prefixes) - {b"xml", b"xmlns"})
    declared = b"".join(b' xmlns:%b="urn:%b"' % (prefix, prefix) for prefix in own)
    parser = etree.XMLParser(
        encoding=codec,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(b"<c" + declared + b">" + data + b"</c>", parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
    return [_record(element) for element in root]


def parse_repaired(text: str, prefixes: Iterable[bytes], data: bytes) -> XmlRecord | None:
    """One record, after the commonest mistakes of senders were put right if need be."""
    prefixes = list(prefixes)
    parsed = parse(text.encode(), "utf-8", prefixes)
    if parsed is not None and len(parsed) == 1:
        return parsed[0]
    message = _message(text)
    mended = parse(_repair(text).encode(), "utf-8", prefixes)
    if mended is None or len(mended) != 1:
        return broken(data, BROKEN_XML, message=message)
    record = mended[0]
    if record is not None:
        record.problems.append(Problem("repaired_xml", REPAIRED, params={"message": message}))
    return record


def _message(text: str) -> str:
    try:
        etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        return str(error).partition(" (<string>")[0].rstrip(".")
    return "?"


def _repair(text: str) -> str:
    """Escape bare ampersands, resolve the entities of HTML, drop forbidden control characters."""

    def reference(match: re.Match[str]) -> str:
        name = match[1] or ""
        character = html.unescape(f"&{name}") if name else ""
        return character if len(character) in (1, 2) and "&" not in character else f"&amp;{name}"

    return _FORBIDDEN_REFERENCE.sub("", _REFERENCE.sub(reference, _FORBIDDEN.sub("", text)))


def _record(element: "etree._Element") -> XmlRecord | None:
    record = XmlRecord()
    leader = None
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "datafield":
            _data_field(record, child)
        elif name == "controlfield":
            _control_field(record, child)
        elif name == "leader":
            leader = _text(child)
        elif name == "header" and len(element) == 1:
            return None
    if leader is None:
        record.problems.append(Problem("no_leader", NO_LEADER, "LDR"))
    else:
        ascii_ = "".join(c if " " <= c <= "~" else " " for c in leader)
        record.leader = ascii_[:24].ljust(24).encode("ascii")
    if not record.fields:
        record.problems = [Problem("no_fields", NO_FIELDS, fatal=True)]
    return record


def _text(element: "etree._Element") -> str:
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return _LINES.sub(" ", text).strip() if "\n" in text or "\r" in text else text


def _tag(record: XmlRecord, element: "etree._Element") -> str | None:
    tag = (element.get("tag") or "").strip()
    if len(tag) == 3 and tag.isalnum() and tag.isascii():
        return tag
    if tag.isascii() and tag.isdigit() and len(tag) < 3:
        params: dict[str, str | int] = {"tag": tag}
        record.problems.append(Problem("short_tag", SHORT_TAG, tag.zfill(3), params=params))
        return tag.zfill(3)
    record.problems.append(Problem("bad_tag", BAD_TAG, params={"tag": tag[:20]}))
    return None


def _control_field(record: XmlRecord, element: "etree._Element") -> None:
    tag, text = _tag(record, element), _text(element)
    if tag is None:
        return
    if tag == "001":
        record.identifier = record.identifier or text.strip()
    if not tag.startswith("00"):
        record.problems.append(Problem("no_indicators", NO_INDICATORS, tag))
        text = "  \x1fa" + text
    record.fields.append((tag, text.encode()))


def _data_field(record: XmlRecord, element: "etree._Element") -> None:
    tag = _tag(record, element)
    if tag is None:
        return
    subfields = [
        (child.get("code") or "", _text(child))
        for child in element
        if str(child.tag).endswith("subfield")
    ]
    if tag.startswith("00"):
        record.fields.append((tag, " ".join(text for _, text in subfields).encode()))
        return
    if not subfields:
        return
    if any(len(code) != 1 for code, _ in subfields):
        record.problems.append(Problem("no_subfield_code", NO_CODE, tag))
    body = "".join(f"\x1f{code[:1] or ' '}{text}" for code, text in subfields)
    record.fields.append((tag, (_indicators(record, tag, element) + body).encode()))


def _indicators(record: XmlRecord, tag: str, element: "etree._Element") -> str:
    found = [element.get("ind1"), element.get("ind2")]
    both = f"{found[0]}{found[1]}"
    if len(both) == 2 and both.isalnum() and both.isascii():
        return both  # the commonest case, quickly
    blank = [" " if value in (None, "", "#") else str(value) for value in found]
    if all(len(value) == 1 and " " <= value <= "~" for value in blank):
        return "".join(blank)
    params: dict[str, str | int] = {"indicators": "".join(blank)[:8]}
    record.problems.append(Problem("bad_indicators", BAD_INDICATORS, tag, params=params))
    return "".join(value if len(value) == 1 and " " <= value <= "~" else " " for value in blank)

"""One record of ISO 2709 that the vectorised path does not vouch for, read with forbearance.

What pymarc refuses or garbles is read here when its fields can be told apart: a leader or a
directory that lies about lengths, a wrong base address, missing terminators, fields without
indicators. Every liberty taken is a fault that is not fatal. Standard: ISO 2709:2008, 4.
"""

import re
from dataclasses import dataclass, field

from jalin.bibliographic.chunk import Fault
from jalin.core.errors import gettext_noop
from jalin.standards import iso2709

_FT = bytes([iso2709.FIELD_TERMINATOR])
_RT = bytes([iso2709.RECORD_TERMINATOR])
_SUBFIELD = bytes([iso2709.SUBFIELD_DELIMITER])
_ENTRY = re.compile(rb"([0-9A-Za-z]{3})([0-9]{4})([0-9]{5})")
_TAG = re.compile(rb"[0-9A-Za-z]{3}")
_LEADER = re.compile(rb"[0-9]{5}[\x20-\x7e]{7}[0-9]{5}[\x20-\x7e]{3}[\x20-\x7e]{4}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a record before its place in the file is known; see `chunk.Fault`."""

    code: str
    reason: str
    tag: str = ""
    fatal: bool = False
    params: dict[str, str | int] = field(default_factory=dict)


def fault_of(problem: Problem, file: str, offset: int, identifier: str) -> Fault:
    """The fault that `problem` is, in the record at `offset` of `file`."""
    return Fault(
        file,
        offset,
        identifier,
        problem.tag,
        problem.code,
        problem.reason,
        problem.fatal,
        problem.params,
    )


@dataclass(slots=True)
class Record:
    """A record whose fields are told apart and whose text is not yet decoded.

    `leader` has 24 bytes of ASCII; `fields` are tags of three ASCII letters or digits with their
    bytes, without the field terminator, and data fields always begin with two indicators and a
    subfield delimiter. A record that could not be read has no fields and one fatal problem.
    """

    leader: bytes
    fields: list[tuple[bytes, bytes]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    identifier: str = ""
    bare: bool = False  # the leader says that fields have no indicators and no subfields

    @property
    def readable(self) -> bool:
        return not any(problem.fatal for problem in self.problems)


def parse(data: bytes) -> Record:
    """Read the record that is `data`, with or without its record terminator."""
    leader = _clean_leader(data[: iso2709.LEADER_LENGTH])
    record = Record(leader)
    if len(data) < iso2709.LEADER_LENGTH + 1:
        return _refuse(record, data, "too_short", TOO_SHORT, length=len(data))
    body = data[:-1] if data.endswith(_RT) else data
    _check_length(record, data)
    base = _base_address(record, data)
    if base is None:
        return _refuse(record, data, "no_directory", NO_DIRECTORY)
    tags = _directory(record, data[iso2709.LEADER_LENGTH : base - 1])
    record.bare = data[10:12] == b"00"
    if record.bare:
        record.problems.append(Problem("no_indicators", ALL_BARE, "LDR"))
    _take_fields(record, body, base, tags)
    if not record.fields:
        return _refuse(record, data, "no_fields", NO_FIELDS)
    if not data.endswith(_RT):
        _check_end(record, data)
    return record


UNDECODED = gettext_noop(
    "Characters that cannot be read in the encoding %(encoding)s: %(count)s; U+FFFD stands there."
)
TOO_SHORT = gettext_noop("The record has only %(length)s bytes, too few for a leader and a field.")
NO_DIRECTORY = gettext_noop("The record has no directory, so its fields cannot be told apart.")
NO_FIELDS = gettext_noop("The record has no field that can be read.")
WRONG_LENGTH = gettext_noop(
    "The leader gives a length of %(given)s, the record has %(length)s bytes."
)
WRONG_BASE = gettext_noop(
    "The leader gives the base address %(given)s, the data begin at %(base)s."
)
WRONG_ENTRY = gettext_noop("The directory entry “%(entry)s” cannot be read.")
WRONG_OFFSETS = gettext_noop("The directory gives wrong places; the fields were taken in order.")
WRONG_PLACE = gettext_noop("The directory entry “%(entry)s” points to no field; it was left out.")
NO_INDICATORS = gettext_noop("The field has no indicators and subfields; it was taken as $a.")
ALL_BARE = gettext_noop("Fields have no indicators and subfields, as the leader says; taken as $a.")
BAD_INDICATORS = gettext_noop("The indicators “%(indicators)s” are not valid; blanks were taken.")
STRAY_TEXT = gettext_noop("Text before the first subfield was taken as $a.")
TRUNCATED = gettext_noop("The record breaks off: %(length)s of its %(given)s bytes are there.")
NO_TERMINATOR = gettext_noop("The record terminator is missing.")
LEFT_OVER = gettext_noop("Fields that no directory entry points to: %(count)s.")


def _refuse(record: Record, data: bytes, code: str, reason: str, **params: str | int) -> Record:
    record.fields.clear()
    record.identifier = record.identifier or _guess_identifier(data)
    record.problems = [Problem(code, reason, "", fatal=True, params=params)]
    return record


def _clean_leader(leader: bytes) -> bytes:
    return bytes(b if 0x20 <= b < 0x7F else 0x20 for b in leader).ljust(iso2709.LEADER_LENGTH)


def _check_length(record: Record, data: bytes) -> None:
    given = data[:5]
    if not given.isdigit() or (int(given) != len(data) and len(data) <= 99_999):
        params: dict[str, str | int] = {"given": _show(given), "length": len(data)}
        record.problems.append(Problem("wrong_length", WRONG_LENGTH, "LDR", params=params))


def _check_end(record: Record, data: bytes) -> None:
    """A record without terminator is whole only if its last field is."""
    given = data[:5]
    if data.endswith(_FT) and given.isdigit() and int(given) <= len(data) + 1:
        record.problems = [p for p in record.problems if p.code != "wrong_length"]
        record.problems.append(Problem("no_terminator", NO_TERMINATOR))
    else:
        _refuse(record, data, "truncated", TRUNCATED, length=len(data), given=_show(given))


def _base_address(record: Record, data: bytes) -> int | None:
    """Where the data begin: as the leader says, or else behind the first field terminator."""
    given = data[12:17]
    if given.isdigit():
        base = int(given)
        if iso2709.LEADER_LENGTH < base <= len(data) and data[base - 1 : base] == _FT:
            first = data.find(_FT, iso2709.LEADER_LENGTH)
            if first == base - 1:
                return base
    found = data.find(_FT, iso2709.LEADER_LENGTH)
    directory = data[iso2709.LEADER_LENGTH : found]
    if found < 0 or len(directory) < iso2709.ENTRY_LENGTH or not _ENTRY.search(directory):
        return None
    params: dict[str, str | int] = {"given": _show(given), "base": found + 1}
    record.problems.append(Problem("wrong_base_address", WRONG_BASE, "LDR", params=params))
    return found + 1


@dataclass(frozen=True, slots=True)
class _Entry:
    raw: bytes
    tag: bytes
    length: int  # -1 where it is no number
    start: int


def _directory(record: Record, directory: bytes) -> list[_Entry]:
    entries = []
    for i in range(0, len(directory), iso2709.ENTRY_LENGTH):
        raw = directory[i : i + iso2709.ENTRY_LENGTH]
        length, start = raw[3:7], raw[7:12]
        sound = _ENTRY.fullmatch(raw) is not None
        if not sound:
            params: dict[str, str | int] = {"entry": _show(raw)}
            record.problems.append(
                Problem("wrong_directory_entry", WRONG_ENTRY, _tag_text(raw[:3]), params=params)
            )
            if len(raw) < 3 or not _TAG.fullmatch(raw[:3]):
                continue
        numbers = (int(length), int(start)) if sound else (-1, -1)
        entries.append(_Entry(raw, raw[:3], *numbers))
    return entries


def _take_fields(record: Record, body: bytes, base: int, entries: list[_Entry]) -> None:
    """Cut the fields where the directory says, or in order where it points to no field ends."""
    data = body[base:]
    pieces = data.split(_FT)
    if pieces and not pieces[-1]:
        pieces.pop()
    placed = [_placed(data, entry) for entry in entries]
    if all(field is not None for field in placed) and len(set(entries)) >= len(pieces):
        for entry, content in zip(entries, placed, strict=True):
            _add(record, entry.tag, content or b"")
    elif len(entries) == len(pieces):
        record.problems.append(Problem("wrong_directory", WRONG_OFFSETS))
        for entry, content in zip(_in_order(entries), pieces, strict=True):
            _add(record, entry.tag, content)
    else:
        _take_placed(record, entries, placed, len(pieces))


def _in_order(entries: list[_Entry]) -> list[_Entry]:
    """Entries in the order of their fields: by starting position where that is plausible."""
    starts = [entry.start for entry in entries]
    distinct = len(set(starts)) == len(starts) and -1 not in starts
    return sorted(entries, key=lambda entry: entry.start) if distinct else entries


def _take_placed(
    record: Record, entries: list[_Entry], placed: list[bytes | None], pieces: int
) -> None:
    taken = 0
    for entry, content in zip(entries, placed, strict=True):
        if content is None:
            params: dict[str, str | int] = {"entry": _show(entry.raw)}
            problem = Problem("wrong_place", WRONG_PLACE, _tag_text(entry.tag), params=params)
            record.problems.append(problem)
        else:
            taken += 1
            _add(record, entry.tag, content)
    if pieces > taken:
        params = {"count": pieces - taken}
        record.problems.append(Problem("fields_left_over", LEFT_OVER, params=params))


def _placed(data: bytes, entry: _Entry) -> bytes | None:
    """The field where the directory places it, if a field begins and ends there."""
    if entry.length < 1 or (entry.start > 0 and data[entry.start - 1 : entry.start] != _FT):
        return None
    content = data[entry.start : entry.start + entry.length]
    if len(content) != entry.length or not content.endswith(_FT) or content.count(_FT) != 1:
        return None
    return content[:-1]


def _add(record: Record, tag: bytes, content: bytes) -> None:
    if tag.startswith(b"00"):
        record.fields.append((tag, content))
        return
    if len(content) >= 3 and content[2:3] == _SUBFIELD and _printable(content[:2]):
        record.fields.append((tag, content))
        return
    head, delimiter, rest = content.partition(_SUBFIELD)
    name = _tag_text(tag)
    if not delimiter:
        if content.strip():
            if not record.bare:
                record.problems.append(Problem("no_indicators", NO_INDICATORS, name))
            record.fields.append((tag, b"  " + _SUBFIELD + b"a" + content))
        return
    indicators = head if len(head) == 2 and _printable(head) else b"  "
    if indicators != head:
        params: dict[str, str | int] = {"indicators": _show(head[:8])}
        record.problems.append(Problem("bad_indicators", BAD_INDICATORS, name, params=params))
    record.fields.append((tag, indicators + _SUBFIELD + rest))


def _printable(text: bytes) -> bool:
    return all(0x20 <= b < 0x7F for b in text)


def _guess_identifier(data: bytes) -> str:
    """The first field of a record whose directory names 001 first, or nothing."""
    parts = data.split(_FT, 2)
    if len(parts) > 1 and data[24:27] == b"001":
        return _show(parts[1][:64].strip(_RT)).strip()
    return ""


def _tag_text(tag: bytes) -> str:
    return _show(tag) if _TAG.fullmatch(tag) else ""


def _show(data: bytes) -> str:
    """Bytes as text for a message: what is not printable ASCII as a question mark."""
    return "".join(chr(b) if 0x20 <= b < 0x7F else "?" for b in data)

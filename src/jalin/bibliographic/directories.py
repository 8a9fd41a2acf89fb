"""Vectorised parsing of ISO 2709 leaders and directories over a block of bytes.

Every record is validated before anything of it is trusted; what is not valid in every detail is
left to `records.parse`, one by one. Standard: ISO 2709:2008, 4.3 (label) to 4.6 (fields).
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.standards import iso2709

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]
Flags = NDArray[np.bool_]

_ESCAPE = 0x1B  # ISO 2022: a change of character set, so MARC-8
_SHORTEST = iso2709.LEADER_LENGTH + iso2709.ENTRY_LENGTH + 3
PADDING = b"\x00\t\n\r\x1a "  # between records
_PADDING = np.isin(np.arange(256), list(PADDING))


@dataclass(frozen=True, slots=True)
class Directories:
    """The records of a block, and the fields of those whose structure is sound.

    `start` and `end` (n; `end` behind the record terminator) are positions in the block; `valid`
    (n) says which records may be read from the arrays, `utf8` (n) which are valid UTF-8. The field
    arrays (m) are those of `jalin.bibliographic.chunk.Chunk`, with positions in the block and
    records in ascending order.
    """

    start: Offsets
    end: Offsets
    valid: Flags
    utf8: Flags
    field_record: NDArray[np.int32]
    field_tag: NDArray[np.uint32]
    field_start: Offsets
    field_end: Offsets

    def only(self, wanted: Flags) -> "Directories":
        """The same records, of which only those that are wanted stay valid."""
        valid = self.valid & wanted
        keep = valid[self.field_record]
        return Directories(
            self.start,
            self.end,
            valid,
            self.utf8,
            self.field_record[keep],
            self.field_tag[keep],
            self.field_start[keep],
            self.field_end[keep],
        )


def nothing() -> Directories:
    """No records at all."""
    return parse(b"")


def parse(block: bytes) -> Directories:
    """The directories of all terminated records in `block`, which must begin at a record."""
    data = np.frombuffer(block, dtype=np.uint8)
    end = np.flatnonzero(data == iso2709.RECORD_TERMINATOR) + 1
    first = np.zeros(min(1, len(end)), np.int64)
    start = _skip_padding(block, data, np.concatenate((first, end[:-1])), end)
    base, valid = _leaders(data, start, end)
    valid &= ~_holds(data, _ESCAPE, start, end)
    utf8 = _valid_utf8(block, data, start, end)
    if not valid.any():
        empty = np.zeros(0, np.int64)
        record, tag = empty.astype(np.int32), empty.astype(np.uint32)
        return Directories(start, end, valid, utf8, record, tag, empty, empty)
    record, tag, first, last, sound = _entries(data, start, base, end, valid)
    found = Directories(start, end, valid, utf8, record, tag, first, last)
    if sound.all():
        return found
    unbroken = np.ones(len(valid), np.bool_)
    unbroken[record[~sound]] = False
    return found.only(unbroken)


def _skip_padding(block: bytes, data: Bytes, start: Offsets, end: Offsets) -> Offsets:
    """Move each start over line ends, blanks and zeros that stand between records."""
    moving = np.flatnonzero(_PADDING[data[start]]) if len(start) else start
    for _ in range(2):  # a line end is the commonest by far
        start[moving] += 1
        moving = moving[_PADDING[data[start[moving]]]]
    for i in moving.tolist():
        start[i] = end[i] - len(block[start[i] : end[i]].lstrip(PADDING))
    return start


def _digits(data: Bytes, position: Offsets, count: int) -> tuple[NDArray[np.int64], Flags]:
    """The decimal numbers of `count` digits at `position`, and which of them are numbers."""
    number = np.zeros(len(position), np.int64)
    valid = np.ones(len(position), np.bool_)
    for i in range(count):
        digit = data[position + i] - np.uint8(0x30)
        valid &= digit <= 9
        number = number * 10 + digit
    return number, valid


def _leaders(data: Bytes, start: Offsets, end: Offsets) -> tuple[Offsets, Flags]:
    """The base address of data of each record (relative to it), and which leaders are sound."""
    size = end - start
    valid = size >= _SHORTEST
    safe = np.where(valid, start, 0)
    if not valid.any():
        return safe, valid
    length, numeric = _digits(data, safe, 5)
    valid &= numeric & (length == size)
    base, numeric = _digits(data, safe + 12, 5)
    valid &= numeric & (base >= _SHORTEST - 2) & (base < size)
    base = np.where(valid, base, iso2709.LEADER_LENGTH + 1)
    valid &= (base - iso2709.LEADER_LENGTH - 1) % iso2709.ENTRY_LENGTH == 0
    valid &= data[safe + base - 1] == iso2709.FIELD_TERMINATOR
    label = np.lib.stride_tricks.sliding_window_view(data, iso2709.LEADER_LENGTH)[safe]
    valid &= (label - np.uint8(0x20) < 0x5F).all(axis=1)
    # Lengths of indicators and of subfield codes ("22"; blanks where the sender leaves them out).
    for position in (10, 11):
        found = data[safe + position]
        valid &= (found == 0x32) | (found == 0x20)
    for position, digit in ((20, 0x34), (21, 0x35)):
        valid &= data[safe + position] == digit
    return base, valid


def _holds(data: Bytes, byte: int, start: Offsets, end: Offsets) -> Flags:
    """Which of the ranges hold `byte`."""
    where = np.flatnonzero(data == byte)
    if not len(where):
        return np.zeros(len(start), np.bool_)
    found: Flags = np.searchsorted(where, start) < np.searchsorted(where, end)
    return found


def _valid_utf8(block: bytes, data: Bytes, start: Offsets, end: Offsets) -> Flags:
    """Which of the ranges are valid UTF-8."""
    valid = np.ones(len(start), np.bool_)
    if not len(start) or _is_utf8(block, int(start[0]), int(end[-1])):
        return valid
    high = np.flatnonzero(data >= 0x80)
    suspects = np.flatnonzero(np.searchsorted(high, start) < np.searchsorted(high, end))
    for i in suspects.tolist():
        valid[i] = _is_utf8(block, int(start[i]), int(end[i]))
    return valid


def _is_utf8(block: bytes, start: int, end: int) -> bool:
    # Arrow validates many times as fast as Python decodes, and makes no copy.
    offsets = pa.py_buffer(np.array([start, end], np.int64).tobytes())
    text = pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, pa.py_buffer(block)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _entries(
    data: Bytes, start: Offsets, base: Offsets, end: Offsets, valid: Flags
) -> tuple[NDArray[np.int32], NDArray[np.uint32], Offsets, Offsets, Flags]:
    """All entries of the valid records: record, tag, first byte, end (terminator), soundness."""
    records = np.flatnonzero(valid)
    counts = (base[records] - iso2709.LEADER_LENGTH - 1) // iso2709.ENTRY_LENGTH
    record = np.repeat(records, counts).astype(np.int32)
    within = np.arange(len(record)) - np.repeat(np.cumsum(counts) - counts, counts)
    position = start[record] + iso2709.LEADER_LENGTH + within * iso2709.ENTRY_LENGTH
    rows = _entries_at(data)[position].view(np.uint8).reshape(-1, iso2709.ENTRY_LENGTH)
    columns = np.ascontiguousarray(rows.T)
    digits = columns[3:] - np.uint8(0x30)
    sound = (digits <= 9).all(axis=0)
    sound &= _alphanumeric(columns[0]) & _alphanumeric(columns[1]) & _alphanumeric(columns[2])
    wide = digits.astype(np.int32)
    length = wide[0] * 1000 + wide[1] * 100 + wide[2] * 10 + wide[3]
    offset = wide[4] * 10000 + wide[5] * 1000 + wide[6] * 100 + wide[7] * 10 + wide[8]
    first = (start + base)[record] + offset
    last = first + length - 1
    sound &= (length >= 1) & (last < end[record] - 1)
    if not sound.all():
        first, last = np.where(sound, first, 0), np.where(sound, last, 0)
    sound &= _terminated(data, (start + base - 1)[record], within, first, last)
    sound &= _shaped(data, columns, first, last)
    # Together the fields fill the record: none is left out, none stands in two entries.
    total = np.bincount(record, weights=length, minlength=len(start)).astype(np.int64)
    sound &= (total == end - start - base - 1)[record]
    tag = columns[0].astype(np.uint32) << 16 | columns[1].astype(np.uint32) << 8 | columns[2]
    return record, tag, first, last, sound


def _entries_at(data: Bytes) -> NDArray[np.void]:
    """The entry that begins at each byte."""
    shape = (len(data) - iso2709.ENTRY_LENGTH + 1,)
    return np.ndarray(shape, f"V{iso2709.ENTRY_LENGTH}", data, 0, (1,))


def _terminated(
    data: Bytes, opening: Offsets, within: Offsets, first: Offsets, last: Offsets
) -> Flags:
    """Which fields end at their first field terminator.

    `opening` is, of each field, where the terminator of its directory stands, and `within` how many
    entries stand before its own. Where the fields are in the order of the directory, as in most
    records, that tells the number of the terminator; in others it is searched for.
    """
    terminators = np.flatnonzero(data == iso2709.FIELD_TERMINATOR)
    starts = within == 0
    opened = np.searchsorted(terminators, opening[starts])[np.cumsum(starts) - 1]
    found = np.minimum(opened + within + 1, len(terminators) - 1)
    ends: Flags = (terminators[found] == last) & (terminators[found - 1] == first - 1)
    other = np.flatnonzero(~ends)
    found = np.searchsorted(terminators, first[other])
    ends[other] = terminators[np.minimum(found, len(terminators) - 1)] == last[other]
    return ends


def _shaped(data: Bytes, columns: Bytes, first: Offsets, last: Offsets) -> Flags:
    """Which are control fields, or begin as data fields do."""
    control = (columns[0] == 0x30) & (columns[1] == 0x30)
    long = last - first >= 3
    inside = first if long.all() else np.where(long, first, 0)
    shape = (data[inside] - np.uint8(0x20) < 0x5F) & (data[inside + 1] - np.uint8(0x20) < 0x5F)
    shape &= data[inside + 2] == iso2709.SUBFIELD_DELIMITER
    result: Flags = control | (shape & long)
    return result


def _alphanumeric(column: Bytes) -> Flags:
    result: Flags = (column - np.uint8(0x30) <= 9) | ((column | 0x20) - np.uint8(0x61) <= 25)
    return result

"""All data fields of a chunk and their subfields, as arrays of offsets.

Nothing here makes a Python object per record: a field is an index into the chunk's arrays, a
subfield a row of `Items`, and both keep the order of the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic import isbd
from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.normalise import linking
from jalin.bibliographic.normalise.mapping import TAGS
from jalin.bibliographic.normalise.tidying import tidied
from jalin.bibliographic.normalise.views import PADDING, Packed, packed

Ints = NDArray[np.int64]
DELIMITER = 0x1F  # of subfields, ISO 2709 clause 4.3.4


@dataclass(frozen=True)
class Subfields:
    """Subfields, aligned arrays: the field and record of each, its code, its range in the text."""

    text: NDArray[np.uint8]
    field: Ints
    record: Ints
    code: NDArray[np.uint8]
    start: Ints
    end: Ints
    is_tidy: bool = False

    @cached_property
    def views(self) -> Packed:
        return packed(self.text, self.start, self.end)

    @cached_property
    def is_filled(self) -> NDArray[np.bool_]:
        return self.start < self.end

    @cached_property
    def trimmed(self) -> "Subfields":
        """Without ISBD punctuation at the ends, and tidy."""
        text, start, end = tidied(self.text, *isbd.trim(self.text, self.start, self.end))
        return Subfields(text, self.field, self.record, self.code, start, end, is_tidy=True)


class Items:
    """Some of the subfields `all`, by their numbers among them."""

    def __init__(self, all_: Subfields, index: Ints) -> None:
        self.all, self.index = all_, index

    def __len__(self) -> int:
        return len(self.index)

    @property
    def text(self) -> NDArray[np.uint8]:
        return self.all.text

    @cached_property
    def field(self) -> Ints:
        return self.all.field[self.index]

    @cached_property
    def record(self) -> Ints:
        return self.all.record[self.index]

    @cached_property
    def code(self) -> NDArray[np.uint8]:
        return self.all.code[self.index]

    @cached_property
    def start(self) -> Ints:
        return self.all.start[self.index]

    @cached_property
    def end(self) -> Ints:
        return self.all.end[self.index]

    def views(self) -> Packed:
        """The string views of their texts; of trimmed subfields they are all made at once."""
        if self.all.is_tidy:
            return self.all.views.take(self.index, axis=0)
        return packed(self.text, self.start, self.end)

    def where(self, chosen: NDArray[np.bool_] | Ints) -> "Items":
        return Items(self.all, self.index[chosen])

    def only(self, codes: str) -> "Items":
        return self.where(code_mask(codes)[self.code])

    def trimmed(self) -> "Items":
        """Without ISBD punctuation at the ends, and without those of which nothing is left."""
        trimmed = self.all.trimmed
        return Items(trimmed, self.index[trimmed.is_filled[self.index]])

    def first_of_each(self, key: Ints) -> "Items":
        """The first of each run of equal `key` (which is ascending, and aligned with self)."""
        if not len(self):
            return self
        return self.where(np.flatnonzero(np.diff(key, prepend=key[0] - 1)))

    def byte_at(self, offset: int) -> NDArray[np.uint8]:
        """The byte at `offset` of each, or 0 where it is shorter."""
        at = self.text[np.minimum(self.start + offset, len(self.text) - 1)]
        return np.where(self.start + offset < self.end, at, np.uint8(0))


class Table:
    """The fields of a chunk by tag; `n` records.

    A linked 880 (MARC 21, appendix A) stands under the tag that it is linked to and is marked in
    `vernacular`, with or without `$6`; in UNIMARC it is a second field 200.
    """

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self.n = len(chunk)
        self.text = np.frombuffer(chunk.text + PADDING, np.uint8)
        self.start = chunk.field_start
        self.end = chunk.field_end
        self.record = chunk.field_record.astype(np.int64)
        self.tag = tag_numbers(chunk.field_tag)
        self.vernacular = np.zeros(len(self.tag), np.bool_)
        if chunk.format == "marc21":
            self.tag, self.vernacular = linking.marc21(self)
        else:
            self.vernacular = linking.unimarc(self)
        self._order = np.argsort(self.tag, kind="stable")
        self._begin = np.searchsorted(self.tag[self._order], np.arange(1001))

    @cached_property
    def _subfields(self) -> tuple[Subfields, Ints]:
        """The subfields of all fields that columns are made of, and where those of each begin."""
        separators = np.flatnonzero(self.text == DELIMITER)
        wanted = np.flatnonzero(_among(TAGS[self.chunk.format])[self.tag])
        low = np.searchsorted(separators, self.start[wanted])
        high = np.searchsorted(separators, self.end[wanted])
        index, which = expand(low, high)
        field = wanted.take(which)
        at = separators.take(index)
        end = np.append(separators[1:], len(self.text)).take(index)
        last = np.flatnonzero(np.diff(which, append=-1))
        end[last] = self.end[field[last]]
        code = self.text.take(at + 1)
        odd = (code >= 0x80) | (at + 1 >= end)  # no code: a broken subfield begins at once
        code[odd] = 0
        start = np.minimum(at + 2 - odd, end)
        counts = np.zeros(len(self.tag) + 1, np.int64)
        counts[wanted + 1] = high - low
        every = Subfields(self.text, field, self.record.take(field), code, start, end)
        return every, np.cumsum(counts)

    def fields(self, *tags: int) -> Ints:
        """The fields with these tags: by record, in a record by the order of `tags`."""
        found = [self._order[self._begin[tag] : self._begin[tag + 1]] for tag in tags]
        if len(found) == 1:
            return found[0]
        joined = np.concatenate(found)
        return joined[np.argsort(self.record[joined], kind="stable")]

    def indicator(self, fields: Ints, which: int) -> NDArray[np.uint8]:
        """The first (1) or second (2) indicator of each field."""
        return self.text[np.minimum(self.start[fields] + which - 1, len(self.text) - 1)]

    def subfields(self, fields: Ints, codes: str = "") -> Items:
        """The subfields of `fields` in their order: those of `codes`, or all."""
        every, begin = self._subfields
        items = Items(every, expand(begin[fields], begin[fields + 1])[0])
        return items.only(codes) if codes else items

    def items(self, tags: Sequence[int], codes: str) -> Items:
        return self.subfields(self.fields(*tags), codes)

    def controls(self, tag: int) -> Items:
        """Control fields of `tag`, whole, as items without a code; the first of each record."""
        field = self.fields(tag)
        field = field[self.start[field] < self.end[field]]
        record = self.record[field]
        code = np.zeros(len(field), np.uint8)
        whole = Subfields(self.text, field, record, code, self.start[field], self.end[field])
        return Items(whole, np.arange(len(field))).first_of_each(record)


def expand(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All integers of the ranges `low[i]:high[i]`, and the i of each."""
    counts = np.maximum(high - low, 0)
    which = np.repeat(np.arange(len(low)), counts)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + (low - (ends - counts)).take(which), which


def tag_numbers(tags: NDArray[np.uint32]) -> NDArray[np.int16]:
    """Tags as numbers 0 to 999; those with letters, which no column is made of, as 1000."""
    a = (tags >> 16).astype(np.int32) - 48
    b = ((tags >> 8) & 255).astype(np.int32) - 48
    c = (tags & 255).astype(np.int32) - 48
    digits = ((a | b | c) >= 0) & (a <= 9) & (b <= 9) & (c <= 9)
    return np.where(digits, a * 100 + b * 10 + c, 1000).astype(np.int16)


def _among(tags: Sequence[int]) -> NDArray[np.bool_]:
    mask = np.zeros(1001, np.bool_)
    mask[list(tags)] = True
    return mask


def code_mask(codes: str) -> NDArray[np.bool_]:
    mask = np.zeros(256, np.bool_)
    mask[np.frombuffer(codes.encode("ascii"), np.uint8)] = True
    return mask

"""The common form of records between reading and normalising.

Every reader (ISO 2709, MARCXML, the Indonesian pseudo-MARC) turns its input into chunks; everything
after it reads chunks only. A chunk is a few megabytes of UTF-8 text and arrays of offsets into it,
so that the normaliser can work on all records of the chunk at once without making a Python object
per field.
"""

import dataclasses
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Format = Literal["marc21", "unimarc"]
Carrier = Literal["iso2709", "marcxml", "inlislite"]

FORMATS: tuple[Format, ...] = ("marc21", "unimarc")
ENCODINGS: tuple[str, ...] = (
    "utf-8",
    "marc-8",
    "cp1251",
    "cp866",
    "koi8-r",
    "iso-8859-1",
    "unknown",
    "kz-1048",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A record, or a part of one, that could not be read as it should.

    `offset` is the byte offset of the record in the (decompressed) file, or -1 where the fault is
    of the whole file; `identifier` its control number where one could be found; `field` the tag
    concerned, or ""; `reason` an English message id with `%(name)s` places that `params` fill;
    `code` stable and machine-readable; `fatal` when the record could not be read at all.
    """

    file: str
    offset: int
    identifier: str
    field: str
    code: str
    reason: str
    fatal: bool
    params: dict[str, str | int] = dataclasses.field(default_factory=dict)

    def text(self) -> str:
        return self.reason % self.params if self.params else self.reason


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some thousands of records of one file, in the order of the file.

    n records, m fields, all arrays aligned. Unreadable records are in `faults` and in the arrays
    `record_offset`, `record_length` and `readable` (False, with no fields), so that their bytes as
    supplied are kept like any other's.
    """

    file: str
    format: Format
    carrier: Carrier
    supplied: bytes  # the bytes as supplied, of the whole chunk
    record_offset: NDArray[np.int64]  # n, in the (decompressed) file
    record_start: NDArray[np.int64]  # n, in `supplied`
    record_length: NDArray[np.int64]  # n, bytes as supplied
    readable: NDArray[np.bool_]  # n
    encoding: NDArray[np.uint8]  # n, index into ENCODINGS, as found (not as the leader says)
    text: bytes  # valid UTF-8; where nothing had to be recoded it is `supplied` itself
    leader_start: NDArray[np.int64]  # n, in `text`: 24 bytes of leader (spaces where there is none)
    field_record: NDArray[np.int32]  # m, index of the record, ascending
    field_tag: NDArray[
        np.uint32
    ]  # m, three ASCII bytes: ord(t[0]) << 16 | ord(t[1]) << 8 | ord(t[2])
    field_start: NDArray[np.int64]  # m, in `text`; data fields begin with their two indicators
    field_end: NDArray[np.int64]  # m, in `text`, without the field terminator
    faults: tuple[Fault, ...] = ()

    def __len__(self) -> int:
        return len(self.record_offset)


def tag_code(tag: str) -> int:
    """The number that `field_tag` has for a three-character tag."""
    a, b, c = tag.encode("ascii")
    return a << 16 | b << 8 | c

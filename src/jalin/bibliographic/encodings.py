"""In what encoding each record is, found from its bytes, and its text as UTF-8.

A leader may lie, so it is evidence only: valid UTF-8 is UTF-8 whatever the leader says. What is
not is compared with the statistics of `byte_pairs`; where a record is too short to tell, the
other records of its file decide.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic import byte_pairs
from jalin.bibliographic.chunk import ENCODINGS, Format
from jalin.standards.marc21 import charsets, marc8
from jalin.standards.unimarc import charsets as unimarc_charsets

CODECS = {
    "utf-8": "utf-8",
    "cp1251": "cp1251",
    "kz-1048": "kz1048",
    "cp866": "cp866",
    "koi8-r": "koi8_r",
    "iso-8859-1": "cp1252",  # what is called Latin-1 is Windows-1252 wherever they differ
    "unknown": "ascii",
}
_ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "marc8": "marc-8",
    "ansel": "marc-8",
    "windows-1251": "cp1251",
    "win-1251": "cp1251",
    "ibm866": "cp866",
    "dos": "cp866",
    "koi8r": "koi8-r",
    "koi8": "koi8-r",
    "latin1": "iso-8859-1",
    "latin-1": "iso-8859-1",
    "iso8859-1": "iso-8859-1",
    "windows-1252": "iso-8859-1",
    "cp1252": "iso-8859-1",
    "kz1048": "kz-1048",
    "strk1048": "kz-1048",
    "strk1048-2002": "kz-1048",
    "ptcp154": "kz-1048",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
}
_ESCAPE_SEQUENCE = re.compile(rb"\x1b(?:[(,)\-][!\x30-\x7e]|\$[(,)\-]?1|[gbps])")
_CONFIDENT = 6.0  # nats between the best encoding and the next, before neighbours are asked
_FEW, _HOPELESS_OF_FEW = 8, -10.0  # abbreviations and initials fit no statistics
_HOPELESS = -6.5  # nats for each high byte: no encoding explains the bytes


ONE_BYTE = frozenset(CODECS) - {"utf-8", "unknown"}


@cache
def utf8_widths(encoding: str) -> NDArray[np.uint8]:
    """How many bytes of UTF-8 each byte of a one-byte encoding becomes."""
    codec = CODECS[encoding]
    return np.array(
        [len(bytes([i]).decode(codec, "replace").encode()) for i in range(256)], np.uint8
    )


@cache
def undefined(encoding: str) -> bytes:
    """The bytes that mean nothing in a one-byte encoding."""
    codec = CODECS[encoding]
    return bytes(i for i in range(256) if bytes([i]).decode(codec, "replace") == "\ufffd")


def code_of(encoding: str) -> int:
    """The number that the `encoding` column of a chunk has for a name."""
    return ENCODINGS.index(encoding)


def named(name: str) -> str | None:
    """The name in ENCODINGS for what a person or an XML declaration calls an encoding."""
    plain = name.strip().lower().replace("_", "-")
    plain = _ALIASES.get(plain, plain)
    return plain if plain in ENCODINGS and plain != "unknown" else None


def decode(data: bytes, encoding: str) -> tuple[str, int]:
    """The text of `data`, and how many characters of it could not be read (U+FFFD stands there)."""
    if encoding == "marc-8":
        return marc8.decode(data)
    text = data.decode(CODECS[encoding], "replace")
    if "\ufffd" not in text:
        return text, 0
    already = data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0
    return text, max(0, text.count("\ufffd") - already)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a record before it is decoded: bytes, leader, and 100 $a of UNIMARC."""

    data: bytes
    leader: bytes
    processing_data: bytes = b""


@dataclass(slots=True)
class Detector:
    """Finds the encodings of the records of one file, and remembers what it found before."""

    format: Format
    found: Counter[str] = field(default_factory=Counter)

    def detect(self, records: Sequence[Evidence]) -> list[str]:
        """The encoding of each record, a name in ENCODINGS; pure ASCII is UTF-8."""
        certain = [_certain(record) for record in records]
        open_ = [i for i, encoding in enumerate(certain) if encoding is None]
        self.found.update(e for e in certain if e is not None and e != "utf-8")
        if not open_:
            return [encoding or "utf-8" for encoding in certain]
        guesses = self._guess([records[i] for i in open_])
        for i, guess in zip(open_, guesses, strict=True):
            certain[i] = guess
        return [encoding or "utf-8" for encoding in certain]

    def _guess(self, records: Sequence[Evidence]) -> list[str]:
        names = (*byte_pairs.CANDIDATES, "utf-8")
        scores, counts = _scores([record.data for record in records])
        utf8 = np.array([_utf8_score(record.data) for record in records])
        own = np.column_stack((scores, utf8))
        explained = own.max(axis=1) / np.maximum(counts, 1)
        hopeless = explained <= np.where(counts < _FEW, _HOPELESS_OF_FEW, _HOPELESS)
        own += np.array([self._hints(record, names) for record in records])
        ranked = np.sort(own, axis=1)
        sure = (ranked[:, -1] - ranked[:, -2] >= _CONFIDENT) & ~hopeless
        self.found.update(names[i] for i in own.argmax(axis=1)[sure].tolist())
        best = (own + self._prior(names)).argmax(axis=1)
        return [
            "unknown" if given_up else names[i]
            for i, given_up in zip(best.tolist(), hopeless.tolist(), strict=True)
        ]

    def _prior(self, names: Sequence[str]) -> NDArray[np.float64]:
        """How common each encoding is among the records of the file that could be told."""
        total = sum(self.found[name] for name in names)
        share = np.array([(self.found[name] + 0.05) / (total + 0.5) for name in names])
        prior: NDArray[np.float64] = np.log(share)
        return prior

    def _hints(self, record: Evidence, names: Sequence[str]) -> list[float]:
        hints = dict.fromkeys(names, 0.0)
        hints["cp1251"] = 0.5  # the commonest by far, when nothing else tells
        hints["kz-1048"] = -8.0  # it differs from cp1251 in a few letters only
        if self.format == "marc21":
            hints[charsets.coding_scheme(record.leader)] += 4.0
        else:
            hints["marc-8"] -= 6.0
            for name in unimarc_charsets.declared(record.processing_data):
                hints[name] += 2.0
        return [hints[name] for name in names]


def has_references(record: Evidence) -> bool:
    """Whether a record of MARC-8 names characters by number, as `marc8.decode` resolves them."""
    return record.leader[9:10] == b" " and marc8.REFERENCE.search(record.data) is not None


def _certain(record: Evidence) -> str | None:
    """UTF-8 or MARC-8 where the bytes leave no doubt."""
    if record.data.isascii():
        old = b"\x1b" in record.data or has_references(record)
        return "marc-8" if old else "utf-8"
    try:
        record.data.decode("utf-8")
    except UnicodeDecodeError:
        return "marc-8" if _ESCAPE_SEQUENCE.search(record.data) else None
    return "utf-8"


def _utf8_score(data: bytes) -> float:
    """As the pair tables score: valid sequences are likely, broken ones hardly.

    Sequences of three bytes are rarer, for in cp866 the commonest letters make them by chance.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    high = [char for char in text if char > "\x7f"]
    wide = sum(char > "\u07ff" for char in high) - broken
    usual = sum("\u1e00" <= char <= "\u206f" for char in high)
    two = len(high) - broken - wide
    cost = 8.0 if two + wide else 14.0  # without one valid sequence it is not UTF-8 at all
    return -3.0 * two - 4.0 * usual - 9.0 * (wide - usual) - cost * broken


def _scores(texts: Sequence[bytes]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Log likelihoods, texts by CANDIDATES, and the number of high bytes of each text."""
    data = np.frombuffer(b"\x1e" + b"\x1e".join(texts) + b"\x1e", np.uint8)
    ends = np.cumsum([len(text) + 1 for text in texts])
    pairs = data[:-1].astype(np.uint16) << 8 | data[1:]
    where = np.flatnonzero((data[:-1] >= 0x80) | (data[1:] >= 0x80))
    text = np.searchsorted(ends, where, side="right").clip(max=len(texts) - 1)
    seen = pairs[where]
    columns = [
        np.bincount(text, weights=byte_pairs.table(name)[seen], minlength=len(texts))
        for name in byte_pairs.CANDIDATES
    ]
    high = np.bincount(text, weights=(seen & 0x80) > 0, minlength=len(texts))
    return np.column_stack(columns), high.astype(np.int64)

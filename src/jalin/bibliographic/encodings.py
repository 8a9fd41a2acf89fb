"""In what encoding a record is, found from its bytes, and its text as UTF-8.

A leader may lie, so that it is evidence only: valid UTF-8 is UTF-8 whatever the leader says.
"""

import unicodedata

from pymarc.marc8 import MARC8ToUnicode

from jalin.bibliographic.chunk import ENCODINGS

_CODECS = {
    "utf-8": "utf-8",
    "cp1251": "cp1251",
    "cp866": "cp866",
    "koi8-r": "koi8-r",
    "iso-8859-1": "iso-8859-1",
    "unknown": "ascii",
}


def code_of(encoding: str) -> int:
    """The number that the `encoding` column of a chunk has for a name."""
    return ENCODINGS.index(encoding)


def detect(data: bytes, leader: bytes, hint: str | None = None) -> str:
    """The name in ENCODINGS of the encoding of a record's bytes."""
    if b"\x1b" in data:
        return "marc-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    return hint or "cp1251"


def decode(data: bytes, encoding: str) -> tuple[str, int]:
    """The text of `data`, and how many characters of it could not be read (U+FFFD stands there)."""
    if encoding == "marc-8":
        text = MARC8ToUnicode(quiet=True).translate(data)
        return unicodedata.normalize("NFC", text), 0
    text = data.decode(_CODECS[encoding], "replace")
    return text, text.count("\ufffd")

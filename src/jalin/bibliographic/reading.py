"""Reading catalogue files: from a path or from bytes to chunks of records.

    for chunk in read(Path("ours.mrc")):
        for fault in chunk.faults: ...

A record that cannot be read is a fault of its chunk and stops nothing; a file that is no catalogue
raises one of `jalin.bibliographic.errors`. Another carrier is added as
`docs/how-to-add-a-format.md` tells.
"""

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jalin.bibliographic import inlislite, iso2709, marcxml
from jalin.bibliographic.assembling import Source
from jalin.bibliographic.chunk import ENCODINGS, FORMATS, Carrier, Chunk, Format
from jalin.bibliographic.encodings import named
from jalin.bibliographic.errors import UnknownEncoding, UnknownFormat
from jalin.bibliographic.sniffing import HEAD_BYTES, Sniffed, carrier_of, format_of_head
from jalin.bibliographic.streams import Stream, open_file

__all__ = ["CHUNK_BYTES", "Sniffed", "encodings_of", "read", "read_bytes", "read_stream", "sniff"]

CHUNK_BYTES = 8 << 20

_READERS = {
    "iso2709": iso2709.chunks,
    "marcxml": marcxml.chunks,
    "inlislite": inlislite.chunks,
}


def sniff(path: Path) -> Sniffed:
    """What the file at `path` is, from its first records. Raises `CatalogueFileError`."""
    with open_file(path) as raw:
        stream = Stream(str(path), raw)
        head = stream.peek(HEAD_BYTES)
        if stream.damage is not None and not head:
            raise stream.damage
        carrier, format_ = _look(str(path), head, None)
        found: Counter[str] = Counter()
        for chunk in read_bytes(head, file=str(path), format=format_):
            found.update(encodings_of(chunk))
    found.pop("ascii", None)
    encoding = found.most_common(1)[0][0] if found else "utf-8"
    return Sniffed(carrier, format_, encoding, stream.compressed)


def read(
    path: Path,
    *,
    format: Format | None = None,  # noqa: A002  the field's own word
    encoding: str | None = None,
    chunk_bytes: int = CHUNK_BYTES,
) -> Iterator[Chunk]:
    """The records of the file at `path`, in its order, in chunks of about `chunk_bytes` bytes.

    `format` and `encoding` overrule what the file seems to be; the file may be compressed with
    gzip. Raises `CatalogueFileError`; a damaged gzip file only behind the records that could be
    read.
    """
    _check_format(str(path), format)
    name = _check_encoding(str(path), encoding)
    with open_file(path) as raw:
        stream = Stream(str(path), raw)
        yield from read_stream(stream, format=format, encoding=name, chunk_bytes=chunk_bytes)


def read_bytes(
    data: bytes,
    *,
    file: str = "",
    format: Format | None = None,  # noqa: A002
    encoding: str | None = None,
    chunk_bytes: int = CHUNK_BYTES,
) -> Iterator[Chunk]:
    """Like `read`, of bytes in memory; `file` is the name that faults give."""
    _check_format(file, format)
    name = _check_encoding(file, encoding)
    stream = Stream(file, io.BytesIO(data))
    yield from read_stream(stream, format=format, encoding=name, chunk_bytes=chunk_bytes)


def read_stream(
    stream: Stream,
    *,
    format: Format | None = None,  # noqa: A002
    encoding: str | None = None,
    chunk_bytes: int = CHUNK_BYTES,
) -> Iterator[Chunk]:
    """Like `read`, of an open stream; `encoding` is a name in ENCODINGS."""
    head = stream.peek(HEAD_BYTES)
    if stream.damage is not None and not head:
        raise stream.damage
    carrier, format_ = _look(stream.file, head, format)
    source = Source(stream.file, format_, carrier)
    yield from _READERS[carrier](stream, source, encoding=encoding, chunk_bytes=chunk_bytes)
    if stream.damage is not None:
        raise stream.damage


def encodings_of(chunk: Chunk) -> Counter[str]:
    """How many records of `chunk` are in which encoding; "ascii" where none can be told apart."""
    import numpy as np

    found: Counter[str] = Counter()
    data = np.frombuffer(chunk.supplied, np.uint8)
    high = np.flatnonzero(data >= 0x80)
    end = chunk.record_start + chunk.record_length
    plain = np.searchsorted(high, chunk.record_start) == np.searchsorted(high, end)
    for code in np.unique(chunk.encoding).tolist():
        mine = (chunk.encoding == code) & chunk.readable
        ascii_ = int((mine & plain).sum()) if ENCODINGS[code] == "utf-8" else 0
        found[ENCODINGS[code]] += int(mine.sum()) - ascii_
        found["ascii"] += ascii_
    return +found


def _look(file: str, head: bytes, format_: Format | None) -> tuple[Carrier, Format]:
    carrier = carrier_of(file, head)
    return carrier, format_ or format_of_head(carrier, head)


def _check_format(file: str, format_: str | None) -> None:
    if format_ is not None and format_ not in FORMATS:
        raise UnknownFormat(file=file, format=format_, known=", ".join(FORMATS))


def _check_encoding(file: str, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    name = named(encoding)
    if name is None:
        known = ", ".join(name for name in ENCODINGS if name != "unknown")
        raise UnknownEncoding(file=file, encoding=encoding, known=known)
    return name

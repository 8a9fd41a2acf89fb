"""Reading catalogue files: from a path or from bytes to chunks of records.

    for chunk in read(Path("ours.mrc")):
        for fault in chunk.faults: ...

A record that cannot be read is a fault of its chunk and stops nothing; a file that is no catalogue
raises one of `jalin.bibliographic.errors`.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from jalin.bibliographic import iso2709
from jalin.bibliographic.assembling import Source
from jalin.bibliographic.chunk import Chunk, Format
from jalin.bibliographic.sniffing import Sniffed, sniff

__all__ = ["CHUNK_BYTES", "Sniffed", "read", "read_bytes", "sniff"]

CHUNK_BYTES = 8 << 20


def read(
    path: Path,
    *,
    format: Format | None = None,  # noqa: A002  the field's own word
    encoding: str | None = None,
    chunk_bytes: int = CHUNK_BYTES,
) -> Iterator[Chunk]:
    """The records of the file at `path`, in its order, in chunks of about `chunk_bytes` bytes.

    `format` and `encoding` overrule what the file seems to be. Raises `CatalogueFileError`.
    """
    with path.open("rb") as stream:
        source = Source(str(path), format or "marc21", "iso2709")
        yield from iso2709.chunks(stream, source, encoding=encoding, chunk_bytes=chunk_bytes)


def read_bytes(
    data: bytes,
    *,
    file: str = "",
    format: Format | None = None,  # noqa: A002
    encoding: str | None = None,
    chunk_bytes: int = CHUNK_BYTES,
) -> Iterator[Chunk]:
    """Like `read`, of bytes in memory; `file` is the name that faults give."""
    source = Source(file, format or "marc21", "iso2709")
    stream = io.BytesIO(data)
    yield from iso2709.chunks(stream, source, encoding=encoding, chunk_bytes=chunk_bytes)

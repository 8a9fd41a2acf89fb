"""Opening catalogue files as streams of decompressed bytes."""

import gzip
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from jalin.bibliographic.errors import FileUnavailable, IsDirectory, TruncatedGzip

GZIP_MAGIC = b"\x1f\x8b\x08"


@dataclass(slots=True)
class Stream:
    """Bytes of a catalogue, decompressed, read forwards; some may be looked at before.

    A gzip file that breaks off ends like any other, and the error is kept in `damage`, so that
    the records before the place are read first.
    """

    file: str
    raw: BinaryIO
    compressed: bool = False
    position: int = 0  # how many decompressed bytes have been read
    damage: TruncatedGzip | None = None
    _source: "gzip.GzipFile | _Rejoined" = field(init=False)
    _ahead: bytes = field(default=b"", init=False)
    _reached: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        start = self.raw.read(len(GZIP_MAGIC))
        whole = _Rejoined(start, self.raw)
        self.compressed = start == GZIP_MAGIC
        self._source = gzip.GzipFile(mode="rb", fileobj=whole) if self.compressed else whole

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, or all there are, without going on."""
        blocks, length = [self._ahead], len(self._ahead)
        while length < size and (block := self._block(size - length)):
            blocks.append(block)
            length += len(block)
        self._ahead = b"".join(blocks)
        return self._ahead[:size]

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size`, exactly so many but at the end."""
        data = self.peek(size)
        self._ahead = self._ahead[len(data) :]
        self.position += len(data)
        return data

    def _block(self, size: int) -> bytes:
        try:
            # gzip piece by piece: a longer read would lose what it had when it comes to damage.
            source = self._source
            block = source.read1(size) if isinstance(source, gzip.GzipFile) else source.read(size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            place = self._reached
            self.damage = TruncatedGzip(file=self.file, offset=place, reason=str(error))
            return b""
        except OSError as error:
            raise FileUnavailable(file=self.file, reason=error.strerror or str(error)) from error
        self._reached += len(block)
        return block


@dataclass(slots=True)
class _Rejoined:
    """A stream with the bytes before it that were read to recognise it."""

    before: bytes
    stream: BinaryIO

    def read(self, size: int, /) -> bytes:
        if not self.before:
            return self.stream.read(size)
        taken, self.before = self.before[:size], self.before[size:]
        return taken

    def seek(self, offset: int, /) -> int:
        """Part of what gzip asks of a file; it never goes back in what it reads forwards."""
        raise OSError(f"a stream of a catalogue is read forwards, not from {offset}")


def open_file(path: Path) -> BinaryIO:
    """Open the file at `path` for reading. Raises `IsDirectory` and `FileUnavailable`."""
    if path.is_dir():
        raise IsDirectory(file=str(path))
    try:
        return path.open("rb")
    except OSError as error:
        raise FileUnavailable(file=str(path), reason=error.strerror or str(error)) from error

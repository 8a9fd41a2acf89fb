"""Opening catalogue files as streams of decompressed bytes."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from jalin.bibliographic.errors import (
    FileUnavailable,
    GrowsBeyondMeasure,
    IsDirectory,
    TruncatedGzip,
)

GZIP_MAGIC = b"\x1f\x8b\x08"
BLOCK = 1 << 20
# Catalogues shrink to a tenth; what is above both is made to fill the disk, and is not read on.
MOST_RATIO = 200
MOST_SIZE = 4 << 30  # bytes, decompressed
DEFLATE_RATIO = 1032  # the most that gzip can do


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
    _whole: "_Rejoined" = field(init=False)
    _source: "gzip.GzipFile | _Rejoined" = field(init=False)
    _ahead: bytes = field(default=b"", init=False)
    _reached: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        start = self.raw.read(len(GZIP_MAGIC))
        whole = self._whole = _Rejoined(start, self.raw)
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
        if self.compressed and self._reached > max(MOST_SIZE, MOST_RATIO * self._whole.given):
            raise GrowsBeyondMeasure(file=self.file, size=MOST_SIZE >> 20, ratio=MOST_RATIO)
        return block


@dataclass(slots=True)
class _Rejoined:
    """A stream with the bytes before it that were read to recognise it."""

    before: bytes
    stream: BinaryIO
    given: int = 0  # how many bytes have been read

    def read(self, size: int, /) -> bytes:
        if self.before:
            taken, self.before = self.before[:size], self.before[size:]
        else:
            taken = self.stream.read(size)
        self.given += len(taken)
        return taken

    def seek(self, offset: int, /) -> int:
        """Part of what gzip asks of a file; it never goes back in what it reads forwards."""
        raise OSError(f"a stream of a catalogue is read forwards, not from {offset}")


def is_within(
    path: Path, most: int, *, file: str = "", check: Callable[[], None] = lambda: None
) -> bool:
    """Whether the file at `path` has at most `most` bytes, decompressed; nothing of it is kept.

    `file` is the name that errors give. `check` is called between blocks, and may raise to stop.
    Where a damaged file breaks off it is at its end. Raises `GrowsBeyondMeasure`, `IsDirectory`
    and `FileUnavailable`.
    """
    with open_file(path) as raw:
        stored = path.stat().st_size
        stream = Stream(file or str(path), raw)
        if not stream.compressed:
            return stored <= most
        if stored * DEFLATE_RATIO <= min(most, MOST_SIZE):
            return True
        while stream.position <= most and stream.read(BLOCK):
            check()
        return stream.position <= most


def open_file(path: Path) -> BinaryIO:
    """Open the file at `path` for reading. Raises `IsDirectory` and `FileUnavailable`."""
    if path.is_dir():
        raise IsDirectory(file=str(path))
    try:
        return path.open("rb")
    except OSError as error:
        raise FileUnavailable(file=str(path), reason=error.strerror or str(error)) from error

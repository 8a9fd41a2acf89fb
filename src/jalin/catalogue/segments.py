"""Segment files: the bytes of records as supplied, in files that only grow.

Each import writes one segment of its own. Bytes are made durable first, and only then does a
transaction commit the rows that say where they lie; so a row never points at bytes that a crash
took. What a crash left behind the last committed byte counts for nothing and is cut off when the
import goes on.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from jalin.core.errors import DomainError, gettext_noop


class SegmentDamaged(DomainError):
    """The file is shorter than its rows say, or not there."""

    code = "segment-damaged"
    what = gettext_noop("The record as supplied cannot be shown.")
    why = gettext_noop("Its bytes are missing on this machine, in %(file)s.")
    do = gettext_noop("Tell an administrator: the data folder must be restored from a backup.")


class SegmentWriter:
    """Appends to one segment. Use as a context manager; one process at a time.

    `length` bytes of the file count; what lies behind them is cut off.
    """

    def __init__(self, path: Path, length: int = 0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("r+b" if path.exists() else "x+b")
        size = self._file.seek(0, os.SEEK_END)
        if size < length:
            self._file.close()
            raise SegmentDamaged(file=path.name)
        self._file.truncate(length)
        self._file.seek(length)
        self._parent = path.parent
        self._new = length == 0
        self.length = length

    def append(self, parts: Iterable[bytes | memoryview]) -> list[int]:
        """Write `parts` and return the offset of each. They are durable after `sync`."""
        offsets = []
        for part in parts:
            offsets.append(self.length)
            self._file.write(part)
            self.length += len(part)
        return offsets

    def sync(self) -> None:
        """Make what was appended survive a power cut."""
        self._file.flush()
        os.fsync(self._file.fileno())
        if self._new:  # the name of a new file must survive, too
            folder = os.open(self._parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
            self._new = False

    def __enter__(self) -> "SegmentWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def read(path: Path, offset: int, length: int) -> bytes:
    """`length` bytes from `offset`. Errors: SegmentDamaged."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
    except FileNotFoundError as error:
        raise SegmentDamaged(file=path.name) from error
    if len(data) != length:
        raise SegmentDamaged(file=path.name)
    return data

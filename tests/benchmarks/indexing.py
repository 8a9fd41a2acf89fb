"""Reading, normalising and indexing for search, end to end, against pymarc's bare reading.

Both run over the 250,000 records, one after the other, in processes of their own, for several
rounds; the ratio is of the medians of records a second, from when the libraries are imported.
Memory is the highest sum of the resident sizes of the process and its workers, for files of three
lengths: it must not grow with the file.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.benchmarks import corpus

ROUNDS = 3
LENGTHS = (25_000, 125_000, 250_000)
WORKERS = 1  # reads and normalises; this process helps it, and indexes
_RECORD_TERMINATOR = b"\x1d"


def main() -> Iterator[str]:
    """Lines for `make bench`."""
    books = corpus.books()
    with tempfile.TemporaryDirectory(dir=corpus.FOLDER) as folder:
        files = {length: _cut(books, length, Path(folder)) for length in LENGTHS}
        yield from _memory(files)
        yield from _speed(files[LENGTHS[-1]])


def _memory(files: dict[int, Path]) -> Iterator[str]:
    for length, path in files.items():
        peak, _ = _run("index", path)
        yield f"peak memory indexing {length:>7,} records: {peak / 2**20:6.0f} MiB (at most 1,024)"


def _speed(path: Path) -> Iterator[str]:
    speeds: dict[str, list[float]] = {"pymarc": [], "index": []}
    for _ in range(ROUNDS):
        for name, measured in speeds.items():
            measured.append(_run(name, path)[1])
    bare, ours = (statistics.median(measured) for measured in speeds.values())
    yield f"pymarc, bare reading:          {bare:7,.0f} records a second"
    yield f"read, normalise, fold, index:  {ours:7,.0f} records a second"
    yield f"ratio: {ours / bare:.2f} (at least 3)"


def _run(name: str, path: Path) -> tuple[int, float]:
    """Peak memory in bytes and records a second of one run in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.indexing", name, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, _ = process.communicate()
        watch.join()
    if process.returncode:
        raise RuntimeError(f"{name} ended with {process.returncode}")
    return watch.peak, float(json.loads(output)["speed"])


class _Watch(threading.Thread):
    """Looks twenty times a second at the memory of a process and those it started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self.peak = 0

    def run(self) -> None:
        try:
            while self._process.is_running():
                family = [self._process, *self._process.children(recursive=True)]
                self.peak = max(self.peak, sum(map(_resident, family)))
                time.sleep(0.05)
        except psutil.NoSuchProcess:
            return


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _cut(source: Path, records: int, folder: Path) -> Path:
    """A file with the first `records` of `source`."""
    target = folder / f"{records}.mrc"
    left = records
    with source.open("rb") as stream, target.open("wb") as out:
        while left and (block := stream.read(1 << 20)):
            found = block.count(_RECORD_TERMINATOR)
            if found <= left:
                out.write(block)
                left -= found
                continue
            pieces = block.split(_RECORD_TERMINATOR, left)
            out.write(_RECORD_TERMINATOR.join(pieces[:left]) + _RECORD_TERMINATOR)
            left = 0
    return target


def read_with_pymarc(path: Path) -> float:
    """Records a second, the library being imported."""
    import pymarc

    began = time.perf_counter()
    with path.open("rb") as stream:
        records = sum(1 for _ in pymarc.MARCReader(stream))
    return records / (time.perf_counter() - began)


def index(path: Path) -> float:
    """Records a second, the libraries being imported here, and the worker's start in the time.

    The file is indexed as an import does before matching: every record is a publication.
    """
    from jalin.bibliographic.documents import pieces_of_files
    from jalin.engines.search import open_index
    from jalin.engines.search.embedded import EmbeddedIndex  # noqa: F401  imported when opened

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        began = time.perf_counter()
        target = open_index(Path(folder) / "index", writable=True)
        for piece in pieces_of_files([path], institution="DLC", workers=WORKERS):
            target.add_piece(piece)
        target.commit()
        speed = target.count() / (time.perf_counter() - began)
        target.close()
    return speed


if __name__ == "__main__":
    _work = {"pymarc": read_with_pymarc, "index": index}[sys.argv[1]]
    print(json.dumps({"speed": _work(Path(sys.argv[2]))}))

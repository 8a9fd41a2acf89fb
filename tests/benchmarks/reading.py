"""Reading: from a file to normalised columns, against pymarc extracting the same elements.

The peer is pymarc's own reader, with `to_unicode` and its accessors in a single pass over the
fields: the raw subfields of the elements that the columns are made of, with ISBD punctuation
stripped at their ends. It need not convert codes, check numbers, compose letters or fill Arrow
arrays, which ours does. Both read the same bytes of the same file in turn, wall clock; ours with
one process, and with as many as there are processors, whose start is included. Speeds are medians.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pymarc

from jalin.bibliographic.pipeline import process
from tests.benchmarks.corpus import FOLDER, books

ROUNDS = 3
MEMORY_AT = (25_000, 125_000, 250_000)

# The fields and subfields that the columns are made of.
_WANTED: dict[str, str] = {
    "010": "a", "020": "a", "022": "a", "041": "ah", "043": "a", "050": "a", "080": "a", "082": "a",
    "084": "a2", "100": "ab", "110": "abeq", "111": "abeq", "130": "anp", "240": "anpl",
    "245": "abcnp", "246": "anp", "250": "ab", "260": "abc", "264": "abc", "300": "a", "440": "av",
    "490": "av", "600": "abcnptvxyz", "610": "abcnptvxyz", "611": "abcnptvxyz", "630": "abcnptvxyz",
    "650": "abcvxyz", "651": "abcvxyz", "653": "a", "655": "abcvxyz", "700": "ab", "710": "abeq",
    "711": "abeq", "720": "a", "740": "anp", "765": "t", "800": "tv", "810": "tv", "811": "tv",
    "830": "av", "880": "6abcnptvxyz",
}  # fmt: skip
_TAGS = tuple(_WANTED)


def with_pymarc(path: Path) -> int:
    """What a careful script with pymarc does; the number of records."""
    with path.open("rb") as stream:
        return len([_extracted(record) for record in pymarc.MARCReader(stream) if record])


def _extracted(record: pymarc.Record) -> dict[str, list[str]]:
    row: dict[str, list[str]] = {"leader": [str(record.leader)]}
    for tag in ("001", "003", "008"):
        field = record.get(tag)
        row[tag] = [field.data or ""] if field is not None else []
    for field in record.get_fields(*_TAGS):
        codes = _WANTED[field.tag]
        for code, value in field.subfields:
            if code in codes:
                row.setdefault(field.tag + code, []).append(value.strip(" /:;,=."))
    return row


def with_ours(path: Path, workers: int = 0) -> int:
    return sum(len(part.columns) for part in process([path], workers=workers))


def main() -> Iterator[str]:
    cores = os.cpu_count() or 1
    whole = books()
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        yield from compared(f"250,000 records, {ROUNDS} rounds", peers(whole, cores), ROUNDS)
        yield from _marcdump(whole)
        for count in MEMORY_AT:
            path = first_records(whole, count, Path(folder))
            yield f"peak memory at {count:,} records: {peak_memory(path):,.0f} MiB"


def peers(path: Path, cores: int) -> dict[str, Callable[[], int]]:
    return {
        "pymarc": lambda: with_pymarc(path),
        "ours, one process": lambda: with_ours(path),
        f"ours, {cores} processes": lambda: with_ours(path, workers=cores - 1),
    }


def _marcdump(whole: Path) -> Iterator[str]:
    program = shutil.which("yaz-marcdump")
    if program is None:
        yield "yaz-marcdump is not installed; left out"
        return
    command = [program, "-n", str(whole)]
    seconds = rounds(lambda: subprocess.run(command, check=True, capture_output=True).returncode)
    yield f"yaz-marcdump -n, which only parses: {250_000 / median(seconds):,.0f} records/s"


def compared(title: str, readers: dict[str, Callable[[], int]], times: int) -> Iterator[str]:
    """The readers in turn, so many times each."""
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    count = 0
    for _ in range(times):
        for name, peer in readers.items():
            taken, count = timed(peer)
            seconds[name].append(taken)
    yield from table(title, count, seconds)


def table(title: str, count: int, seconds: dict[str, list[float]]) -> Iterator[str]:
    yield title
    base = median(seconds["pymarc"])
    for name, taken in seconds.items():
        speed = count / median(taken)
        yield f"  {name:<24}{speed:>10,.0f} records/s{base / median(taken):>8.1f} x pymarc"


def rounds(call: Callable[[], int]) -> list[float]:
    return [timed(call)[0] for _ in range(ROUNDS)]


def timed(call: Callable[[], int]) -> tuple[float, int]:
    began = time.perf_counter()
    result = call()
    return time.perf_counter() - began, result


def first_records(path: Path, count: int, folder: Path) -> Path:
    """A file with the first `count` records of `path`."""
    target = folder / f"{count}.mrc"
    if not target.exists():
        with path.open("rb") as stream, target.open("wb") as out:
            for _ in range(count):
                length = stream.read(5)
                out.write(length + stream.read(int(length) - 5) if length else b"")
    return target


def peak_memory(path: Path) -> float:
    """MiB of the resident set at its largest, of a process that reads and normalises `path`.

    From VmHWM: the figure that `getrusage` gives begins with that of the process which started it.
    """
    script = (
        "import sys; from pathlib import Path;"
        "from jalin.bibliographic.pipeline import process;"
        "[None for part in process([Path(sys.argv[1])])];"
        "status = Path('/proc/self/status').read_text().split();"
        "print(status[status.index('VmHWM:') + 1])"
    )
    command = [sys.executable, "-c", script, str(path)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(run.stdout) / 1024


if __name__ == "__main__":
    for line in main():
        print(line, flush=True)

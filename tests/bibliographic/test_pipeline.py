"""Whole files, here and in other processes."""

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pytest

from jalin.bibliographic import pipeline
from jalin.bibliographic.errors import NotACatalogue, UnknownEncoding, WorkerDied
from jalin.bibliographic.pipeline import Part, process, spans
from tests.bibliographic.normalise.written import iso2709

BROKEN = b"00040 broken record without any sense\x1d"


def book(number: int, title: str = "Абай жолы") -> bytes:
    return iso2709(f"001 {number}\n003 T\n245 10 $a{title} {number}\n300 __ $a{number + 1} p.")


@pytest.fixture
def small_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "__defaults__", (1000,))


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """Fifty records, one of them broken."""
    records = [book(number) for number in range(50)]
    path = tmp_path / "ours.mrc"
    path.write_bytes(b"".join([*records[:20], BROKEN, *records[20:]]))
    return path


def table(parts: list[Part]) -> pa.Table:
    return pa.Table.from_batches([part.columns for part in parts]).combine_chunks()


def keys(parts: list[Part]) -> list[str]:
    return [str(key) for key in table(parts).column("key").to_pylist()]


@pytest.mark.usefixtures("small_spans")
def test_records_come_in_the_order_of_the_file_with_their_bytes(catalogue: Path) -> None:
    parts = list(process([catalogue]))
    data = catalogue.read_bytes()
    assert len(parts) > 2
    assert keys(parts) == [f"T:{number}" for number in range(50)]
    assert b"".join(part.supplied for part in parts) == data
    for part in parts:
        for offset, start, length in zip(
            part.record_offset.tolist(),
            part.record_start.tolist(),
            part.record_length.tolist(),
            strict=True,
        ):
            assert part.supplied[start : start + length] == data[offset : offset + length]
    rows = table(parts).select(["offset", "length"]).to_pylist()
    readable = [
        {"offset": offset, "length": length}
        for part in parts
        for offset, length, well in zip(
            part.record_offset.tolist(),
            part.record_length.tolist(),
            part.readable.tolist(),
            strict=True,
        )
        if well
    ]
    assert rows == readable


@pytest.mark.usefixtures("small_spans")
def test_a_fault_says_where_in_the_file_it_is(catalogue: Path) -> None:
    faults = [fault for part in process([catalogue]) for fault in part.faults if fault.fatal]
    assert [fault.offset for fault in faults] == [catalogue.read_bytes().index(BROKEN)]


@pytest.mark.usefixtures("small_spans")
def test_progress_ends_with_all_bytes(catalogue: Path) -> None:
    parts = list(process([catalogue, catalogue]))
    done = [part.bytes_done for part in parts]
    assert done == sorted(done)
    assert done[-1] == parts[-1].bytes_total == 2 * catalogue.stat().st_size


def test_other_processes_give_the_same(catalogue: Path) -> None:
    here, there = (list(process([catalogue], workers=workers)) for workers in (0, 2))
    assert table(there) == table(here)
    assert [part.faults for part in there] == [part.faults for part in here]


def test_gzip_gives_the_same(catalogue: Path, tmp_path: Path) -> None:
    packed = tmp_path / "ours.mrc.gz"
    packed.write_bytes(gzip.compress(catalogue.read_bytes()))
    parts = list(process([packed]))
    assert table(parts) == table(list(process([catalogue])))
    assert parts[-1].bytes_total == catalogue.stat().st_size


@pytest.mark.usefixtures("small_spans")
def test_a_repeated_key_with_other_bytes_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "repeated.mrc"
    between = [book(number) for number in range(100, 120)]
    path.write_bytes(b"".join([book(1), *between, book(1), book(1, "Other"), book(1, "Other")]))
    found = keys(list(process([path])))
    assert found[0] == found[21] == "T:1"
    assert found[22] == found[23]
    assert found[22].startswith("T:1-")
    assert len(found[22]) == len("T:1-") + 16


def test_keys_of_one_file_do_not_touch_another(tmp_path: Path) -> None:
    for name, title in (("a", "One"), ("b", "Two")):
        (tmp_path / name).write_bytes(book(1, title))
    assert keys(list(process([tmp_path / "a", tmp_path / "b"]))) == ["T:1", "T:1"]


def test_spans_end_with_records_and_cover_the_file(catalogue: Path) -> None:
    found = list(spans(catalogue, 700))
    data = catalogue.read_bytes()
    assert [start for start, _ in found] == [0, *(stop for _, stop in found[:-1])]
    assert found[-1][1] == len(data)
    assert {data[stop - 1 : stop] for _, stop in found} == {b"\x1d"}


def test_rubbish_without_an_end_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "rubbish"
    with path.open("wb") as stream:
        stream.write(book(1))
        stream.truncate(64 << 20)
    assert max(stop - start for start, stop in spans(path)) <= (9 << 20) + 1000
    assert keys(list(process([path]))) == ["T:1"]


@pytest.mark.parametrize("workers", [0, 1])
def test_errors_of_the_file_come_through(tmp_path: Path, workers: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 5000)
    with pytest.raises(NotACatalogue):
        list(process([path], workers=workers))


def test_an_unknown_encoding_is_refused(catalogue: Path) -> None:
    with pytest.raises(UnknownEncoding):
        list(process([catalogue], encoding="klingon"))


@pytest.mark.usefixtures("small_spans")
def test_closing_ends_the_workers(catalogue: Path) -> None:
    parts = process([catalogue], workers=2)
    next(parts)
    parts.close()
    assert _workers() == []


@pytest.mark.usefixtures("small_spans")
def test_a_killed_worker_is_told(catalogue: Path) -> None:
    parts = process([catalogue] * 40, workers=1)
    next(parts)
    for worker in _workers():
        worker.kill()
    with pytest.raises(WorkerDied):
        list(parts)
    assert _workers() == []


def _workers() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def test_a_killed_parent_leaves_no_worker(catalogue: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\n"
        "from jalin.bibliographic.pipeline import process\n"
        "if __name__ == '__main__':\n"
        "    parts = process([Path(sys.argv[1])] * 2, workers=1)\n    next(parts)\n"
        "    print('reading', flush=True)\n    time.sleep(60)\n"
    )
    program = catalogue.parent / "reads.py"
    program.write_text(script)
    command = [sys.executable, str(program), str(catalogue)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "reading\n"
        children = psutil.Process(parent.pid).children()
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(child.is_running() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [child for child in children if child.is_running()] == []


def test_the_pipeline_names_its_errors() -> None:
    assert pipeline.WorkerDied(file="a.mrc").code == "worker_died"

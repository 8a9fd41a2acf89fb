"""What can befall the files of the embedded engine, and what commits make of them."""

import gc
import json
import resource
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from jalin.bibliographic.documents import documents
from jalin.engines.search import Query, SearchUnavailable, open_index
from jalin.engines.search.pieces import piece
from tests.engines.search.records import add, columns, index_of

KILLED = """
import os, signal, sys
from pathlib import Path
from jalin.engines.search import open_index
from tests.engines.search.records import add
index = open_index(Path(sys.argv[1]), writable=True)
add(index, [{"title": "Абай жолы"}])
index.commit()
add(index, [{"title": f"Lost {n}"} for n in range(2_000)], first=1)
index.delete([0])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_writer_leaves_the_last_commit(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert run.returncode == -signal.SIGKILL
    assert open_index(tmp_path).search(Query("абай")).total == 1
    writer = open_index(tmp_path, writable=True)  # the lock died with its process
    assert writer.count() == 1
    writer.close()
    (left,) = tmp_path.glob("snapshot-*")
    assert left.name == json.loads((tmp_path / "current.json").read_bytes())["snapshot"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "generation-1"
    index_of(folder, [{"title": f"Абай жолы {n}", "year": 1900 + n} for n in range(50)]).close()
    return folder


@pytest.mark.parametrize("writable", [False, True])
@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"snapshot": 7}', b"[]", b"\0" * 500, b'{"version": 2}']
)
def test_a_damaged_current_file(folder: Path, content: bytes, *, writable: bool) -> None:
    (folder / "current.json").write_bytes(content)
    with pytest.raises(SearchUnavailable):
        open_index(folder, writable=writable)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in next(folder.glob("snapshot-*")).iterdir())


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "longer"])
def test_any_file_of_another_size(folder: Path, damage: str) -> None:
    for name in files(folder):
        path = next(folder.glob("snapshot-*")) / name
        content = path.read_bytes()
        spoilt = {"empty": b"", "cut": content[: len(content) // 2], "longer": content + b"\0"}
        if damage == "missing":
            path.unlink()
        elif spoilt[damage] == content:
            continue
        else:
            path.write_bytes(spoilt[damage])
        with pytest.raises(SearchUnavailable):
            open_index(folder)
        path.write_bytes(content)
    assert open_index(folder).search(Query("абай")).total == 50


@pytest.mark.parametrize("damage", [b"\0", b"\xff"])
def test_files_of_rubbish_never_crash(folder: Path, damage: bytes) -> None:
    for name in files(folder):
        path = next(folder.glob("snapshot-*")) / name
        content = path.read_bytes()
        path.write_bytes(damage * len(content))
        try:
            index = open_index(folder)
            for text in ("абай", '"абай жолы"', "abay year:1900-1920", "абйа", "id:7"):
                index.search(Query(text, filters={"language": ("kk",)}))
            index.suggest("аба")
        except SearchUnavailable as error:
            assert error.params["reason"]  # noqa: PT017  either way is right
        path.write_bytes(content)


def test_a_folder_taken_away_under_a_reader(folder: Path) -> None:
    reader = open_index(folder)
    shutil.rmtree(folder)
    with pytest.raises(SearchUnavailable):
        reader.search(Query("абай"))


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_bytes(b"")
    for writable in (False, True):
        with pytest.raises(SearchUnavailable):
            open_index(path, writable=writable)


def test_commits_leave_one_snapshot(folder: Path) -> None:
    reader, writer = open_index(folder), open_index(folder, writable=True)
    for n in range(3):
        add(writer, [{"title": f"Zhūldyz {n}"}], first=100 + n)
        writer.commit()
        assert reader.search(Query("жұлдыз")).total == n + 1
        assert len(list(folder.glob("snapshot-*"))) == 1
    writer.close()
    assert reader.count() == 53


def test_deleting_between_adding(folder: Path) -> None:
    index = open_index(folder, writable=True)
    index.delete(range(10))
    add(index, [{"title": "Қыз Жібек"}], first=0)
    add(index, [{"title": "Qyz Jibek"}], first=1)
    index.delete([1, 49])
    add(index, [{"title": "Kyz Zhibek"}], first=1)
    index.commit()
    hits = index.search(Query("қыз жібек")).hits
    assert sorted(hit.publication for hit in hits) == [0, 1]
    assert index.count() == 41
    assert [hit.publication for hit in index.search(Query("year:1910")).hits] == [10]
    assert index.search(Query("year:1949")).total == 0
    index.close()


def test_a_commit_of_nothing_keeps_everything(folder: Path) -> None:
    index = open_index(folder, writable=True)
    before = index.search(Query("абай", sort="title", limit=50))
    index.commit()
    assert index.search(Query("абай", sort="title", limit=50)) == before
    index.close()


def test_readers_while_commits_replace_what_they_read(folder: Path) -> None:
    writer, reader = open_index(folder, writable=True), open_index(folder)
    totals, stopped = set[int](), threading.Event()

    def read() -> None:
        while not stopped.is_set():
            totals.add(reader.search(Query("абай")).total)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(4):
        add(writer, [{"title": "Абай"}], first=100 + n)
        writer.commit()
    stopped.set()
    for thread in threads:
        thread.join()
    writer.close()
    assert totals <= set(range(50, 55))
    assert reader.search(Query("абай")).total == 54


def test_more_pieces_than_files_may_be_open(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    index = open_index(tmp_path, writable=True)
    made = piece(documents(columns([{"title": "Абай"}]), publication=[0], institution="KZ"))
    for n in range(400):
        index.add_piece(replace(made, publication=np.array([n])))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        index.commit()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert index.search(Query("абай")).total == index.count() == 400
    index.close()


def test_what_commits_replaced_is_let_go(folder: Path) -> None:
    index = open_index(folder, writable=True)
    gc.collect()
    gc.disable()
    try:
        open_files = []
        for _ in range(3):
            index.commit()
            index.search(Query("абай", filters={"language": ("kk",)}))
            open_files.append(len(list(Path("/proc/self/fd").iterdir())))
    finally:
        gc.enable()
    index.close()
    assert open_files[0] == open_files[-1]


FULL = """
import gc, resource, sys
from pathlib import Path
from jalin.engines.search import Query, SearchUnavailable, open_index
from tests.engines.search.records import add, index_of
folder, most = Path(sys.argv[1]), int(sys.argv[2])
index = open_index(folder, writable=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
for change in (
    lambda: add(index, [{"title": f"Lost {n}"} for n in range(5_000)], first=1_000),
    lambda: index.delete([0]),
    index.commit,
):
    try:
        change()
    except SearchUnavailable as error:
        assert index.search(Query("абай")).total == 50, "the last commit is searched"
        break
else:
    sys.exit("the disk was never full")
try:
    index.commit()
except SearchUnavailable:
    index.close()
    del index, change
    gc.collect()
    sys.exit(0)
sys.exit("what failed half way was committed")
"""


@pytest.mark.parametrize("most", [100, 10_000, 30_000])
def test_a_full_disk(folder: Path, most: int) -> None:
    command = [sys.executable, "-W", "error", "-c", FULL, str(folder), str(most)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert open_index(folder).search(Query("абай")).total == 50
    writer = open_index(folder, writable=True)
    add(writer, [{"title": "Абай"}], first=100)
    writer.commit()
    assert writer.search(Query("абай")).total == 51
    writer.close()
    assert len(list(folder.glob("snapshot-*"))) == 1

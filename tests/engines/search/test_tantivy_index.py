"""What can befall the files of the embedded engine."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jalin.engines.search import Query, SearchUnavailable, open_index
from tests.engines.search.records import index_of

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


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "generation-1"
    index_of(folder, [{"title": f"Абай жолы {n}", "year": 1900 + n} for n in range(50)]).close()
    return folder


@pytest.mark.parametrize("writable", [False, True])
@pytest.mark.parametrize("content", [b"", b"{", b'{"segments": 7}', b"\0" * 500])
def test_a_damaged_list_of_segments(index: Path, content: bytes, *, writable: bool) -> None:
    (index / "meta.json").write_bytes(content)
    with pytest.raises(SearchUnavailable):
        open_index(index, writable=writable)


@pytest.mark.parametrize("kind", ["*.term", "*.idx", "*.fast", "*.pos", "*.store", "*.fieldnorm"])
@pytest.mark.parametrize("damage", ["missing", "empty", "zeros", "cut"])
def test_a_damaged_segment(index: Path, kind: str, damage: str) -> None:
    for file in index.glob(kind):
        content = file.read_bytes()
        file.unlink()
        if damage != "missing":
            spoilt = {
                "empty": b"",
                "zeros": bytes(len(content)),
                "cut": content[: len(content) // 2],
            }
            file.write_bytes(spoilt[damage])
    with pytest.raises(SearchUnavailable):
        open_index(index).search(Query("абай"))


def test_a_folder_taken_away_under_a_reader(index: Path) -> None:
    reader = open_index(index)
    shutil.rmtree(index)
    with pytest.raises(SearchUnavailable):
        reader.search(Query("абай"))


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_bytes(b"")
    for writable in (False, True):
        with pytest.raises(SearchUnavailable):
            open_index(path, writable=writable)


def test_an_index_of_other_fields_is_not_written_to(tmp_path: Path) -> None:
    tantivy = pytest.importorskip("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body")
    tantivy.Index(builder.build(), str(tmp_path))
    for writable in (False, True):
        with pytest.raises(SearchUnavailable):
            open_index(tmp_path, writable=writable)

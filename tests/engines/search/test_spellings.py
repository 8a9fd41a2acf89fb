"""The file that near spellings are looked up in, beside the index."""

from pathlib import Path
from typing import Any

import pytest

from jalin.engines.search import Query, open_index, spellings
from jalin.script.folding import coarse
from tests.engines.search.records import add, index_of

BOOKS: list[dict[str, Any]] = [
    {"title": "Sukarno"},
    {"title": "Абай жолы"},
    {"persons": ["Freeman, Ann"]},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    index_of(tmp_path / "index", BOOKS).close()
    return tmp_path / "index"


def _table(folder: Path) -> Path:
    (table,) = folder.glob("spellings*")
    return table


def test_keys_by_their_level_2_key(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"opstamp": 7}')
    spellings.write(tmp_path, ["sukarno", "abai", "sokarno", "sukarno"])
    found = spellings.opened(tmp_path)
    assert found is not None
    shared = coarse("sukarno")
    assert found.alike(shared) == ["sokarno", "sukarno"]
    assert [found.alike(key) for key in ("", "\0", "zzzz", shared + "\U0010ffff")] == [[]] * 4
    assert _table(tmp_path).name == "spellings-7.arrow"


def test_no_keys(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"opstamp": 0}')
    spellings.write(tmp_path, [])
    found = spellings.opened(tmp_path)
    assert found is not None
    assert found.alike("skrn") == []


@pytest.mark.parametrize("damage", ["missing", "empty", "zeros", "cut", "middle"])
def test_a_search_does_without_it(folder: Path, damage: str) -> None:
    expected = open_index(folder).search(Query("sokarno"))
    assert (expected.total, expected.approximate) == (1, True)
    table = _table(folder)
    content = table.read_bytes()
    spoilt = {"empty": b"", "zeros": bytes(len(content)), "cut": content[: len(content) // 2]}
    spoilt["middle"] = content[:400] + b"\xff" * 64 + content[464:]
    table.unlink()
    if damage != "missing":
        table.write_bytes(spoilt[damage])
    found = open_index(folder).search(Query("sokarno"))
    assert found == expected


def test_each_commit_has_its_own(folder: Path) -> None:
    reader = open_index(folder)
    assert reader.search(Query("sokarno")).total == 1
    assert reader.search(Query("sovetov")).total == 0
    before = _table(folder)
    writer = open_index(folder, writable=True)
    add(writer, [{"title": "Savetov"}], first=10)
    writer.commit()
    writer.close()
    assert _table(folder) != before
    near = reader.search(Query("sovetov"))
    assert ([hit.publication for hit in near.hits], near.approximate) == ([10], True)


def test_a_table_that_cannot_be_written_does_not_undo_the_commit(tmp_path: Path) -> None:
    (tmp_path / "spellings.partial").mkdir()
    index = index_of(tmp_path, BOOKS)
    assert index.search(Query("sokarno")).total == 1
    index.close()

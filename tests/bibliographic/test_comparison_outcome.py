"""The folder of an outcome: all of it or nothing, and never in place of what is somebody's."""

from pathlib import Path

import pytest

from jalin.bibliographic.comparison_errors import FolderInUse, FolderUnavailable
from jalin.bibliographic.comparison_outcome import SCHEMA, check_folder, replaced


def outcome(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "comparison.json").write_text(f'{{"schema": "{SCHEMA}"}}')
    (folder / "report.html").write_text(text)
    return folder


def test_a_new_folder_appears_at_the_end(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    with replaced(out) as made:
        (made / "report.html").write_text("new")
        assert not out.exists()
    assert (out / "report.html").read_text() == "new"
    assert [path.name for path in out.parent.iterdir()] == ["b"]


def test_an_earlier_outcome_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = outcome(tmp_path / "out", "old")
    (out / "both.csv").write_text("old")
    with replaced(out) as made:
        (made / "report.html").write_text("new")
    assert {path.name: path.read_text() for path in out.iterdir()} == {"report.html": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def interrupted(made: Path) -> None:
    (made / "report.html").write_text("new")
    raise KeyboardInterrupt


def test_an_error_leaves_the_earlier_outcome(tmp_path: Path) -> None:
    out = outcome(tmp_path / "out", "old")
    with pytest.raises(KeyboardInterrupt), replaced(out) as made:
        interrupted(made)
    assert (out / "report.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_came_into_the_folder_meanwhile_is_not_lost(tmp_path: Path) -> None:
    thesis = tmp_path / "out" / "thesis.doc"
    with pytest.raises(FolderInUse), replaced(thesis.parent):
        write(thesis)
    assert [path.name for path in thesis.parent.iterdir()] == ["thesis.doc"]


def write(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("mine")


@pytest.mark.parametrize(
    "summary",
    ["", "not json", "[]", '{"schema": "another/1"}'],
    ids=["empty", "text", "list", "other"],
)
def test_a_summary_of_something_else_is_not_an_outcome(summary: str, tmp_path: Path) -> None:
    (tmp_path / "comparison.json").write_text(summary)
    with pytest.raises(FolderInUse):
        check_folder(tmp_path)


def test_an_outcome_with_a_note_of_yours_in_it_is_kept(tmp_path: Path) -> None:
    out = outcome(tmp_path / "out", "old")
    (out / "notes.txt").write_text("mine")
    with pytest.raises(FolderInUse) as refused:
        check_folder(out)
    assert refused.value.params["example"] == "notes.txt"


def test_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FolderUnavailable):
        check_folder(tmp_path / "file")
    with pytest.raises(FolderUnavailable), replaced(tmp_path / "file" / "out"):
        pass
    assert (tmp_path / "file").read_text() == "mine"

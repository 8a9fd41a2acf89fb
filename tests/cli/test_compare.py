"""`jalin compare` from end to end, with catalogues small enough to count by hand."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pymarc
import pytest
from click.testing import CliRunner, Result

from jalin.cli import main

# Number, title, author, year, language, country (MARC), subject.
Book = tuple[str, str, str, str, str, str, str]
ABAI = ("Абай жолы : роман-эпопея", "Әуезов, Мұхтар", "1977", "kaz", "kz ")
ABAI_LATIN = ("Abai zholy : roman-ėpopei︠a︡", "Ăuezov, Mūkhtar", "1977", "kaz", "kz ")
BUMI = ("Bumi manusia : sebuah roman", "Pramoedya Ananta Toer", "1980", "ind", "io ")
KOZHA = ("Менің атым Қожа", "Соқпақбаев, Бердібек", "1957", "kaz", "kz ")
LASKAR = ("Laskar pelangi", "Andrea Hirata", "2005", "ind", "io ")
STEPPE = ("A journey through the steppes", "Atkinson, Lucy", "1863", "eng", "enk")

OURS: tuple[Book, ...] = (
    ("o1", *ABAI, "Kazakh fiction"),
    ("o2", *BUMI, "Indonesian fiction"),
    ("o3", *LASKAR, "Indonesian fiction"),
    ("o4", *STEPPE, "Kazakhstan -- Description and travel"),
)
THEIRS: tuple[Book, ...] = (
    ("t1", *ABAI_LATIN, "Kazakh fiction"),
    ("t2", *BUMI, "Indonesian fiction"),
    ("t3", *KOZHA, "Kazakh fiction"),
)


def marc(book: Book) -> bytes:
    number, title, author, year, language, country, subject = book
    record = pymarc.Record(leader="00000nam a2200000 a 4500")
    subfield = pymarc.Subfield
    head, _, rest = title.partition(" : ")
    titles = [subfield("a", head + " :"), subfield("b", rest)] if rest else [subfield("a", head)]
    record.add_field(
        pymarc.Field("001", data=number),
        pymarc.Field("008", data=f"990101s{year}    {country}           000 1 {language} d"),
        pymarc.Field("100", ["1", " "], [subfield("a", author)]),
        pymarc.Field("245", ["1", "0"], titles),
        pymarc.Field("650", [" ", "0"], [subfield("a", subject)]),
    )
    return record.as_marc()


def catalogue(path: Path, books: tuple[Book, ...]) -> Path:
    path.write_bytes(b"".join(marc(book) for book in books))
    return path


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return catalogue(tmp_path / "jakarta.mrc", OURS)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return catalogue(tmp_path / "astana.mrc", THEIRS)


def compare(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)])


def counts(out: Path) -> dict[str, int]:
    summary = json.loads((out / "comparison.json").read_text("utf-8"))
    names = ("ours", "theirs", "both", "only_ours", "only_theirs", "to_review")
    return {name: summary[name] for name in names}


def numbers(path: Path) -> list[str]:
    return [record["001"].data for record in pymarc.MARCReader(path.read_bytes()) if record]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_both_hold_and_what_each_lacks(ours: Path, theirs: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "report"
    result = compare(ours, theirs, "--out", out)
    assert result.exit_code == 0, result.output
    assert counts(out) == {
        "ours": 4, "theirs": 3, "both": 2, "only_ours": 2, "only_theirs": 1, "to_review": 0,
    }  # fmt: skip
    assert numbers(out / "both_ours.mrc") == ["o1", "o2"]
    assert numbers(out / "both_theirs.mrc") == ["t1", "t2"]
    assert numbers(out / "only_ours.mrc") == ["o3", "o4"]
    assert (out / "only_theirs.mrc").read_bytes() == marc(THEIRS[2])
    assert sorted(path.name for path in out.iterdir()) == [
        "both.csv", "both_ours.mrc", "both_theirs.mrc", "comparison.json", "faults.csv",
        "only_ours.csv", "only_ours.mrc", "only_theirs.csv", "only_theirs.mrc", "report.html",
        "to_review.csv",
    ]  # fmt: skip
    assert "jakarta" in result.output
    assert [path.name for path in out.parent.iterdir()] == ["report"]


def test_breakdowns_are_in_the_summary(ours: Path, theirs: Path, tmp_path: Path) -> None:
    compare(ours, theirs, "--out", tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    assert summary["breakdowns"]["language"] == [
        {"value": "id", "ours": 2, "both": 1, "theirs": 1},
        {"value": "kk", "ours": 1, "both": 1, "theirs": 2},
        {"value": "en", "ours": 1, "both": 0, "theirs": 0},
    ]
    assert summary["values"] == {
        "language": 3, "script": 2, "country": 3, "decade": 5, "subject": 3,
    }  # fmt: skip
    assert list(summary["breakdowns"]) == ["language", "script", "country", "decade", "subject"]


def test_a_second_run_gives_the_same_bytes(ours: Path, theirs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert compare(ours, theirs, "--out", out).exit_code == 0
    first = contents(out)
    assert compare(ours, theirs, "--out", out).exit_code == 0
    assert contents(out) == first


def test_a_catalogue_compared_with_itself_is_all_in_both(ours: Path, tmp_path: Path) -> None:
    result = compare(ours, ours, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert counts(tmp_path / "out") == {
        "ours": 4, "theirs": 4, "both": 4, "only_ours": 0, "only_theirs": 0, "to_review": 0,
    }  # fmt: skip
    assert "jakarta (ours)" in result.output


def test_about_a_country_in_both_directions(ours: Path, theirs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert compare(ours, theirs, "--out", out, "--about", "kazakhstan").exit_code == 0
    assert counts(out) == {
        "ours": 2, "theirs": 2, "both": 1, "only_ours": 1, "only_theirs": 1, "to_review": 0,
    }  # fmt: skip
    assert numbers(out / "only_ours.mrc") == ["o4"]
    assert numbers(out / "only_theirs.mrc") == ["t3"]
    assert compare(ours, theirs, "--out", out, "--about", "KZ", "--about", "ID").exit_code == 0
    assert counts(out)["ours"] == 4
    summary = json.loads((out / "comparison.json").read_text("utf-8"))
    assert [topic["countries"] for topic in summary["about"]] == [["KZ"], ["ID"]]
    assert "Kazakhstan, Indonesia" in (out / "report.html").read_text("utf-8")


def test_folders_marcxml_and_languages(ours: Path, theirs: Path, tmp_path: Path) -> None:
    side = tmp_path / "side"
    side.mkdir()
    ours.rename(side / "a.mrc")
    (side / "again.mrc").write_bytes((side / "a.mrc").read_bytes())
    out = side / "out"  # inside what is read: an earlier outcome must not be read as a catalogue
    options = ("--out", out, "--records", "marcxml", "--language", "kk", "--name-ours", "Жакарта")
    assert compare(side, theirs, *options).exit_code == 0
    result = compare(side, theirs, *options)
    assert result.exit_code == 0
    assert counts(out)["ours"] == 4
    assert "again.mrc is the same file as a.mrc and was read once" in result.output
    assert len(pymarc.parse_xml_to_array(str(out / "only_ours.xml"))) == 2
    assert "Жакарта" in (out / "report.html").read_text("utf-8")


def test_an_unreadable_record_is_told_and_stops_nothing(theirs: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mrc"
    broken.write_bytes(marc(OURS[0]) + b"00099xxx\x1d" + marc(OURS[1]))
    result = compare(broken, theirs, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert counts(tmp_path / "out")["both"] == 2
    assert "records that could not be read: 1; see faults.csv" in result.output
    faults = (tmp_path / "out" / "faults.csv").read_text("utf-8-sig").splitlines()
    assert faults[1].startswith(f"broken,broken.mrc,{len(marc(OURS[0]))},")


# -- what is refused, and what is left then


def test_a_folder_with_other_files_is_refused(ours: Path, theirs: Path, tmp_path: Path) -> None:
    out = tmp_path / "photos"
    out.mkdir()
    (out / "cat.jpg").write_bytes(b"x")
    result = compare(ours, theirs, "--out", out)
    assert result.exit_code == 2
    assert "cat.jpg" in result.output
    assert contents(out) == {"cat.jpg": b"x"}


def test_a_folder_that_only_looks_like_an_outcome_is_refused(
    ours: Path, theirs: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "both.csv").write_text("mine")
    assert compare(ours, theirs, "--out", tmp_path / "out").exit_code == 2
    assert contents(tmp_path / "out") == {"both.csv": b"mine"}
    (tmp_path / "file").write_text("mine")
    assert compare(ours, theirs, "--out", tmp_path / "file").exit_code == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "is empty"), (b"%PDF-1.7", "a PDF document"), (b"\0" * 5000, "nothing but zeros")],
)
def test_what_is_no_catalogue_is_refused(
    data: bytes, says: str, theirs: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(data)
    result = compare(bad, theirs, "--out", tmp_path / "out")
    assert (result.exit_code, says in result.output) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["astana.mrc", "bad"]


def test_a_missing_file_and_an_unknown_topic_are_refused(
    ours: Path, theirs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert compare(ours, tmp_path / "none.mrc", "--out", out).exit_code == 2
    assert compare(ours, theirs, "--out", out, "--about", "country:Atlantis").exit_code == 2
    assert compare(ours, theirs, "--out", out, "--about", " ").exit_code == 2
    assert compare(ours, theirs).exit_code == 2  # --out is missing
    assert not out.exists()


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "terminated"]
)
def test_an_interruption_leaves_the_earlier_outcome(
    sent: signal.Signals, code: int, theirs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert compare(theirs, theirs, "--out", out).exit_code == 0
    before = contents(out)
    large = tmp_path / "large.mrc"
    large.write_bytes(b"".join(marc((f"n{i}", *LASKAR, "")) for i in range(4000)))
    running = subprocess.Popen(
        [Path(sys.executable).with_name("jalin"), "compare", large, theirs, "--out", out],
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob(".out.*.partial")) and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(sent)
    _, said = running.communicate(timeout=20)
    assert running.returncode == code, said
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["astana.mrc", "large.mrc", "out"]
    if sent is signal.SIGINT:
        assert said == b"Interrupted; nothing was written.\n"


def test_help_tells_of_files_and_exit_codes() -> None:
    help_text = compare("--help").output
    for word in ("report.html", "faults.csv", "Exit codes", "130", "--about"):
        assert word in help_text

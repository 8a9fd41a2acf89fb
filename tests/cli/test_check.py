"""`jalin check` as a person and as a program calls it."""

import json
import os
from pathlib import Path

from click.testing import CliRunner, Result

from jalin.cli import main
from tests.bibliographic.iso2709_records import RUSSIAN, UNIMARC, encoded, iso2709, simple

TWO = ("041", b"1 \x1faindrus\x1fhkaz")


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def write(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def test_a_sound_file(tmp_path: Path) -> None:
    file = write(tmp_path, "ours.mrc", simple(1) + simple(2))
    result = check(file, "--json")
    assert result.exit_code == 0
    assert json.loads(result.output) == {
        "file": file,
        "format": "marc21",
        "carrier": "iso2709",
        "encoding": "utf-8",
        "encodings": {"ascii": 2},
        "records": 2,
        "unreadable": 0,
        "languages": {"id": 2},
        "faults": [],
        "fault_count": 0,
        "error": None,
    }


def test_faults_have_their_place(tmp_path: Path) -> None:
    rusmarc = iso2709(encoded(RUSSIAN, "cp1251"), UNIMARC)
    file = write(tmp_path, "theirs.iso", rusmarc * 2 + rusmarc[:-20])
    result = check(file, "--json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert (report["format"], report["encoding"]) == ("unimarc", "cp1251")
    assert (report["records"], report["unreadable"]) == (3, 1)
    assert report["languages"] == {"ru": 2}
    (fault,) = report["faults"]
    assert (fault["offset"], fault["identifier"], fault["field"], fault["code"]) == (
        2 * len(rusmarc),
        "RU-1",
        "",
        "truncated",
    )
    assert "The record breaks off" in fault["reason"]
    text = check(file).output
    assert f"unreadable at byte {2 * len(rusmarc)}, record RU-1" in text
    assert "UNIMARC in ISO 2709" in text


def test_languages_of_both_fields(tmp_path: Path) -> None:
    record = iso2709([("001", b"1"), ("008", b" " * 35 + b"kaz  "), TWO, ("245", b"10\x1faT")])
    report = json.loads(check(write(tmp_path, "f", record), "--json").output)
    assert report["languages"] == {"kk": 1, "id": 1, "ru": 1}


def test_several_files_give_a_list_and_the_worst_exit_code(tmp_path: Path) -> None:
    good = write(tmp_path, "good.mrc", simple(1))
    pdf = write(tmp_path, "scan.pdf", b"%PDF-1.7 ...")
    result = check(good, pdf, str(tmp_path), "--json")
    assert result.exit_code == 2
    reports = json.loads(result.output)
    assert [report["records"] for report in reports] == [1, 0, 0]
    codes = [report["error"] and report["error"]["code"] for report in reports]
    assert codes == [None, "not_a_catalogue", "is_directory"]
    text = check(good, pdf).output
    assert "it looks like a PDF document" in text
    assert "Export the catalogue" in text


def test_an_unknown_encoding(tmp_path: Path) -> None:
    result = check(write(tmp_path, "f.mrc", simple(1)), "--encoding", "klingon")
    assert result.exit_code == 2
    assert "Use one of: utf-8, marc-8, cp1251" in result.output


def test_any_name_can_be_printed(tmp_path: Path) -> None:
    file = os.fsdecode(os.fsencode(tmp_path) + b"/\xff[bold].mrc")
    Path(file).write_bytes(b"")
    assert check(file).exit_code == 2
    assert "\ufffd[bold].mrc is empty" in check(file).output
    assert json.loads(check(file, "--json").output)["error"]["code"] == "empty_file"


def test_only_some_faults_are_shown(tmp_path: Path) -> None:
    bad = b"00001" + simple(1)[5:]
    result = check(write(tmp_path, "f.mrc", bad * 30), "--faults", "3")
    assert result.exit_code == 1
    assert result.output.count("fault at byte") == 3
    assert "and 27 more" in result.output


def test_help_teaches() -> None:
    text = check("--help").output
    assert "Exit codes" in text
    assert "jalin check ours.mrc" in text


def test_a_record_does_not_steer_the_terminal(tmp_path: Path) -> None:
    record = iso2709([("001", b"x\x1b]0;owned\x07\r\n\xe2\x80\xae"), ("2\x1b5", b"  \x1fa-")])
    output = check(write(tmp_path, "ours.mrc", record)).output
    assert not set(output) & set("\x1b\x07\r\u202e")
    assert "record x\\u001b]0;owned\\u0007" in output

"""The lists: what a spreadsheet makes of them, and the records as supplied."""

import csv
from pathlib import Path

import numpy as np
import pymarc
import pytest
from lxml import etree

from jalin.bibliographic.chunk import Fault
from jalin.bibliographic.comparison import ReviewPair, compare
from jalin.bibliographic.comparison_catalogue import Catalogue, Request, read_catalogue
from jalin.bibliographic.comparison_errors import NoCatalogues
from jalin.bibliographic.comparison_lists import Lists, write_faults
from jalin.bibliographic.comparison_records import RecordList, write_records
from jalin.bibliographic.errors import FileUnavailable, NotACatalogue
from jalin.bibliographic.fields import Field, Record, fields_of
from jalin.bibliographic.reading import read_bytes
from tests.bibliographic.test_comparison import table
from tests.bibliographic.test_fields import collection
from tests.bibliographic.test_report import catalogue


def record(number: str, title: str, *, year: str = "1999") -> bytes:
    marc = pymarc.Record(leader="00000nam a2200000 a 4500")
    fixed = f"990101s{year}    kz            000 0 kaz d"
    marc.add_field(
        pymarc.Field("001", data=number),
        pymarc.Field("008", data=fixed),
        pymarc.Field("245", ["1", "0"], [pymarc.Subfield("a", title)]),
    )
    return marc.as_marc()


def rows_of(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(data.decode("utf-8-sig").splitlines()))


def test_a_cell_is_never_a_formula_and_is_one_line(tmp_path: Path) -> None:
    titles = ["=1+1", "+7 727", "-3", "@SUM(A1)", "\t=x", "a=b", None, 'say "a", b', "a\r\nb"]
    side = catalogue("=A", table(*({"title": title} for title in titles)))
    compared = compare(side.columns, table(), clusters=np.arange(len(titles)))
    Lists(side, side, explain=list).one_sided(tmp_path / "a.csv", "only_ours", compared)
    head, *rows = rows_of(tmp_path / "a.csv")
    assert [row[head.index("title")] for row in rows] == [
        "'=1+1", "'+7 727", "'-3", "'@SUM(A1)", "'=x", "a=b", "", 'say "a", b', "a b",
    ]  # fmt: skip
    assert {row[head.index("file")] for row in rows} == {"'=A.mrc"}
    assert (tmp_path / "a.csv").read_bytes().count(b"\r\n") == len(titles) + 1


def test_both_have_their_records_side_by_side(tmp_path: Path) -> None:
    ours = catalogue("A", table({"title": "One", "persons": ["X", "Y"]}, {"title": "Again"}))
    theirs = catalogue("B", table({"title": "Один"}))
    compared = compare(ours.columns, theirs.columns, clusters=np.array([0, 0, 0]))
    Lists(ours, theirs, explain=list).both(tmp_path / "both.csv", compared)
    head, first, second = rows_of(tmp_path / "both.csv")
    assert len(head) == len(set(head))
    one, two = (dict(zip(head, row, strict=True)) for row in (first, second))
    assert (one["publication"], two["publication"]) == ("1", "1")
    assert (one["ours_title"], one["theirs_title"]) == ("One", "Один")
    assert (one["ours_persons"], one["ours_file"]) == ("X | Y", "A.mrc")
    assert (two["ours_title"], two["theirs_title"], two["theirs_file"]) == ("Again", "", "")


def test_a_list_of_nothing_has_its_headings(tmp_path: Path) -> None:
    side = catalogue("A", table())
    compared = compare(table(), table(), clusters=np.array([], dtype=np.int64))
    Lists(side, side, explain=list).both(tmp_path / "a.csv", compared)
    Lists(side, side, explain=list).to_review(tmp_path / "b.csv", [])
    write_faults(tmp_path / "c.csv", [])
    lengths = [[len(row) for row in rows_of(tmp_path / f"{name}.csv")] for name in "abc"]
    assert lengths == [[49], [50], [8]]


def test_pairs_to_review_have_reasons_in_words(tmp_path: Path) -> None:
    side = catalogue("A", table({"title": "One"}))
    lists = Lists(side, side, explain=lambda codes: [f"so {code}" for code in codes])
    lists.to_review(tmp_path / "r.csv", [ReviewPair(0, 0, 0.61239, ("x", "y"))])
    head, row = rows_of(tmp_path / "r.csv")
    assert head[:2] == ["probability", "reasons"]
    assert row[:2] == ["0.612", "so x; so y"]


def test_faults_say_where_and_why(tmp_path: Path) -> None:
    fault = Fault("a.mrc", 7, "n1", "245", "code", "bad %(tag)s", fatal=True, params={"tag": "x"})
    write_faults(tmp_path / "f.csv", [("Jakarta", fault)])
    assert rows_of(tmp_path / "f.csv")[1] == [
        "Jakarta", "a.mrc", "7", "n1", "245", "code", "bad x", "1",
    ]  # fmt: skip


# -- reading a side


def folder(path: Path) -> Path:
    (path / "b").mkdir(parents=True)
    (path / "a.mrc").write_bytes(record("1", "Aa") + record("2", "Bb"))
    (path / "b" / "c.mrc").write_bytes(record("3", "Cc"))
    (path / "b" / "same.mrc").write_bytes(record("3", "Cc"))
    (path / "notes.txt").write_text("no catalogue")
    (path / ".hidden.mrc").write_bytes(record("9", "Hidden"))
    (path / "out").mkdir()
    (path / "out" / "only_ours.mrc").write_bytes(record("8", "Earlier outcome"))
    return path


def read_side(path: Path, spill: Path, without: Path | None = None) -> Catalogue:
    return read_catalogue(Request(path, "side", without=without), spill)


def test_a_folder_is_read_in_order_and_the_same_file_once(tmp_path: Path) -> None:
    path = folder(tmp_path / "side")
    side = read_side(path, tmp_path / "spill", without=path / "out")
    assert side.columns["control_number"].to_pylist() == ["1", "2", "3"]
    assert [source.name for source in side.sources] == ["a.mrc", "b/c.mrc"]
    assert side.first_row.tolist() == [0, 2, 3]
    assert side.source_names([0, 2, 1]) == ["a.mrc", "b/c.mrc", "a.mrc"]
    assert side.repeated == (("b/same.mrc", "b/c.mrc"),)
    assert side.skipped == ("notes.txt",)


def test_a_broken_file_of_a_folder_is_a_fault_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "side"
    path.mkdir()
    (path / "a.xml").write_text('<!DOCTYPE x [<!ENTITY e "e">]><collection><record/></collection>')
    (path / "b.mrc").write_bytes(record("1", "Aa"))
    side = read_side(path, tmp_path / "spill")
    assert [(fault.file, fault.code, fault.fatal) for fault in side.faults] == [
        ("a.xml", "xml_refused", True)
    ]
    assert side.records == 1


def test_what_is_named_and_no_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotACatalogue):
        read_side(tmp_path / "a.pdf", tmp_path / "spill")
    with pytest.raises(NoCatalogues):
        read_side(tmp_path / "empty", tmp_path / "spill")
    with pytest.raises(FileUnavailable):
        read_side(tmp_path / "missing", tmp_path / "spill")


# -- the records as supplied


def test_records_keep_their_bytes(tmp_path: Path) -> None:
    source = tmp_path / "a.mrc"
    one, two, three = (record(str(i), f"Title {i}") for i in range(3))
    source.write_bytes(one + b"not a record\x1d" + two + three)
    side = read_side(source, tmp_path / "spill")
    chosen = np.array([True, False, True])
    lists = (RecordList(tmp_path / "x", chosen), RecordList(tmp_path / "y", ~chosen))
    assert write_records(side, lists, "iso2709") == []
    assert (tmp_path / "x").read_bytes() == one + three
    assert (tmp_path / "y").read_bytes() == two


def test_marcxml_of_iso2709_and_back(tmp_path: Path) -> None:
    (tmp_path / "a.mrc").write_bytes(record("1", "Көшпенділер <1> & \x0b2"))
    side = read_side(tmp_path / "a.mrc", tmp_path / "spill")
    write_records(side, (RecordList(tmp_path / "a.xml", np.array([True])),), "marcxml")
    root = etree.parse(tmp_path / "a.xml").getroot()
    marc = "{http://www.loc.gov/MARC21/slim}"
    assert root.tag == f"{marc}collection"
    [title] = root.iter(f"{marc}subfield")
    assert title.text == "Көшпенділер <1> & 2"
    back = read_side(tmp_path / "a.xml", tmp_path / "spill2")
    write_records(back, (RecordList(tmp_path / "b.mrc", np.array([True])),), "iso2709")
    again = next(iter(pymarc.MARCReader((tmp_path / "b.mrc").read_bytes())))
    assert again is not None
    assert again["245"]["a"] == "Көшпенділер <1> & 2"
    assert str(again.leader)[9] == "a"


def test_what_iso2709_cannot_hold_is_told(tmp_path: Path) -> None:
    leader = "00000nam a2200000 a 4500"
    long = Record("marc21", leader, [Field("001", "", "", [("", "n1")])])
    long.fields.append(Field("500", " ", " ", [("a", "x" * 9999)]))
    short = Record("marc21", leader, [Field("001", "", "", [("", "n2")])])
    (tmp_path / "a.xml").write_bytes(collection(long, short))
    side = read_side(tmp_path / "a.xml", tmp_path / "spill")
    chosen = (RecordList(tmp_path / "out", np.array([True, True])),)
    [fault] = write_records(side, chosen, "iso2709")
    assert (fault.file, fault.identifier, fault.code) == ("a.xml", "n1", "too_long_for_iso2709")
    [chunk] = read_bytes((tmp_path / "out").read_bytes())
    assert [field.subfields[0][1] for field in fields_of(chunk, 0)] == ["n2"]
    assert write_records(side, chosen, "marcxml") == []
    assert read_side(tmp_path / "out", tmp_path / "spill2").records == 2

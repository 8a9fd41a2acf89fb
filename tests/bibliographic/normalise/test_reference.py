"""The simple columns of real records, held against a slow and independent way with pymarc."""

import gzip
import io
import unicodedata
from functools import cache
from typing import Any

import polars as pl
import pycountry
import pymarc
import pytest
from stdnum import isbn

from jalin.samples import ASTANA, JAKARTA
from tests.bibliographic.normalise.written import columns_of

RECORDS = 1500


@cache
def both() -> tuple[list[pymarc.Record], pl.DataFrame]:
    """Records of the bundled catalogues, and their columns."""
    records: list[bytes] = []
    for sample in (JAKARTA, ASTANA):
        data = gzip.decompress(sample.path.read_bytes())
        records += [record + b"\x1d" for record in data.split(b"\x1d")[:RECORDS] if record]
    whole = b"".join(records)
    frame = pl.from_arrow(columns_of(whole))
    assert isinstance(frame, pl.DataFrame)
    read = [record for record in pymarc.MARCReader(io.BytesIO(whole)) if record is not None]
    return read, frame


def plain(text: str | None) -> str:
    """Only the letters and digits of a text, in NFC."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text or "")))


def values(record: pymarc.Record, tag: str, code: str) -> list[str]:
    return [value for field in record.get_fields(tag) for value in field.get_subfields(code)]


def language(record: pymarc.Record) -> list[str]:
    code = record["008"].data[35:38]
    if code in ("und", "mul", "zxx"):
        return []
    found = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(bibliographic=code)
    return [getattr(found, "alpha_2", None) or found.alpha_3] if found else []


def isbns(record: pymarc.Record) -> list[str]:
    numbers = [value.split(" ")[0].strip(" :;,") for value in values(record, "020", "a")]
    return list(dict.fromkeys(isbn.to_isbn13(isbn.compact(n)) for n in numbers if isbn.is_valid(n)))


def expected(record: pymarc.Record) -> dict[str, Any]:
    title = values(record, "245", "a")[0]
    whole = " : " not in title and " / " not in title
    return {
        "title": plain(title) if whole else None,
        "control_number": record["001"].data.strip(),
        "extent": plain(next(iter(values(record, "300", "a")), "")),
        "isbns": isbns(record),
        "language": language(record),
        "persons": {
            plain(field["a"])
            for field in record.get_fields("100", "700")
            if "b" not in field or field["b"][0].isdigit()
        },
    }


def ours(row: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": plain(row["title"]) if like["title"] is not None else None,
        "control_number": row["control_number"],
        "extent": plain(row["extent"]),
        "isbns": row["isbns"],
        "language": row["languages"][: len(like["language"])],
        "persons": {name for name in map(plain, row["persons"]) if name in like["persons"]},
    }


def test_simple_columns() -> None:
    records, frame = both()
    assert len(records) == len(frame) == 2 * RECORDS
    wanted = [expected(record) for record in records]
    assert [ours(row, like) for row, like in zip(frame.to_dicts(), wanted, strict=True)] == wanted


@pytest.mark.parametrize(
    ("column", "share"),
    [("title", 1.0), ("year", 0.99), ("country", 0.98), ("languages", 0.99), ("pages", 0.8)],
)
def test_nearly_every_record_has_what_nearly_every_book_has(column: str, share: float) -> None:
    frame = both()[1][column]
    there = frame.list.len() > 0 if frame.dtype == pl.List else frame.is_not_null()
    assert there.mean() >= share

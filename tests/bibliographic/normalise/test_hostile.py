"""Input that means no good, or nothing at all: columns that are whole, and no crash."""

import io
from itertools import pairwise

import pyarrow as pa
import pymarc
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.bibliographic.chunk import Format
from jalin.bibliographic.columns import SCHEMA
from tests.bibliographic.normalise.golden import CASES
from tests.bibliographic.normalise.written import columns_of, iso2709

TAGS = [
    f"{tag:03}"
    for tag in (
        *(1, 3, 8, 20, 22, 41, 43, 80, 100, 101, 102, 110, 200, 205, 210, 215, 225, 245, 246, 250),
        *(260, 264, 300, 461, 490, 600, 606, 650, 651, 700, 710, 765, 830, 880),
    )
]
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x1d\x1e\x1f"), max_size=30
) | st.sampled_from(
    ["", " ", "=", " = ", "[", "]", "/ :", "245-01/(N", "2001 ", "1999", "v. 2", "\u0301"]
)
SUBFIELD = st.tuples(st.sampled_from("abcdefghnptvxyz12678"), TEXT)
FIELD = st.tuples(st.sampled_from(TAGS), st.lists(SUBFIELD, max_size=6))
FORMATS = st.sampled_from(["marc21", "unimarc"])


def written(fields: list[tuple[str, list[tuple[str, str]]]]) -> bytes:
    record = pymarc.Record(force_utf8=True)
    for tag, subfields in fields:
        if tag < "010":
            record.add_field(pymarc.Field(tag, data="".join(text for _, text in subfields)))
        else:
            made = [pymarc.Subfield(code, text) for code, text in subfields]
            record.add_field(
                pymarc.Field(tag, indicators=pymarc.Indicators("1", "0"), subfields=made)
            )
    return bytes(record.as_marc())


def check(columns: pa.Table) -> None:
    """Whole Arrow arrays; lists are never null, and no text is empty or blank at its ends."""
    columns.validate(full=True)
    assert columns.schema == SCHEMA
    for field in SCHEMA:
        values = columns.column(field.name).combine_chunks()
        if pa.types.is_list(field.type):
            assert values.null_count == 0
            values = values.flatten()
        if values.type == pa.string():
            assert [text for text in values.to_pylist() if text == ""] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(FIELD, min_size=1, max_size=12), min_size=1, max_size=4), FORMATS)
def test_any_fields(
    records: list[list[tuple[str, list[tuple[str, str]]]]], format_: Format
) -> None:
    columns = columns_of(b"".join(map(written, records)), format_)
    check(columns)
    assert len(columns) <= len(records)


@settings(max_examples=60, deadline=None)
@given(st.data(), FORMATS)
def test_any_byte_changed(data: st.DataObject, format_: Format) -> None:
    texts = [case.marc21 if format_ == "marc21" else case.unimarc for case in CASES[:4]]
    whole = bytearray(b"".join(iso2709(text) for text in texts if text))
    for at in data.draw(st.lists(st.integers(24, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    check(columns_of(bytes(whole), format_))


def test_a_record_of_880s_without_a_link_is_no_hindrance() -> None:
    record = written([("880", [("a", f"Абай {i}")]) for i in range(2000)])
    columns = columns_of(record)
    assert columns.column("vernacular_title").to_pylist() == ["Абай 0"]


def test_a_date_of_control_characters_is_none() -> None:
    record = written([("260", [("c", "\x01")])])
    assert columns_of(record).column("year").to_pylist() == [None]


def test_a_list_holds_nothing_twice() -> None:
    record = written([("650", [("a", "Law")])] * 3 + [("653", [("a", "Law")])])
    assert columns_of(record * 2).column("subjects").to_pylist() == [["Law"]] * 2


def test_offsets_are_those_of_the_bytes() -> None:
    records = [iso2709(case.marc21) for case in CASES if case.marc21]
    columns = columns_of(b"".join(records))
    stream = io.BytesIO(b"".join(records))
    for (offset, following), record in zip(
        pairwise([*columns.column("offset").to_pylist(), stream.getbuffer().nbytes]),
        records,
        strict=True,
    ):
        assert stream.getvalue()[offset:following] == record

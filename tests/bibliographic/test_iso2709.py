"""Records of ISO 2709, each with one difficulty by its name; and against pymarc."""

import io
import random
from contextlib import suppress

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.errors import CatalogueFileError
from jalin.bibliographic.reading import read_bytes
from tests.bibliographic.iso2709_records import (
    RUSSIAN,
    SIMPLE,
    UNIMARC,
    all_texts,
    as_text,
    check_shape,
    encoded,
    iso2709,
    simple,
    texts,
)

GOOD = iso2709(SIMPLE)
NEXT = simple(43)
TITLE = ("245", "10\x1faLaskar pelangi /\x1fcAndrea Hirata.")


def one_chunk(data: bytes) -> Chunk:
    (chunk,) = read_bytes(data, file="f.mrc")
    check_shape(chunk)
    return chunk


def codes(chunk: Chunk) -> list[str]:
    return [fault.code for fault in chunk.faults]


def test_a_sound_file_is_taken_as_it_is() -> None:
    chunk = one_chunk(GOOD + NEXT)
    assert chunk.text is chunk.supplied
    assert next(texts(chunk)) == as_text(SIMPLE)
    assert chunk.record_offset.tolist() == [0, len(GOOD)]
    assert chunk.record_length.tolist() == [len(GOOD), len(NEXT)]
    assert chunk.faults == ()


@pytest.mark.parametrize("padding", [b"\n", b"\r\n", b"\x00\x00\x00", b"   \n", b"\x1a"])
def test_padding_between_records_counts_for_nothing(padding: bytes) -> None:
    chunk = one_chunk(GOOD + padding + NEXT + padding)
    assert chunk.faults == ()
    assert chunk.record_offset.tolist() == [0, len(GOOD) + len(padding)]


def test_a_byte_order_mark_is_skipped() -> None:
    chunk = one_chunk(b"\xef\xbb\xbf" + GOOD)
    assert chunk.faults == ()
    assert chunk.record_offset.tolist() == [3]


BROKEN = {
    "leader_length_too_small": (b"00100" + GOOD[5:], "wrong_length"),
    "leader_length_too_large": (b"99998" + GOOD[5:], "wrong_length"),
    "leader_length_no_number": (b"001x5" + GOOD[5:], "wrong_length"),
    "base_address_wrong": (GOOD[:12] + b"00099" + GOOD[17:], "wrong_base_address"),
    "base_address_no_number": (GOOD[:12] + b"f0037" + GOOD[17:], "wrong_base_address"),
    "directory_length_wrong": (GOOD.replace(b"0010003", b"0010009"), "wrong_directory"),
    "directory_offset_wrong": (GOOD.replace(b"00800", b"00899"), "wrong_directory"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_lies_about_places_is_read_by_terminators(name: str) -> None:
    data, code = BROKEN[name]
    chunk = one_chunk(data + NEXT)
    assert TITLE in next(iter(texts(chunk)))
    assert chunk.readable.tolist() == [True, True]
    assert code in codes(chunk)
    assert not any(fault.fatal for fault in chunk.faults)


def test_a_length_in_characters_instead_of_bytes() -> None:
    record = iso2709([("001", b"1"), ("245", "10\x1faKítáb".encode()), ("500", b"  \x1faX")])
    lying = record.replace(b"2450011", b"2450009").replace(b"500000500013", b"500000500011")
    chunk = one_chunk(lying)
    assert list(texts(chunk)) == [[("001", "1"), ("245", "10\x1faKítáb"), ("500", "  \x1faX")]]


def test_a_record_longer_than_its_leader_can_say() -> None:
    fields = [("001", b"1"), *[("500", b"  \x1fa" + b"x" * 9000)] * 15]
    long = iso2709(fields)[:130_000]
    whole = iso2709([("001", b"1"), ("520", b"  \x1fa" + b"y" * 20_000)])
    overlong = b"99999" + whole[5:].replace(b"52020004", b"5209999", 1)
    assert len(long) > 99_999
    chunk = one_chunk(NEXT + overlong + NEXT)
    assert list(texts(chunk))[1] == [("001", "1"), ("520", "  \x1fa" + "y" * 20_000)]


def test_a_record_longer_than_a_chunk() -> None:
    data = b"".join(simple(i) for i in range(50))
    assert all_texts(data, chunk_bytes=64) == all_texts(data)
    assert len(all_texts(data)) == 50


def test_a_truncated_last_record_is_a_fault_and_keeps_its_bytes() -> None:
    chunk = one_chunk(GOOD + NEXT[:150])
    assert chunk.readable.tolist() == [True, False]
    (fault,) = chunk.faults
    assert (fault.offset, fault.code, fault.identifier) == (len(GOOD), "truncated", "43")
    start = int(chunk.record_start[1])
    assert chunk.supplied[start : start + int(chunk.record_length[1])] == NEXT[:150]


def test_a_last_record_that_lacks_only_its_terminator() -> None:
    chunk = one_chunk(GOOD + NEXT[:-1])
    assert chunk.readable.tolist() == [True, True]
    assert codes(chunk) == ["no_terminator"]


def test_a_missing_terminator_between_records_costs_neither() -> None:
    chunk = one_chunk(GOOD + NEXT[:-1] + simple(44) + simple(45))
    assert [record[0][1] for record in texts(chunk)] == ["42", "43", "44", "45"]
    assert codes(chunk) == ["no_terminator"]


def test_a_record_terminator_within_a_field() -> None:
    fields = [("001", b"7"), ("245", b"10\x1faOne\x1dtwo"), ("500", b"  \x1faNote")]
    chunk = one_chunk(GOOD + iso2709(fields) + NEXT)
    assert list(texts(chunk))[1] == [
        ("001", "7"),
        ("245", "10\x1faOne two"),
        ("500", "  \x1faNote"),
    ]


def test_text_before_a_record_is_a_fault_of_its_own() -> None:
    chunk = one_chunk(GOOD + b"-- end of part 1 --\n" + NEXT)
    assert chunk.readable.tolist() == [True, False, True]
    assert [fault.offset for fault in chunk.faults] == [len(GOOD)]


def test_a_field_terminator_within_a_field_does_not_stop_the_file() -> None:
    fields = [("001", b"7"), ("245", b"10\x1faOne\x1etwo"), ("500", b"  \x1faNote")]
    chunk = one_chunk(iso2709(fields) + NEXT)
    assert list(texts(chunk))[1] == [("001", "43"), *as_text(SIMPLE[1:])]


def test_tags_in_any_order_and_of_letters() -> None:
    fields = [("245", b"10\x1faT"), ("001", b"1"), ("CAT", b"  \x1faX"), ("100", b"1 \x1faA")]
    chunk = one_chunk(iso2709(fields))
    assert chunk.faults == ()
    assert list(texts(chunk)) == [as_text(fields)]


@pytest.mark.parametrize(
    ("content", "read", "code"),
    [
        (b"\x1faTitle", "  \x1faTitle", "bad_indicators"),
        (b"1\x1faTitle", "  \x1faTitle", "bad_indicators"),
        (b"100\x1faTitle", "  \x1faTitle", "bad_indicators"),
        (b"1\x00\x1faTitle", "  \x1faTitle", "bad_indicators"),
        (b"Title", "  \x1faTitle", "no_indicators"),
    ],
)
def test_indicators_that_are_none(content: bytes, read: str, code: str) -> None:
    chunk = one_chunk(iso2709([("001", b"1"), ("245", content)]))
    assert list(texts(chunk)) == [[("001", "1"), ("245", read)]]
    assert [(fault.code, fault.field, fault.fatal) for fault in chunk.faults] == [
        (code, "245", False)
    ]


def test_a_record_without_fields_is_unreadable() -> None:
    chunk = one_chunk(GOOD + b"00026     2200025   4500\x1e\x1d" + NEXT)
    assert chunk.readable.tolist() == [True, False, True]
    assert codes(chunk) == ["no_directory"] or codes(chunk) == ["no_fields"]


def test_bad_bytes_in_utf8_are_replaced_and_told() -> None:
    good = "  \x1faҚазақ тілі — сөздік ".encode()
    record = iso2709([("001", b"1"), ("245", good + b"\xff"), ("500", good)])
    chunk = one_chunk(record)
    (fields,) = texts(chunk)
    assert fields[1] == ("245", "  \x1faҚазақ тілі — сөздік \ufffd")
    assert [(fault.code, fault.field) for fault in chunk.faults] == [("undecoded", "245")]


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r"])
def test_recoding_all_at_once_is_what_recoding_one_by_one_gives(encoding: str) -> None:
    legacy = iso2709(encoded(RUSSIAN, encoding), UNIMARC)
    broken = b"00001" + legacy[5:]
    expected = list(RUSSIAN)
    data = GOOD + legacy + legacy + NEXT + broken + legacy
    assert [all_texts(data)[i] for i in (1, 2, 4, 5)] == [expected] * 4
    assert all_texts(data)[3] == [("001", "43"), *as_text(SIMPLE[1:])]


def test_an_encoding_given_overrules_what_is_found() -> None:
    record = iso2709([("001", b"1"), ("245", b"10\x1fa\xe1\xeb\xee\xea")])
    assert all_texts(record, encoding="windows-1251")[0][1] == ("245", "10\x1faблок")
    assert all_texts(record, encoding="koi8-r")[0][1] == ("245", "10\x1faАКНЙ")


# -- against pymarc, and against chance

_letters = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\x1d\x1e\x1f"
)
_text = st.text(_letters, max_size=30)
_subfield = st.tuples(st.sampled_from("abcz69"), _text)
_data_field = st.tuples(
    st.sampled_from(["100", "245", "650", "880", "999"]),
    st.sampled_from(["  ", "10", " 7"]),
    st.lists(_subfield, min_size=1, max_size=4),
)


def built(fields: list[tuple[str, str, list[tuple[str, str]]]]) -> pymarc.Record:
    record = pymarc.Record(leader="     nam a22     2a 4500", force_utf8=True)
    record.add_field(pymarc.Field(tag="001", data="id"))
    for tag, indicators, subfields in fields:
        pairs = [pymarc.Subfield(code, text) for code, text in subfields]
        record.add_field(
            pymarc.Field(tag=tag, indicators=pymarc.Indicators(*indicators), subfields=pairs)
        )
    return record


def as_pymarc(data: bytes) -> list[list[tuple[str, str]]]:
    records = []
    for record in pymarc.MARCReader(io.BytesIO(data), to_unicode=True, force_utf8=True):
        assert record is not None
        records.append([(field.tag, _shown(field)) for field in record.fields])
    return records


def _shown(field: pymarc.Field) -> str:
    if field.is_control_field():
        return str(field.data)
    body = "".join(f"\x1f{subfield.code}{subfield.value}" for subfield in field.subfields)
    return "".join(field.indicators) + body


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(_data_field, max_size=6), min_size=1, max_size=5), st.integers(30, 400))
def test_sound_records_are_read_as_pymarc_reads_them(
    records: list[list[tuple[str, str, list[tuple[str, str]]]]], chunk_bytes: int
) -> None:
    data = b"".join(built(fields).as_marc() for fields in records)
    assert all_texts(data, format="marc21", chunk_bytes=chunk_bytes) == as_pymarc(data)


_SEEDS = (
    GOOD + NEXT,
    GOOD + iso2709(encoded(RUSSIAN, "cp1251"), UNIMARC) + NEXT,
    iso2709(encoded(RUSSIAN, "utf-8"), UNIMARC) * 2,
    iso2709([("001", b"8"), ("245", b"10\x1fa\x1b(3YhOI\x1b(B and \xe2e")]) + NEXT,
)
_PIECES = [b"\x1d", b"\x1e", b"\x1f", b"\x1b", b"\x00", b"\xff", b"99999", b"\x1b$1", b"^$a"]


def _mutate(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 2, 5, 30])):
        at = chance.randrange(len(data) or 1)
        kind = chance.randrange(5)
        if kind == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            data[at:at] = chance.choice(_PIECES)
        elif kind == 2:
            del data[at : at + chance.choice([1, 12, 100])]
        elif kind == 3:
            data[at:at] = data[at : at + chance.choice([1, 12, 100])]
        else:
            data[at : at + 1] = chance.choice(_PIECES)


@pytest.mark.parametrize("seed", range(12))
def test_no_damage_breaks_the_reading(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        data = bytearray(chance.choice(_SEEDS))
        _mutate(data, chance)
        with suppress(CatalogueFileError):
            for chunk in read_bytes(bytes(data), chunk_bytes=chance.choice([64, 500, 1 << 20])):
                check_shape(chunk)

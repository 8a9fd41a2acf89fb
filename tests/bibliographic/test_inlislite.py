"""The pseudo-MARC of INLISLite in both shapes."""

import pytest

from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.reading import read_bytes
from tests.bibliographic.iso2709_records import all_texts, check_shape, texts

WHOLE = (
    "00123nam##2200109###4500001001000000008004000010245002500050260001200073"
    "^INLIS1^######s2010####io#a####g######000#0#ind##"
    "^10$a Laskar pelangi :$b sebuah novel /$c Andrea Hirata^##$a Jakarta :$b #$c 2005^"
)
LINES = """LDR 00000nam##22000000a#4500
001 INLIS1
008 ######s2010####io#a####g######000#0#ind##
245 10 $a Laskar pelangi :$b sebuah novel /$c Andrea Hirata
260 ## $a Jakarta :$b #$c 2005
"""
READ = [
    ("001", "INLIS1"),
    ("008", "      s2010    io a    g      000 0 ind  "),
    ("245", "10\x1faLaskar pelangi :\x1fbsebuah novel /\x1fcAndrea Hirata"),
    ("260", "  \x1faJakarta :\x1fc2005"),
]


def one_chunk(data: str) -> Chunk:
    (chunk,) = read_bytes(data.encode(), file="f.txt")
    check_shape(chunk)
    assert (chunk.carrier, chunk.format) == ("inlislite", "marc21")
    return chunk


@pytest.mark.parametrize("between", ["\n", "\r\n", "", "↔", "↔\n", "\x1d"])
def test_whole_records(between: str) -> None:
    chunk = one_chunk(WHOLE + between + WHOLE + between)
    assert list(texts(chunk)) == [READ, READ]
    assert chunk.faults == ()


def test_glyphs_and_bytes_for_the_separators() -> None:
    for field, subfield in (("▲", "▼"), ("\x1e", "$"), ("^", "\x1f"), ("▲", "$")):
        data = WHOLE.replace("^", field).replace("$", subfield)
        assert list(texts(one_chunk(data))) == [READ]


@pytest.mark.parametrize("between", ["\n", "↔\n", ""])
def test_records_by_lines(between: str) -> None:
    chunk = one_chunk(LINES + between + LINES)
    assert list(texts(chunk)) == [READ, READ]
    assert chunk.text[chunk.leader_start[0] :][:24] == b"00000nam  22000000a 4500"


def test_lines_without_leader_and_with_glyphs() -> None:
    text = "245 10 ▼a Judul satu▼b dua▲\n260 ## ▼a Jakarta▲↔\n245 10 ▼a Judul dua▲\n"
    assert list(texts(one_chunk(text))) == [
        [("245", "10\x1faJudul satu\x1fbdua"), ("260", "  \x1faJakarta")],
        [("245", "10\x1faJudul dua")],
    ]


def test_money_is_no_subfield_and_long_lines_go_on() -> None:
    text = "001 1\n245 10 $a Harga US$5 atau\n  lebih /$c Budi\n020 ## $a 978 $c Rp5.000\n"
    assert list(texts(one_chunk(text))) == [
        [
            ("001", "1"),
            ("245", "10\x1faHarga US$5 atau lebih /\x1fcBudi"),
            ("020", "  \x1fa978\x1fcRp5.000"),
        ]
    ]


def test_a_directory_that_names_more_fields_than_there_are() -> None:
    chunk = one_chunk(WHOLE.replace("^##$a Jakarta :$b #$c 2005^", "^"))
    assert list(texts(chunk)) == [READ[:3]]
    assert [fault.code for fault in chunk.faults] == ["directory_count"]


@pytest.mark.parametrize("chunk_bytes", [50, 333])
@pytest.mark.parametrize("record", [WHOLE + "\n", LINES + "\n"])
def test_chunks_of_any_size_hold_the_same(record: str, chunk_bytes: int) -> None:
    data = (record * 20).encode()
    assert all_texts(data, chunk_bytes=chunk_bytes) == [READ] * 20

"""Documents of hostile texts: what people write is shown, and never run."""

import re
import subprocess
import unicodedata
import zlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.engines.typesetting import TypesettingUnavailable, Verbatim, piece, qr_code, typeset
from tests.verapdf import faults

_AT = datetime(2021, 4, 20, 8, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=7)))
_SOURCE = "= #data.document.title\n#for one in data.pieces { said(one) }\n"


def _made(*pieces: dict[str, Any], source: str = _SOURCE, at: datetime = _AT, **more: Any) -> bytes:
    document = {
        "title": "Terms",
        "authors": ["Library"],
        "description": "",
        "lang": "en",
        "footer": "1",
    }
    data = {"document": document, "pieces": list(pieces), **more}
    return typeset(source, data=data, timestamp=at)


def _text(pdf: bytes) -> str:
    out = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return unicodedata.normalize("NFC", out.stdout.decode())


def _letters(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


_HOSTILE = {
    "markup": '#panic("ran") #eval("1+1") $x^2$ *bold* _it_ `raw` @ref <label> // no /* comment',
    "files": '#read("/etc/passwd") #image("/etc/passwd") #import "@preview/a:1.0.0": b',
    "ends of strings": '"] } ) #panic("ran") \\" \\u{41} \\ "',
    "lists": "= heading\n- item\n+ item\n/ term: item\n1. one",
    "bidi": "pay \u202e001\u202c euro \u2067abc\u2069",
    "emoji": "signed \U0001f91d \U0001f469\u200d\U0001f52c \U0001f1f0\U0001f1ff ok",
    "controls": "a\0b\x07c\x1b[31m\ufeff\ufffe",
    "piled marks": "Z" + "\u0300\u0315\u031b" * 200,
    "scripts": "中文 ไทย हिन्दी עברית ქართული",
    "private": "\ue000 \U000f0000 \U0010fffd",
    "nothing": " \n\n \n",
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_text_is_plain_text(name: str) -> None:
    made = _made(piece(_HOSTILE[name], "en"), piece(_HOSTILE[name], "ar"))
    assert faults(made) == []
    assert "ran" not in _text(made).replace('panic("ran")', "")


@pytest.mark.parametrize("name", ["markup", "files", "ends of strings", "lists"])
def test_markup_is_printed_as_it_was_written(name: str) -> None:
    assert _letters(_HOSTILE[name]) in _letters(_text(_made(piece(_HOSTILE[name], "und"))))


def test_a_hundred_thousand_characters_without_a_space_stay_on_their_pages() -> None:
    made = _made(piece("W" * 100_000, "en"))
    assert _letters(_text(made)).count("W") == 100_000
    out = subprocess.run(
        ["pdftotext", "-bbox", "-f", "1", "-l", "1", "-", "-"],
        input=made,
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert max(float(part.split('"')[0]) for part in out.split('xMax="')[1:]) < 595


def test_a_text_of_a_hundred_thousand_characters_is_set_whole() -> None:
    text = "Тараптар ынтымақтасады. " * 4_166
    assert _text(_made(piece(text, "kk"))).count("ынтымақтасады") == 4_166


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "kk", "ar", "kk-Arab", "id"]))
def test_any_text_makes_a_document(text: str, tag: str) -> None:
    assert _made(piece(text, tag)).startswith(b"%PDF-1.7")


def test_the_same_bytes_for_the_same_arguments() -> None:
    first = _made(piece("Тараптар", "kk"), piece("مذكرة", "ar"))
    assert _made(piece("Тараптар", "kk"), piece("مذكرة", "ar")) == first
    assert _made(piece("Тараптар", "kk"), piece("مذكرة", "ar"), at=_AT.astimezone(UTC)) == first


def test_the_date_is_that_of_the_document() -> None:
    made = _made(at=datetime(2021, 4, 20, 1, 30, 15, tzinfo=UTC))
    assert b"D:20210420013015" in made


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("kk", ("kk", None, None, False)),
        ("kk-Arab", ("kk", "arab", None, True)),
        ("ms-Arab", ("ms", "arab", None, True)),
        ("kk-Latn", ("kk", "latn", None, False)),
        ("ar", ("ar", None, None, True)),
        ("ru-KZ", ("ru", None, "KZ", False)),
        ("ar-Latn", ("ar", "latn", None, False)),
    ],
)
def test_a_piece_has_the_language_script_and_direction_of_its_tag(
    tag: str, expected: tuple[str, str | None, str | None, bool]
) -> None:
    made = piece("a", tag)
    assert (made["lang"], made["script"], made["region"], made["rtl"]) == expected


def test_a_piece_keeps_paragraphs_and_lines() -> None:
    made = piece("one\r\ntwo\n \n\nthree\u2028four\n", "en")
    assert made["paragraphs"] == [["one", "two"], ["three", "four"]]
    assert piece(" \n ", "en")["paragraphs"] == []


def test_each_text_is_marked_with_its_language() -> None:
    made = _made(piece("Тараптар", "kk"), piece("Para pihak", "id"), piece("الأطراف", "ar"))
    for tag in (b"kk", b"id", b"ar"):
        assert b"/Lang(%s)" % tag in _unpacked(made)


def test_arabic_comes_out_as_it_went_in() -> None:
    text = "مذكرة تفاهم بشأن التعاون في تبادل الكتب"
    assert text in _text(_made(piece(text, "ar"))).replace("\u202b", "").replace("\u202c", "")


def test_the_qr_code_is_drawn_with_its_alternative_text() -> None:
    source = '#image(bytes(data.qr), format: "svg", alt: data.alt)\n'
    made = _made(source=source, qr=qr_code("https://example.org/" + "a" * 64), alt=Verbatim("QR"))
    assert faults(made) == []
    assert b"/Subtype/Image" not in _unpacked(made)  # drawn in lines


def test_what_the_compiler_refuses_is_an_error_of_ours() -> None:
    with pytest.raises(TypesettingUnavailable, match="file not found"):
        _made(source='#read("house.typ")')
    with pytest.raises(TypesettingUnavailable):
        _made(source='#import "@preview/example:0.1.0": add\n')


def _unpacked(pdf: bytes) -> bytes:
    """A PDF with what its streams hold."""
    found = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream[1]))
        except zlib.error:
            continue
    return b"\n".join(found)


_KAZAKH = (
    "Тараптар құжаттамалық ынтымақтастыққа және кітапханашылардың қауымдастықтарына жәрдемдеседі. "
)
_INDONESIAN = "Perpustakaan menyelenggarakan pertukaran keanggotaan dan pengetahuan. "


@pytest.mark.parametrize(("text", "tag"), [(_KAZAKH, "kk"), (_INDONESIAN, "id")])
def test_words_are_divided_at_the_ends_of_lines_only(text: str, tag: str) -> None:
    narrow = "#block(width: 38mm, { for one in data.pieces { said(one) } })\n"
    made = _made(piece(text * 5, tag), source=narrow)
    lines = _text(made).split("\n")
    ends = [line for line in lines if "\u00ad" in line]
    assert len(ends) > 3
    assert {line.rstrip("\u00ad").count("\u00ad") for line in ends} == {0}
    whole = "".join(_text(made).replace("\u00ad\n", "").replace("\u00ad", "").split())
    assert "".join((text * 5).split()) in whole
    assert faults(made) == []


def test_titles_and_names_are_not_divided() -> None:
    source = "#block(width: 20mm, { for one in data.pieces { inline-said(one) } })\n"
    assert "\u00ad" not in _text(_made(piece(_KAZAKH, "kk"), source=source))


def test_russian_is_divided_by_the_typesetter() -> None:
    source = "#block(width: 30mm, { for one in data.pieces { said(one) } })\n"
    text = "достопримечательности государственного библиотечного строительства " * 3
    assert "\u00ad" in _text(_made(piece(text, "ru"), source=source))


def test_texts_of_many_places_to_divide_are_set_without() -> None:
    source = "#block(width: 60mm, { for one in data.pieces { said(one) } })\n"
    text = _text(_made(piece(_KAZAKH * 800, "kk"), source=source))
    assert text.count("\u00ad") == 0
    assert text.count("жәрдемдеседі") == 800

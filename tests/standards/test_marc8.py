"""MARC-8 against pymarc's decoder where that can read it, and what it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc.marc8 import marc8_to_unicode

from jalin.standards.marc21 import marc8

_ansel = st.lists(
    st.one_of(
        st.text("abcdefghijklmnopqrstuvwxyzABC .,;:/-0123456789", min_size=1).map(str.encode),
        st.sampled_from([b"\xe2e", b"\xe8u", b"\xe1\xe2a", b"\xa1", b"\xb1", b"\xc7", b"\xf0c"]),
    )
).map(b"".join)
_CHARSETS = {
    "basic Arabic": b"\x1b(3YhOI\x1b(B",
    "basic Hebrew": b"\x1b(2`abc\x1b(B",
    "basic Cyrillic": b"\x1b(NaABCD\x1b(B",
    "Greek": b"\x1b(SABD\x1b(B",
    "Chinese, Japanese, Korean": b"\x1b$1!S+!#!'`X!_s\x1b(B",
    "superscript": b"x\x1bp2\x1bs y",
    "subscript": b"H\x1bb2\x1bsO",
    "Greek symbols": b"\x1bgabc\x1bs",
}


@given(_ansel)
def test_latin_is_read_as_pymarc_reads_it(data: bytes) -> None:
    assert marc8.decode(data) == (marc8_to_unicode(data), 0)


@pytest.mark.parametrize("name", _CHARSETS)
def test_other_scripts_are_read_as_pymarc_reads_them(name: str) -> None:
    data = b"Title " + _CHARSETS[name] + b" end"
    assert marc8.decode(data) == (marc8_to_unicode(data), 0)


def test_character_sets_end_with_the_subfield() -> None:
    assert marc8.decode(b"\x1fa\x1b(NA\x1fbA") == ("\x1faа\x1fbA", 0)


@pytest.mark.parametrize(
    ("data", "text", "undecoded"),
    [
        (b"", "", 0),
        (b"a\x1b", "a\ufffd", 1),
        (b"a\x1b(", "a\ufffd(", 1),
        (b"a\x1bzb", "a\ufffdzb", 1),
        (b"\xff", "\ufffd", 1),
        (b"a\xe2", "a \u0301", 0),
        (b"a\xe2\x1fb", "a \u0301\x1fb", 0),
        (b"\x1b$1!S", "\ufffd\ufffd", 2),
    ],
)
def test_what_is_broken_is_counted(data: bytes, text: str, undecoded: int) -> None:
    assert marc8.decode(data) == (text, undecoded)


def test_references_by_number() -> None:
    assert marc8.decode(b"&#x041C; &#xFFFD; &#x110000; &#x00; &amp;")[0] == (
        "М \ufffd &#x110000; &#x00; &amp;"
    )


@given(st.binary())
def test_any_bytes_give_text(data: bytes) -> None:
    text, undecoded = marc8.decode(data)
    assert text.encode("utf-8").decode("utf-8") == text
    assert undecoded <= len(data)

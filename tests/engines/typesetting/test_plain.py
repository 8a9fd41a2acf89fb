"""Nothing in a text may be unseen, or seen otherwise than it is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalin.engines.typesetting import fonts
from jalin.engines.typesetting.plain import Verbatim, plain


@pytest.mark.parametrize(
    "text",
    [
        "Memorandum of understanding, № 12 — “first” version…",
        "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі: Қазақстан Республикасы",
        "Abai joly: Ää Ğğ Qq Ññ Öö Ūū Üü Şş İı",
        "اباي جولى ٴ ۇ ۋ گ ڭ ە ى، مذكرة تفاهم؛",
        "ڤرڤوستاكاءن نيڬارا چڽ ڠ",
        "می\u200cخواهم",  # a joiner that Persian needs
        "Путёвка, Йошкар-Ола, e\u0301",
        "#panic() $x^2$ \\u{41} *bold* _it_ @ref <label> `raw` // comment",
    ],
)
def test_leaves_what_is_seen(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pay \u202e001\u202c now", "pay ‹U+202E›001‹U+202C› now"),
        ("\u2066a\u2069", "‹U+2066›a‹U+2069›"),
        ("a\0b\x1b[2J", "a‹U+0000›b‹U+001B›[2J"),
        ("a\u200bb\ufeffc", "a‹U+200B›b‹U+FEFF›c"),
        ("\U000e0041", "‹U+E0041›"),  # a tag, never seen
        ("\ue000\U0010ffff", "‹U+E000›‹U+10FFFF›"),
        ("\ud800", "‹U+D800›"),
        ("\U0001f91d 中", "‹U+1F91D› ‹U+4E2D›"),
        ("👩\u200d👧", "‹U+1F469›\u200d‹U+1F467›"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "‹U+0301›‹U+0301›"),
        ("per\u00adpus\u00adtakaan", "perpustakaan"),
        ("a\r\nb\rc\u2028d\u2029e\vf", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a b"),
    ],
)
def test_writes_out_what_is_not_seen(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_gives_a_run_without_spaces_places_to_break_at() -> None:
    assert plain("W" * 40) == "\u200b".join(["W" * 17, "W" * 17, "W" * 6])
    assert plain("қанағаттандырылмағандықтарыңыздан") == "қанағаттандырылмағандықтарыңыздан"
    address = "https://jalin.example.org/id/dossiers/5f0c8f6e-b7d0f-a4a51-bc3b"
    assert plain(address) == address


def test_leaves_what_is_used_and_not_read() -> None:
    assert plain(Verbatim("\u202e" + "a" * 99)) == "\u202e" + "a" * 99


@given(st.text())
def test_every_character_has_a_glyph_or_is_written_out(text: str) -> None:
    known = frozenset().union(*fonts.coverage())
    needed = {"\n", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c"}
    shown = plain(text)
    assert {one for one in shown if one not in needed and ord(one) not in known} == set()
    assert {unicodedata.category(one) for one in shown if one not in needed}.isdisjoint(
        {"Cc", "Cf", "Co", "Cs", "Cn"}
    )


@given(st.text())
def test_what_is_written_out_stays_so(text: str) -> None:
    once = plain(text).replace("\u200b", "")
    assert plain(once).replace("\u200b", "") == once


def test_marks_stay_with_a_font_that_has_both() -> None:
    """A mark that no font has together with its letter is written out, not lost."""
    assert plain("ب\u0308") in {"ب\u0308", "ب‹U+0308›"}

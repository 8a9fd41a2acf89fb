"""Words of a text and the script that it is in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalin.script import script_of, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Құнанбайұлы, Абай: өлеңдер", ["құнанбайұлы", "абай", "өлеңдер"]),
        ("Anak-anak", ["anak", "anak"]),
        ("S'ymkent qalasy", ["s'ymkent", "qalasy"]),
        ("‘Layar terkembang’", ["layar", "terkembang"]),  # quotation marks are no letters
        ("Kazanʹ", ["kazanʹ"]),  # a prime is
        ("I︠U︡riĭ", ["i︠u︡riĭ"]),
        ("jil. 2 (1999)", ["jil", "2", "1999"]),
        ("snake_case", ["snake", "case"]),
        ("ئەدەبيەت ـ تاريخ", ["ئەدەبيەت", "تاريخ"]),
        ("", []),
        (" \x00 \u200d ", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokens(text) == [unicodedata.normalize("NFC", word) for word in words]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Abai", "Latn"),
        ("Абай (Abai) жолы", "Cyrl"),
        ("Ābāy ︠", "Latn"),
        ("cʹʺ", "Latn"),
        ("اباي", "Arab"),
        ("1999", "Zyyy"),
        ("", "Zyyy"),
        ("阿拜", "Hani"),
        ("𐤀𐤁", "Zzzz"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text())
def test_splitting_is_stable(text: str) -> None:
    words = tokens(text)
    assert tokens(" ".join(words)) == words
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(unicodedata.normalize("NFC", text))

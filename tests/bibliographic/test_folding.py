"""Folding of columns does what folding word by word does."""

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.bibliographic.folding import fold_column
from jalin.script import keys, tokens

TITLES = [
    "Абай жолы : роман-эпопея",
    "Abaĭ zholy",
    None,
    "",
    "Habis gelap terbitlah terang / R.A. Kartini ; terdjemahan Armijn Pané",
    "Istorii︠a︡ Kazakhskoĭ SSR v pi︠a︡ti tomakh",
    "Straße des 17. Juni",  # case folding is not lower case here
    "قازاق ادەبيەتى",
    "کتاب ڤڠاجرن",
    "𝔄𝔟𝔞𝔦 ﬁlm",
    "... --- !!!",
]


def one_by_one(text: str | None, level: int = 1, *, person: bool = False) -> list[str]:
    return [keys(word, level, person=person)[0] for word in tokens(text or "")]


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("person", [False, True])
def test_columns_hold_the_keys_of_their_words(level: int, person: bool) -> None:
    column = pl.Series("title", TITLES)
    first = [one_by_one(text, level, person=person) for text in TITLES]
    assert fold_column(column, level=level, person=person).to_list() == first
    assert fold_column(column).name == "title"


def test_english_is_read_as_english() -> None:
    column = pl.Series("t", ["major church"])
    assert fold_column(column, language="en").to_list() == [["major", "curc"]]


def test_arrow_arrays_are_taken_like_series() -> None:
    array = pa.array(TITLES)
    assert fold_column(array).to_list() == [one_by_one(text) for text in TITLES]
    assert fold_column(array.slice(4, 3)).to_list() == [one_by_one(text) for text in TITLES[4:7]]
    assert fold_column(pa.chunked_array([array, array])).len() == 2 * len(TITLES)


def test_a_column_of_nothing_gives_nothing() -> None:
    none = pl.Series("none", [], dtype=pl.String)
    assert fold_column(none).dtype == pl.List(pl.String)
    assert fold_column(none).to_list() == []
    assert fold_column(pl.Series("missing", [None, None])).to_list() == [[], []]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | st.text(), max_size=5))
def test_any_text_splits_in_bulk_as_it_does_alone(texts: list[str | None]) -> None:
    column = pl.Series("t", texts, dtype=pl.String)
    assert fold_column(column).to_list() == [one_by_one(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(max_codepoint=0x77F, exclude_categories=["Cs"]) | st.sampled_from("’ʹ︠")),
)
def test_any_text_of_our_scripts_splits_in_bulk_as_it_does_alone(text: str) -> None:
    assert fold_column(pl.Series("t", [text])).to_list() == [one_by_one(text)]

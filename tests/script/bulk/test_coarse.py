import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.script.bulk import coarse_keys
from jalin.script.folding import coarse

KEYS = st.lists(
    st.one_of(
        st.text(alphabet="abcdefghijklmnopqrstuvxz", min_size=1, max_size=12),
        st.text(alphabet="aeiountsgovkc1", min_size=1, max_size=8),
        st.text(alphabet="aeionkиשאמ时한𐍈", min_size=1, max_size=7),
    ),
    max_size=9,
)


@settings(max_examples=150, deadline=None)
@given(KEYS)
def test_coarse_keys_are_the_same_as_one_by_one(keys: list[str]) -> None:
    assert coarse_keys(pl.Series(keys, dtype=pl.String)).to_list() == list(map(coarse, keys))


@pytest.mark.parametrize(
    "keys",
    [
        ["dostoevskaia", "ivanovo", "iunnii", "aaa", "ttss", "anng", "", "ngts", "1999"],
        ["שלום", "a"],
        [""],
        [],
    ],
)
def test_some_keys_of_one_kind(keys: list[str]) -> None:
    assert coarse_keys(pl.Series(keys, dtype=pl.String)).to_list() == list(map(coarse, keys))


def test_no_key_has_no_coarse_key() -> None:
    found = coarse_keys(pl.Series("key", [None, "abai"]))
    assert (found.name, found.to_list()) == ("key", [None, "abai"])

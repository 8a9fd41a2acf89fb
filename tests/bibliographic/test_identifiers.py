"""Check digits, held against python-stdnum."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from stdnum import isbn

from jalin.bibliographic.identifiers import isbn13, issns

DIGITS = st.text("0123456789", min_size=9, max_size=12)


def test_what_stands_around_an_isbn_does_not_matter() -> None:
    texts = ["978-5-8243-1549-3 (t. 3, kn. 2)", "ISBN 5-8243-0017-8:", "582430016x", "x", "", None]
    expected = ["9785824315493", "9785824300178", "9785824300161", None, None, None]
    assert isbn13(pl.Series(texts, dtype=pl.String)).to_list() == expected


def test_a_longer_number_holds_no_isbn() -> None:
    assert isbn13(pl.Series(["97858243154931", "15824300178"])).to_list() == [None, None]


@given(st.lists(DIGITS.flatmap(lambda text: st.sampled_from([text, text + "X", "978" + text]))))
def test_validity_is_that_of_stdnum(texts: list[str]) -> None:
    expected = [
        isbn.to_isbn13(text) if len(text) in (10, 13) and isbn.is_valid(text) else None
        for text in texts
    ]
    assert isbn13(pl.Series(texts, dtype=pl.String)).to_list() == expected


@given(st.text("0123456789", min_size=9, max_size=9))
def test_every_isbn_with_its_check_digit_is_found(nine: str) -> None:
    total = sum((10 - i) * int(digit) for i, digit in enumerate(nine))
    check = -total % 11
    text = nine + ("X" if check == 10 else str(check))
    assert isbn13(pl.Series([text])).to_list() == [isbn.to_isbn13(text)]


def test_issn() -> None:
    texts = ["0028-0836", "00280836 (print)", "0028-0837", "", None]
    expected = ["0028-0836", "0028-0836", None, None, None]
    assert issns(pl.Series(texts, dtype=pl.String)).to_list() == expected

import polars as pl
import pytest

from jalin.bibliographic.editions import edition_number, edition_numbers, roman_number


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("2nd ed.", 2),
        ("[2d ed., rev. and enl.]", 2),
        ("Second edition", 2),
        ("Tenth ed.", 10),
        ("1st American ed.", 1),
        ("Изд. 2-е, испр. и доп.", 2),
        ("Третье издание", 3),
        ("4. izd.", 4),
        ("2-ші бас.", 2),
        ("Екінші басылым", 2),
        ("Cet. ke-2", 2),
        ("Cetakan kedua", 2),
        ("Tjet. ke II.", 2),
        ("Ed. ke-III", 3),
        ("Ed. 1, cet. 2", 1),
        ("Cet. 2, ed. 1", 1),
    ],
)
def test_numbers_of_editions_in_four_languages(statement: str, number: int) -> None:
    assert edition_number(statement) == number


@pytest.mark.parametrize("statement", ["", "Rev. ed.", "Перераб.", "New York ed.", "Ed. 1954", "?"])
def test_a_statement_without_a_number_has_none(statement: str) -> None:
    assert edition_number(statement) is None


def test_roman_numbers() -> None:
    assert [roman_number(text) for text in ("IV", "ix", "XLII", "vol", "")] == [
        4,
        9,
        42,
        None,
        None,
    ]


def test_a_column_keeps_its_rows() -> None:
    column = pl.Series(["2nd ed.", None, "Rev. ed.", "2nd ed."])
    assert edition_numbers(column).to_list() == [2, None, None, 2]

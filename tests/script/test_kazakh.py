import pytest

from jalin.script import keys
from jalin.script.kazakh import stem


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("тарихы", "тарих"),
        ("балаларға", "бала"),
        ("кітаптарында", "кітап"),
        ("әдебиетінің", "әдебиет"),
        ("жылдарындағы", "жыл"),
        ("ел", "ел"),
    ],
)
def test_stem(word: str, root: str) -> None:
    assert stem(keys(word, 1)[0]) == keys(root, 1)[0]

"""Numbers of volumes in the ways that catalogues write them."""

import pytest

from jalin.bibliographic.normalise.volumes import fold, fold_end


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tom II", "2"), ("v. 2", "2"), ("v.1", "1"), ("jilid 2", "2"), ("jilid ke-2", "2"),
        ("jil. III", "3"), ("Bagian kedua", "2"), ("2-том", "2"), ("2-кітап", "2"),
        ("бірінші кітап", "1"), ("Екінші том", "2"), ("Том первый", "1"), ("2-я часть", "2"),
        ("ч. 2-я", "2"), ("Kniga pervai︠a︡", "1"), ("т. 1-3", "1-3"), ("[I-III]", "1-3"),
        ("Volumes 1 & 2", "1-2"), ("Book one-[two]", "1-2"), ("Т. 3, кн. 5", "3.5"),
        ("Part IV, Series D", "4.d"), ("Volume IIb", "2b"), ("3d ser", "3"), ("Second series", "2"),
        ("I., II., III", "1.2.3"), ("1", "1"), ("№ 5", "5"), ("Index", "index"),
        ("a long text that designates no part of anything", None), ("", None), ("...", None),
    ],
)  # fmt: skip
def test_designation(text: str, number: str | None) -> None:
    assert fold(text) == number


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Legkiĭ tank T-26. Chastʹ 1", "1"), ("Faust, part I", "1"), ("Sejarah (jilid 3)", "3"),
        ("Қазақ тарихы. 3-кітап", "3"), ("Sud, t. 1-2", "1-2"), ("Henry V", None),
        ("World War II", None), ("Rossii︠a︡ v XX", None), ("P.P. No. 7/1959", None),
        ("Windows 95", None),
    ],
)  # fmt: skip
def test_end_of_a_title(title: str, number: str | None) -> None:
    assert fold_end(title) == number

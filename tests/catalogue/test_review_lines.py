"""What is marked as different when two records stand side by side."""

from jalin.catalogue.queries import ReviewLine
from jalin.catalogue.views.reviews import cut, line


def said(pieces: tuple[object, ...]) -> list[tuple[str, bool]]:
    return [(piece.text, piece.same) for piece in pieces]  # type: ignore[attr-defined]


def test_texts_are_cut_at_words() -> None:
    ours, theirs = cut("Abai zholy : roman, kniga 1", "Abai zholy roman kniga 2")
    assert said(ours) == [("Abai zholy : roman, kniga", True), ("1", False)]
    assert said(theirs) == [("Abai zholy roman kniga", True), ("2", False)]


def test_of_several_texts_each_is_shared_or_not() -> None:
    found = ReviewLine("isbn", ("1", "2"), ("2", "3"), equal=False)
    shown = line(found)
    assert shown.state == "differs"
    assert [said(pieces) for pieces in shown.ours] == [[("1", False)], [("2", True)]]
    assert [said(pieces) for pieces in shown.theirs] == [[("2", True)], [("3", False)]]


def test_what_only_one_has() -> None:
    shown = line(ReviewLine("edition", ("2nd ed.",), (), equal=False))
    assert (shown.state, shown.theirs) == ("missing", ())


def test_the_same_in_another_script_is_no_difference() -> None:
    shown = line(ReviewLine("title", ("Abai zholy : roman",), ("Абай жолы: роман",), equal=False))
    assert shown.state == "form"
    other = line(ReviewLine("title", ("Abai zholy",), ("Абай әндері",), equal=False))
    assert [said(pieces) for pieces in other.theirs] == [[("Абай", True), ("әндері", False)]]

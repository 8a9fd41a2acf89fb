"""An error is told in the language of its reader, with what its places are filled with."""

from typing import ClassVar

import pytest

from jalin.core.errors import DomainError, filled

INDONESIAN = {
    "%(file)s looks like %(kind)s.": "%(file)s tampak seperti %(kind)s.",
    "a picture": "gambar",
    "": "Content-Type: text/plain",  # what a catalogue of gettext says of nothing
}


def indonesian(message: str) -> str:
    return INDONESIAN.get(message, message)


class LooksLike(DomainError):
    what = "%(file)s looks like %(kind)s."
    words: ClassVar[frozenset[str]] = frozenset({"kind"})


def test_words_are_translated_and_names_are_not() -> None:
    error = LooksLike(file="a picture", kind="a picture")
    assert str(error) == "a picture looks like a picture."
    assert error.parts(indonesian) == ("a picture tampak seperti gambar.", "", "")


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"file": "f", "kind": ""}, "f tampak seperti ."),
        ({"file": "f", "kind": 7}, "f tampak seperti 7."),
        ({"file": "100 %", "kind": "%(file)s"}, "100 % tampak seperti %(file)s."),
    ],
)
def test_whatever_is_filled_in(params: dict[str, object], text: str) -> None:
    assert filled(LooksLike.what, params, {"kind"}, indonesian) == text


def test_a_part_that_is_not_said_stays_empty() -> None:
    assert filled("", {}, (), indonesian) == ""

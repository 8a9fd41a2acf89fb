"""Which of several texts a reader gets, and which are kept."""

import pytest
from django.utils import translation

from jalin.core.multilingual import cleaned, said_here, text_here, text_in


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"kk": "Астана", "en": "Astana"}, "Астана"),
        ({"id": "Jakarta", "en": "Jakarta city"}, "Jakarta city"),
        ({"id": "Perpusnas"}, "Perpusnas"),
        ({"kk": "", "ru": "Астана"}, "Астана"),
        ({}, ""),
    ],
)
def test_a_reader_of_kazakh_gets(texts: dict[str, str], expected: str) -> None:
    found = {tag: text for tag, text in texts.items() if text}
    assert text_in(found, "kk") == expected


def test_the_language_of_the_page_counts() -> None:
    texts = {"kk": "Жакарта", "en": "Jakarta"}
    with translation.override("kk"):
        assert text_here(texts) == "Жакарта"
        assert said_here(" Жакарта ") == {"kk": "Жакарта"}
    with translation.override("id"):
        assert text_here(texts) == "Jakarta"
        assert said_here(" ") == {}


def test_only_languages_of_the_site_are_kept() -> None:
    assert cleaned({"kk": " Қ ", "fr": "Bibliothèque", "ru": ""}) == {"kk": "Қ"}

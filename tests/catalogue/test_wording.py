"""Which language and script a text is marked with, and what values are called."""

import pytest
from django.utils import translation

from jalin.catalogue import wording


@pytest.mark.parametrize(
    ("text", "languages", "tag", "direction"),
    [
        ("Абай жолы", ("kk",), "kk", "ltr"),
        ("Abai zholy", ("kk",), "kk-Latn", "ltr"),
        ("اباي جولى", ("kk",), "kk-Arab", "rtl"),
        ("Bumi manusia", ("id",), "id", "ltr"),
        ("بومي مأنسي", ("id",), "id-Arab", "rtl"),
        ("Mir chelovecheskiĭ", ("ru", "en"), "ru-Latn", "ltr"),
        ("كتاب", ("ar",), "ar", "rtl"),
        ("Абай", (), "und-Cyrl", "ltr"),
        ("Abai", (), "", "ltr"),
        ("1990", ("kk",), "kk", "ltr"),
        ("", (), "", "ltr"),
    ],
)
def test_language_tag(text: str, languages: tuple[str, ...], tag: str, direction: str) -> None:
    assert wording.language_tag(text, languages) == tag
    assert wording.direction(tag) == direction


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Abai zholy"), ("ru", "Абай жолы"), ("kk", "Абай жолы")]
)
def test_the_readers_script_comes_first(language: str, first: str) -> None:
    texts = ["Abai zholy", "Абай жолы", "", "Abai zholy", "اباي جولى"]
    ordered = wording.in_readers_order(texts, language)
    assert ordered[0] == first
    assert len(ordered) == 3


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Kazakh", "Kazakhstan")),
        ("id", ("Kazakh", "Kazakhstan")),
        ("kk", ("қазақ тілі", "Қазақстан")),
        ("ru", ("казахский", "Казахстан")),
    ],
)
def test_names_in_the_language_of_the_page(language: str, said: tuple[str, str]) -> None:
    with translation.override(language):
        assert (wording.language_name("kk"), wording.country_name("KZ")) == said
        assert wording.language_name("xx-nonsense") == "xx-nonsense"


def test_what_is_not_stated_is_said() -> None:
    with translation.override("en"):
        assert wording.facet_value("country", "") == "not stated"
        assert wording.facet_value("decade", "1970") == "1970s"
        assert wording.facet_value("held", "one") == "in one library only"
        assert wording.facet_value("subject", "Kazakhs") == "Kazakhs"


def test_texts_are_drawn_composed_and_with_whole_ties() -> None:
    assert wording.drawn("filosofii\ufe20a\ufe21") == "filosofii\u0361a"
    assert wording.drawn("n\ufe22g\ufe23a") == "n\u0360ga"
    assert wording.drawn("Кожа мои\u0306") == "Кожа мой"
    assert wording.drawn("Abai zholy") == "Abai zholy"


@pytest.mark.parametrize("decade", ["1970", "1970s"])
def test_a_decade_is_said_in_the_language_of_the_page(decade: str) -> None:
    with translation.override("ru"):
        assert wording.facet_value("decade", decade) == "1970-е"
    with translation.override("id"):
        assert wording.facet_value("decade", decade) == "1970-an"
    with translation.override("en"):
        assert wording.facet_value("decade", decade) == "1970s"


def test_what_is_no_decade_is_said_as_it_is() -> None:
    assert wording.facet_value("decade", "s") == "s"
    assert wording.facet_value("decade", "19xxs") == "19xxs"


def test_what_the_cldr_does_not_name_has_a_name() -> None:
    with translation.override("kk"):
        assert wording.facet_value("language", "enf") == "Forest Enets"
        assert wording.facet_value("country", "SU") == "Кеңес Одағы"


def test_a_full_stop_makes_no_other_title() -> None:
    titles = ["Abai zholy", "Абай жолы", "Abai Zholy.", "Abai zholy /", ""]
    assert wording.in_readers_order(titles, "kk") == ["Абай жолы", "Abai zholy"]

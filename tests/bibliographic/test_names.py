"""What languages and countries are called, those that the CLDR does not name among them."""

import pytest

from jalin.bibliographic.countries import MARC_COUNTRIES
from jalin.bibliographic.names import FORMER_COUNTRIES, country_name, language_name
from jalin.bibliographic.report_texts import LANGUAGES


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("kk", "ru", "казахский"),
        ("id", "kk", "индонезия тілі"),
        ("byi", "ru", "Buyu"),
        ("enf", "en", "Forest Enets"),
        ("qqq", "en", "qqq"),
        ("", "en", ""),
        ("<b>", "id", "<b>"),
    ],
)
def test_languages(code: str, language: str, name: str) -> None:
    assert language_name(code, language) == name


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("KZ", "id", "Kazakhstan"),
        ("SU", "kk", "Кеңес Одағы"),
        ("SU", "ru", "Советский Союз"),
        ("CS", "id", "Cekoslowakia"),
        ("YU", "de", "Yugoslavia"),
        ("QX", "en", "QX"),
    ],
)
def test_countries(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


def test_every_country_of_a_record_has_a_name_in_every_language() -> None:
    codes = {*MARC_COUNTRIES.values(), *FORMER_COUNTRIES}
    unnamed = {(c, lang) for c in codes for lang in LANGUAGES if country_name(c, lang) == c}
    assert unnamed == set()

"""Codes and names of countries and languages."""

import pycountry
import pytest

from jalin.bibliographic import countries, languages


def test_every_marc_country_is_one_of_iso_3166() -> None:
    known = {country.alpha_2 for country in pycountry.countries} | {"SU", "YU", "CS", "XK"}
    assert sorted(set(countries.MARC_COUNTRIES.values()) - known) == []


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("kz ", "KZ"), ("kzr", "KZ"), ("io ", "ID"), ("ur ", "SU"), ("xxr", "SU"), ("nyu", "US"),
        ("onc", "CA"), ("vra", "AU"), ("enk", "GB"), ("xx ", None), ("|||", None), ("", None),
    ],
)  # fmt: skip
def test_marc_country(code: str, country: str | None) -> None:
    assert countries.of_marc(code) == country


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("a-kz---", "KZ"), ("e-ur---", "RU"), ("n-us-ny", "US"), ("a-cc-ti", "CN"),
        ("nwcu---", "CU"),
        ("e-gx---", "DE"), ("a-bn---", None), ("awba---", "PS"), ("e------", None), ("", None),
    ],
)  # fmt: skip
def test_geographic_area(code: str, country: str | None) -> None:
    assert countries.of_area(code) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kazakhstan", "KZ"), ("Казахстан", "KZ"), ("Қазақстан", "KZ"), ("Indonesia.", "ID"),
        ("Индонезия", "ID"), ("Russia (Federation)", "RU"), ("Soviet Union", "SU"),
        ("Almaty", None),
    ],
)  # fmt: skip
def test_country_by_name(name: str, country: str | None) -> None:
    assert countries.of_name(name) == country


@pytest.mark.parametrize(
    ("code", "subtag"),
    [
        ("kaz", "kk"), ("ind", "id"), ("rus", "ru"), ("eng", "en"), ("ger", "de"), ("deu", "de"),
        ("scc", "sr"), ("mol", "ro"), ("bug", "bug"), ("und", None), ("mul", None), ("|||", None),
        ("   ", None), ("қаз", None), ("kk", "kk"),
    ],
)  # fmt: skip
def test_language(code: str, subtag: str | None) -> None:
    assert languages.of_code(code) == subtag


def test_every_discontinued_language_code_leads_to_a_language() -> None:
    for code in ("cam", "esp", "far", "gae", "iri", "tag", "taj", "tar", "lap", "mla", "sho"):
        subtag = languages.of_code(code)
        assert subtag is not None
        kind = {"alpha_2": subtag} if len(subtag) == 2 else {"alpha_3": subtag}
        assert pycountry.languages.get(**kind) is not None

"""The wording of documents is whole in every language."""

import re
import tomllib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from jalin.agreements import document_wording
from jalin.agreements.document_wording import Wording

_FOLDER = Path(document_wording.__file__).parent / "typeset" / "wording"
_PLURALS = {"month", "day"}


def _texts(language: str) -> dict[str, str]:
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        return {
            f"{section}.{name}": text
            for section, texts in tomllib.load(file).items()
            if section not in _PLURALS
            for name, text in texts.items()
        }


@pytest.mark.parametrize("language", ["id", "kk", "ru", "ar"])
def test_every_language_says_all_with_the_same_places(language: str) -> None:
    english, found = _texts("en"), _texts(language)
    places = {key: set(re.findall(r"{\w+}", text)) for key, text in english.items()}
    assert {key: set(re.findall(r"{\w+}", text)) for key, text in found.items()} == places
    same = {key for key, text in found.items() if text == english[key]}
    assert same <= {"form.date", "form.list"}


@pytest.mark.parametrize(
    ("tag", "day", "six_months", "languages"),
    [
        ("en", "20 April 2021", "6 months", "Kazakh, Arabic"),
        ("id", "20 April 2021", "6 bulan", "Kazakh, Arab"),
        ("kk", "2021 жылғы 20 сәуір", "6 ай", "қазақ тілі, араб тілі"),
        ("ru", "20 апреля 2021 года", "6 месяцев", "казахский, арабский"),
        ("ar", "20 أبريل 2021", "6 أشهر", "الكازاخستانية، العربية"),
        ("kk-Arab", "2021 жылғы 20 сәуір", "6 ай", "қазақ тілі, араб тілі"),
        ("uz", "20 April 2021", "6 months", "Kazakh, Arabic"),
    ],
)
def test_dates_periods_and_names_are_written_as_the_language_does(
    tag: str, day: str, six_months: str, languages: str
) -> None:
    wording = Wording(tag)
    assert wording.day(date(2021, 4, 20)) == day
    assert wording.period(6, "month") == six_months
    assert wording.languages(["kk", "ar"]) == languages


def test_a_moment_names_its_difference_from_utc() -> None:
    at = datetime(2021, 4, 20, 9, 5, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert Wording("en").moment(at) == "20 April 2021, 09:05:01 UTC+05:30"


@pytest.mark.parametrize(
    ("count", "period"), [(1, "1 месяц"), (3, "3 месяца"), (12, "12 месяцев"), (21, "21 месяц")]
)
def test_russian_counts(count: int, period: str) -> None:
    assert Wording("ru").period(count, "month") == period

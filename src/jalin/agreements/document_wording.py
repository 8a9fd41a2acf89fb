"""The fixed wording of documents, and dates, numbers and names as each language writes them."""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

_FOLDER = Path(__file__).parent / "typeset" / "wording"


class Wording:
    """What documents say in the language of `tag`, or, where we have no wording, in English.

    `tag` is then the language that it is in. Our wording is in the script that its language is
    mostly written in, whatever that of the texts beside it.
    """

    def __init__(self, tag: str) -> None:
        language = tag.split("-", maxsplit=1)[0]
        self.tag = language if _path(language).is_file() else "en"
        self._texts = _texts(self.tag)
        self._locale = Locale.parse(self.tag)

    def say(self, key: str, **places: object) -> str:
        """The text of `key`, "section.name"."""
        section, name = key.split(".")
        return self._texts[section][name].format(**places)

    def day(self, day: date) -> str:
        return format_date(day, self.say("form.date"), locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """To the second, with the difference from UTC."""
        time = f"{moment:%H:%M:%S} UTC{moment:%z}"
        return self.say("form.list").join([self.day(moment.date()), f"{time[:-2]}:{time[-2:]}"])

    def period(self, count: int, unit: Literal["day", "month"]) -> str:
        forms = self._texts[unit]
        form = forms.get(self._locale.plural_form(count), forms["other"])
        return form.format(count=self.number(count))

    def number(self, number: int) -> str:
        return format_decimal(number, locale=self._locale)

    def languages(self, tags: Iterable[str]) -> str:
        return self.say("form.list").join(map(self._language, tags))

    def _language(self, tag: str) -> str:
        language, _, script = tag.partition("-")
        name = str(self._locale.languages.get(language, tag))
        return f"{name} ({self._locale.scripts.get(script, script)})" if script else name

    def country(self, code: str) -> str:
        """Of an ISO 3166-1 alpha-2 code."""
        return str(self._locale.territories.get(code, code))


@cache
def _texts(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(_path(language).read_text(encoding="utf-8"))


def _path(language: str) -> Path:
    return _FOLDER / f"{language}.toml"

"""Texts that Django and allauth lack: complete, filled in rightly, and used."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

UPSTREAM = Path(__file__).parents[2] / "src" / "jalin" / "web" / "locale_upstream"
ALLAUTH = Path(allauth.__path__[0])
DJANGO = Path(django.__path__[0])
PLACE = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|<[^>]+>")
# What people meet. The names of languages are shown in the language itself.
DJANGO_PARTS = ("conf", "contrib/auth", "contrib/humanize", "contrib/contenttypes")


def catalog(root: Path, language: str) -> Catalog:
    with (root / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(texts: Catalog) -> Iterator[Message]:
    return (message for message in texts if message.id)


def strings(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def complete(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(strings(message.string))


def test_every_text_of_allauth_has_a_kazakh_one() -> None:
    ours = catalog(UPSTREAM, "kk")
    theirs = catalog(ALLAUTH / "locale", "ru")
    missing = [m.id for m in messages(theirs) if not complete(ours.get(m.id, m.context))]
    assert missing == []


@pytest.mark.parametrize("language", ["id", "ru"])
def test_allauth_itself_is_complete_in_the_other_languages(language: str) -> None:
    theirs = catalog(ALLAUTH / "locale", language)
    assert [m.id for m in messages(theirs) if not complete(m)] == []


@pytest.mark.parametrize("part", DJANGO_PARTS)
@pytest.mark.parametrize("language", ["id", "kk", "ru"])
def test_every_text_of_django_that_people_meet_is_there(part: str, language: str) -> None:
    own = catalog(UPSTREAM, "kk") if language == "kk" else Catalog()
    shipped = catalog(DJANGO / part / "locale", language)
    missing = [
        m.id
        for m in messages(catalog(DJANGO / part / "locale", "en"))
        if not any("global_settings" in file for file, _ in m.locations)
        if not complete(own.get(m.id, m.context)) and not complete(shipped.get(m.id, m.context))
    ]
    assert missing == []


def test_every_place_is_filled_in() -> None:
    wrong = [
        message.id
        for language in ("en", "id", "kk", "ru")
        for message in messages(catalog(UPSTREAM, language))
        for original, text in zip(strings(message.id), strings(message.string), strict=False)
        if sorted(set(PLACE.findall(original))) != sorted(set(PLACE.findall(text)))
    ]
    assert wrong == []


def test_line_ends_and_spaces_at_the_ends_agree() -> None:
    def ends(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    wrong = [
        message.id
        for message in messages(catalog(UPSTREAM, "kk"))
        for original, text in zip(strings(message.id), strings(message.string), strict=True)
        if ends(original) != ends(text)
    ]
    assert wrong == []


def test_kazakh_is_written_in_kazakh() -> None:
    """No Latin look-alike of a Cyrillic letter inside a Cyrillic word, nor the other way."""
    mixed = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z]|[A-Za-z][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
    wrong = [
        text
        for message in messages(catalog(UPSTREAM, "kk"))
        for text in strings(message.string)
        if mixed.search(PLACE.sub(" ", text))
    ]
    assert wrong == []


def test_dates_and_numbers_are_kazakh() -> None:
    from django.utils import formats, translation

    with translation.override("kk"):
        day = dt.date(2026, 11, 23)
        assert formats.date_format(day) == "2026 ж. 23 қараша"
        assert formats.date_format(day, "SHORT_DATE_FORMAT") == "23.11.2026"
        assert formats.number_format(1234567.5, 1, force_grouping=True) == "1\u00a0234\u00a0567,5"


@pytest.mark.parametrize("language", ["en", "id", "ru"])
def test_what_we_say_in_another_style_is_still_asked_for(language: str) -> None:
    known = {
        message.id
        for root in (ALLAUTH, DJANGO / "contrib" / "auth")
        for message in messages(catalog(root / "locale", "id"))
    }
    assert {message.id for message in messages(catalog(UPSTREAM, language))} - known == set()


def test_english_headings_are_written_like_ours() -> None:
    from django.utils.translation import gettext, override

    said = [strings(message.string)[0] for message in messages(catalog(UPSTREAM, "en"))]
    assert [text for text in said if text != text.capitalize()] == []
    with override("en"):
        assert gettext("Two-Factor Authentication") == "Two-factor authentication"


def test_indonesian_texts_are_in_our_style() -> None:
    from django.utils.translation import gettext, override

    ours = {message.id: str(message.string) for message in messages(catalog(UPSTREAM, "id"))}
    said = [PLACE.sub(" ", text) for text in ours.values()]
    assert [text for text in said if re.search(r"\be-?mail\b", text, re.IGNORECASE)] == []
    with override("id"):
        assert (gettext("Email"), gettext("Remember Me")) == ("Surel", "Ingat saya")


def test_kazakh_texts_are_used() -> None:
    from django.utils.translation import gettext, ngettext, override, pgettext

    with override("kk"):
        assert gettext("Sign In") == "Кіру"
        assert gettext("Friday") == "Жұма"
        assert pgettext("alt. month", "January") == "қаңтар"
        few = ngettext("%(num)d year", "%(num)d years", 3) % {"num": 3}
        assert few == "3 жыл"

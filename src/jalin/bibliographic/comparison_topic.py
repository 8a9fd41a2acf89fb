"""What a comparison is narrowed to: a country, a language or a subject.

A record is **about a country** when any one of these holds:

- it treats the country (MARC 21 043, 651 $a and $z; UNIMARC 607, 660), or a subject heading names
  the country or a language at home there;
- it was published in the country;
- it is in a language at home in the country, or was translated from one.

A language is at home in the country that CLDR's likely subtags give for it, so Kazakh in
Kazakhstan, and Indonesian and Javanese in Indonesia. One that is official in more than eight
countries (English, French, Arabic, Spanish, Portuguese) says nothing of any of them.

A record is about a **language** when it is in it, was translated from it or has it in a subject
heading, and about a **subject** when a heading has words that begin with the words asked for, in
order, in any script.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
import pyarrow as pa
import pycountry
from babel import Locale
from babel.core import get_global
from numpy.typing import NDArray

from jalin.bibliographic.comparison_errors import EmptyTopic, UnknownTopic
from jalin.bibliographic.names import country_name, language_name
from jalin.core.errors import gettext_noop
from jalin.script import keys, tokens

NAMED_IN = ("en", "id", "kk", "ru")
DECLINED = 4  # letters that an ending may add to a name in Cyrillic
WORLD_LANGUAGE = 8  # official in more countries than this: at home in none

_Mask = NDArray[np.bool_]
_Words = list[str]
_KINDS = frozenset({gettext_noop("country"), gettext_noop("language")})


@dataclass(frozen=True, slots=True)
class Topic:
    """Any of countries (ISO 3166-1 alpha-2), languages (BCP 47) and subjects (words of headings).

    `names` are words that a heading must have whole, `subjects` words that its words begin with.
    """

    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    def __or__(self, other: "Topic") -> "Topic":
        return Topic(
            countries=_union(self.countries, other.countries),
            languages=_union(self.languages, other.languages),
            names=_union(self.names, other.names),
            subjects=_union(self.subjects, other.subjects),
        )

    def label(self, language: str) -> str:
        """What it is called in a language: a country, else a language, else the words asked for."""
        if self.countries:
            return ", ".join(country_name(code, language) for code in self.countries)
        if self.languages:
            names = (language_name(code, language) for code in self.languages)
            return ", ".join(name[:1].upper() + name[1:] for name in names)
        return ", ".join(f"“{subject}”" for subject in self.subjects)

    def mask(self, records: pa.Table) -> _Mask:
        """Which rows of `records` (normalised columns) are about it."""
        found = np.zeros(len(records), dtype=np.bool_)
        if self.countries:
            country = pl.Series(records.column("country").combine_chunks()).cast(pl.String)
            found |= country.is_in(self.countries).fill_null(value=False).to_numpy()
            found |= _any_of(records, "subject_countries", self.countries)
        if self.languages:
            found |= _any_of(records, "languages", self.languages)
            found |= _any_of(records, "original_languages", self.languages)
        if self.names or self.subjects:
            found |= _any_of(records, "subjects", self._headings(records))
        return found

    def _headings(self, records: pa.Table) -> list[str]:
        """The subject headings of `records` that name it."""
        headings = pl.Series(records.column("subjects").combine_chunks())
        names = [tokens(name) for name in self.names]
        subjects = [tokens(subject) for subject in self.subjects]
        texts = headings.explode().drop_nulls().unique().to_list()
        words = ((text, tokens(text)) for text in texts)
        return [
            text
            for text, heading in words
            if any(_names(heading, name, endings=DECLINED) for name in names)
            or any(_names(heading, subject, endings=-1) for subject in subjects)
        ]


def topic(text: str) -> Topic:
    """What `text` asks for: a country, else a language, by code or name; else words of a subject.

    Names are those of CLDR in English, Indonesian, Kazakh and Russian. A code is that of ISO 3166-1
    or BCP 47; where both exist (`id`) the country is meant, which includes its languages. To say
    which is meant, begin with `country:`, `language:` or `subject:`.

    Raises EmptyTopic when nothing is asked for and UnknownTopic for a country or a language that
    does not exist.
    """
    kind, colon, rest = text.partition(":")
    kind = kind.strip().casefold() if colon else ""
    asked = rest if kind in {"country", "language", "subject"} else text
    wanted = " ".join(asked.split()).casefold()
    if not wanted or not tokens(wanted):
        raise EmptyTopic
    if kind != "subject":
        country = _country_names().get(wanted, "") if kind != "language" else ""
        if country:
            return about_country(country)
        language = _language_names().get(wanted, "") if kind != "country" else ""
        if language:
            return about_language(language)
        if kind in _KINDS:
            raise UnknownTopic(kind=kind, asked=asked.strip())
    return Topic(subjects=(wanted,))


def about_country(code: str) -> Topic:
    """The country of this ISO 3166-1 alpha-2 code, with the languages at home there."""
    languages = _home_languages().get(code, ())
    named = Locale("en").languages
    adjectives = [named[language] for language in languages if language in named]
    return Topic(countries=(code,), languages=languages, names=_union(_names_of(code), adjectives))


def about_language(code: str) -> Topic:
    """The language of this BCP 47 subtag."""
    names = (Locale(locale).languages.get(code) for locale in NAMED_IN)
    return Topic(languages=(code,), names=_union([name for name in names if name]))


def _union(*texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for group in texts for text in group))


def _any_of(records: pa.Table, column: str, values: Iterable[str]) -> _Mask:
    """Which rows have any of `values` in a list column."""
    lists = pl.DataFrame({"value": pl.Series(records.column(column).combine_chunks())})
    rows = (
        lists.with_row_index("row")
        .explode("value")
        .filter(pl.col("value").cast(pl.String).is_in(list(values)))["row"]
    )
    found = np.zeros(len(records), dtype=np.bool_)
    found[rows.to_numpy()] = True
    return found


def _names(heading: _Words, wanted: _Words, endings: int) -> bool:
    """Whether words of `heading` that follow each other are those `wanted`.

    A word may go on after the one wanted: by any letters if `endings` is negative, else by as many,
    and only in Cyrillic, where names are declined.
    """
    return any(
        all(
            _is(word, name, endings)
            for word, name in zip(heading[start : start + len(wanted)], wanted, strict=True)
        )
        for start in range(len(heading) - len(wanted) + 1)
    )


def _is(word: str, name: str, endings: int) -> bool:
    more = len(word) if endings < 0 else endings * int("\u0400" <= word[0] <= "\u052f")
    return any(
        key.startswith(begun) and len(key) - len(begun) <= more
        for key in _keys(word)
        for begun in _keys(name)
    )


@cache
def _keys(token: str) -> tuple[str, ...]:
    return keys(token, 1)


def _names_of(country: str) -> Iterator[str]:
    for locale in NAMED_IN:
        name = Locale(locale).territories.get(country)
        if name:
            # Russian declines the last letter of a name in -а, -я, -ь or -й.
            yield name[:-1] if locale == "ru" and name[-1] in "аяьй" else name


@cache
def _country_names() -> dict[str, str]:
    """Codes and names of countries, casefolded, to alpha-2 codes."""
    found: dict[str, str] = {}
    for country in pycountry.countries:
        code: str = country.alpha_2
        names = [Locale(locale).territories.get(code, code) for locale in NAMED_IN]
        other = [getattr(country, name, code) for name in ("name", "official_name", "common_name")]
        for name in (code, country.alpha_3, *names, *other):
            found.setdefault(name.casefold(), code)
    return found


@cache
def _language_names() -> dict[str, str]:
    """Codes and names of languages, casefolded, to BCP 47 subtags."""
    found: dict[str, str] = {}
    for language in pycountry.languages:
        code: str = getattr(language, "alpha_2", language.alpha_3)
        names = [Locale(locale).languages.get(code, code) for locale in NAMED_IN]
        codes = (code, language.alpha_3, getattr(language, "bibliographic", code))
        for name in (*codes, *names):
            found.setdefault(name.casefold(), code)
    return found


@cache
def _home_languages() -> dict[str, tuple[str, ...]]:
    """The languages at home in each country, by CLDR."""
    official = Counter(
        language
        for languages in get_global("territory_languages").values()
        for language, facts in languages.items()
        if facts["official_status"] in {"official", "de_facto_official"}
    )
    home: defaultdict[str, list[str]] = defaultdict(list)
    for language, likely in get_global("likely_subtags").items():
        country = likely.rpartition("_")[2]
        if "_" not in language and official[language] <= WORLD_LANGUAGE:
            home[country].append(language)
    return {country: tuple(sorted(languages)) for country, languages in home.items()}

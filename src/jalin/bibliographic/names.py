"""Names of languages and countries in the four languages, for pages and reports.

From the Unicode CLDR (through Babel). A language that it does not name has its English name of
ISO 639-3. A country that is no more has no name there and has one here; its code is that which ISO
3166-1 once gave it, as `countries` gives it to records.
"""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

# CS is Czechoslovakia, as in MARC: Serbia and Montenegro, which had it later, is YU there.
FORMER_COUNTRIES: Mapping[str, Mapping[str, str]] = {
    "SU": {"en": "Soviet Union", "id": "Uni Soviet", "kk": "Кеңес Одағы", "ru": "Советский Союз"},
    "YU": {"en": "Yugoslavia", "id": "Yugoslavia", "kk": "Югославия", "ru": "Югославия"},
    "CS": {
        "en": "Czechoslovakia",
        "id": "Cekoslowakia",
        "kk": "Чехословакия",
        "ru": "Чехословакия",
    },
}


@lru_cache(maxsize=4096)
def language_name(code: str, language: str) -> str:
    """The name of a language (BCP 47 primary subtag) in `language`; else the English one, else
    the code."""
    known = _locale(language).languages.get(code) or _locale("en").languages.get(code)
    return str(known or _iso_639(code) or code)


def country_name(code: str, language: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in `language`; the code of none as it is."""
    former = FORMER_COUNTRIES.get(code)
    if former is not None:
        return former.get(language, former["en"])
    return str(_locale(language).territories.get(code, code))


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _iso_639(code: str) -> str:
    import pycountry

    found = pycountry.languages.get(**{"alpha_2" if len(code) == 2 else "alpha_3": code})
    return str(found.name) if found else ""

"""How values of a record are said to a reader: names of languages, scripts, countries; BCP 47 tags.

Names come from the Unicode CLDR (through Babel), in the language of the page.
"""

import unicodedata
from collections.abc import Mapping

from babel import Locale
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from jalin.bibliographic import names
from jalin.script import script_of

# The script that a language is written in when nobody says otherwise (BCP 47, Suppress-Script).
USUAL_SCRIPT = {
    **dict.fromkeys(
        ("kk", "ru", "uk", "ky", "mn", "tg", "bg", "be", "tt", "ba", "mk", "sr"), "Cyrl"
    ),
    **dict.fromkeys(("ar", "fa", "ur", "ug", "ps"), "Arab"),
}
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})
READERS_SCRIPT = {"id": "Latn", "en": "Latn", "ru": "Cyrl", "kk": "Cyrl"}


def language_tag(text: str, languages: tuple[str, ...] = ()) -> str:
    """The BCP 47 tag of a text of a record in `languages`: `kk-Latn`, `ru`, `und-Arab`.

    "" when neither the language nor the script is worth saying.
    """
    script = script_of(text)
    language = languages[0] if languages else ""
    if script in {"Zyyy", "Zzzz"}:
        return language
    if not language:
        return "" if script == "Latn" else f"und-{script}"
    return language if script == USUAL_SCRIPT.get(language, "Latn") else f"{language}-{script}"


# ALA-LC romanisation ties two letters, as in t͡s: MARC-8 has a half mark over each, and Unicode both
# the halves and the whole. Fonts draw the halves apart, if at all; the whole is one bow.
_TIED = str.maketrans({"\ufe20": "\u0361", "\ufe21": None, "\ufe22": "\u0360", "\ufe23": None})


def drawn(text: str) -> str:
    """`text` as fonts draw it best: composed (NFC), halves of a mark over two letters made whole.

    For titles and names to read; a record as supplied is shown as it is.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_TIED)


def direction(tag: str) -> str:
    """`rtl` for what runs from right to left, else `ltr`."""
    language, _, script = tag.partition("-")
    return "rtl" if (script or USUAL_SCRIPT.get(language, "Latn")) in RIGHT_TO_LEFT else "ltr"


def in_readers_order(texts: list[str], language: str | None = None) -> list[str]:
    """Distinct texts, the ones in the script of the page first, otherwise as they stand.

    A capital or a full stop more or less makes no text of its own: the first stays.
    """
    script = READERS_SCRIPT.get(language or get_language() or "en", "Latn")
    distinct: dict[str, str] = {}
    for text in filter(None, texts):
        distinct.setdefault(text.casefold().strip(" .,:;/"), text)
    return sorted(distinct.values(), key=lambda text: script_of(text) != script)


def _here() -> str:
    return (get_language() or "en").split("-")[0]


def language_name(code: str) -> str:
    """The name of a language (BCP 47 primary subtag) in the language of the page."""
    return names.language_name(code, _here())


def script_name(code: str) -> str:
    """The name of a script (ISO 15924), as one says it of a book."""
    said = SCRIPTS.get(code)
    return str(said) if said else str(Locale.parse(_here()).scripts.get(code, code))


# CLDR says "Persian-Arabic script" in some languages and "script" in others.
SCRIPTS = {
    "Latn": gettext_lazy("Latin script"),
    "Cyrl": gettext_lazy("Cyrillic"),
    "Arab": gettext_lazy("Arabic script"),
}


def country_name(code: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2)."""
    return names.country_name(code, _here())


def decade_name(decade: str) -> str:
    """A decade, by its first year (in comparisons) or as the search index has it ("1970s")."""
    first = decade.removesuffix("s")
    if not first.removeprefix("-").isdecimal():
        return decade
    # Translators: a decade, such as 1970s
    return gettext("%(year)ss") % {"year": first}


def facet_value(facet: str, value: str) -> str:
    """What a reader calls a value of a facet or of a breakdown; "" is what records do not say."""
    if not value:
        return gettext("not stated")
    named = {"language": language_name, "script": script_name, "country": country_name}
    if facet == "held":
        return str(HELD.get(value, value))
    if facet == "decade":
        return decade_name(value)
    return named[facet](value) if facet in named else value


STANDARD_NAMES = {
    "marc21": "MARC 21",
    "iso2709": "ISO 2709",
    "inlislite": "INLISLite",
    "cp1251": "Windows-1251",
    "iso-8859-1": "ISO 8859-1",
    "unknown": gettext_lazy("unknown"),
}
HELD = {
    "one": gettext_lazy("in one library only"),
    "both": gettext_lazy("in more than one library"),
}
FACET_NAMES = {
    "institution": gettext_lazy("Library"),
    "held": gettext_lazy("Held"),
    "language": gettext_lazy("Language"),
    "script": gettext_lazy("Script"),
    "decade": gettext_lazy("Published"),
    "country": pgettext_lazy("of publication", "Country"),
    "subject": gettext_lazy("Subject"),
}


def standard_name(code: str) -> str:
    """A format, a carrier or an encoding as its standard writes it: "MARC 21", "UTF-8"."""
    return str(STANDARD_NAMES.get(code, code.upper()))


def fault_text(reason: str, params: Mapping[str, str | int]) -> str:
    """What is wrong with a record: a message id and what fills it, in the language of the page."""
    said = gettext(reason)
    if not params:
        return said
    encoding = {"encoding": standard_name(str(params["encoding"]))} if "encoding" in params else {}
    return said % {**params, **encoding}

"""What keeps a draft from being terms, said at the field in the language of the page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_noop
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from jalin.agreements.drafting.content import to_propose
from jalin.agreements.terms import AgreementTerms

_MISSING = gettext_noop("This is missing.")
_NO_DATE = gettext_noop("This is no date.")
_NO_NUMBER = gettext_noop("This is no whole number.")
_BY_KIND = {
    "missing": _MISSING,
    "too_short": _MISSING,
    "string_too_short": _MISSING,
    "literal_error": gettext_noop("Choose one of the list."),
    "date_from_datetime_parsing": _NO_DATE,
    "date_parsing": _NO_DATE,
    "date_type": _NO_DATE,
    "date_from_datetime_inexact": _NO_DATE,
    "int_parsing": _NO_NUMBER,
    "int_type": _NO_NUMBER,
    "int_from_float": _NO_NUMBER,
    "int_parsing_size": gettext_noop("This number is too large."),
    "greater_than_equal": gettext_noop("At least %(ge)s."),
    "less_than_equal": gettext_noop("At most %(le)s."),
    "string_too_long": gettext_noop("At most %(max_length)s characters."),
    "too_long": gettext_noop("At most %(max_length)s."),
}
# What the terms say as a whole, and the field that it is said at.
_BY_WORDS = {
    "it ends before it begins": ("ends", gettext_noop("It ends before it begins.")),
    "two clauses have one key": ("clauses", gettext_noop("Two clauses have one key.")),
    "for how many months is missing": (
        "renewal.months",
        gettext_noop("For how many months does it renew itself?"),
    ),
    "is authentic and no language of it": (
        "authentic",
        gettext_noop("A text that counts must be in a language of the agreement."),
    ),
    "signs and is no party": ("signatories", gettext_noop("Only parties sign.")),
    "is not a time zone": ("zone", gettext_noop("There is no such time zone.")),
}
_NO_AREA = gettext_noop("Choose the area of cooperation: a clause without one cannot be proposed.")
_ODD = gettext_noop("This cannot be so.")


def problems(content: Mapping[str, Any]) -> dict[str, str]:
    """{the name of a field: what is wrong there}, in the order of the terms; {} for none."""
    try:
        AgreementTerms.model_validate(to_propose(content))
    except ValidationError as error:
        found = [_problem(one) for one in error.errors(include_url=False)]
        if _is_backwards(
            content
        ):  # what is wrong as a whole is only looked for when parts are right
            place, words = _BY_WORDS["it ends before it begins"]
            found.append((place, gettext(words)))
        # Of two at one field, the first; in the order in which they were found.
        return {place: dict(reversed(found))[place] for place, _ in found}
    return {}


def _is_backwards(content: Mapping[str, Any]) -> bool:
    try:
        days = [date.fromisoformat(str(content.get(name, ""))) for name in ("begins", "ends")]
    except ValueError:
        return False
    return days[1] < days[0]


def _problem(error: ErrorDetails) -> tuple[str, str]:
    place = ".".join(str(part) for part in error["loc"])
    if place.endswith(".area") and error["type"] in {"missing", "literal_error"}:
        return place, gettext(_NO_AREA)
    for words, (field, message) in _BY_WORDS.items():
        if words in error["msg"]:
            return field, gettext(message)
    message = _BY_KIND.get(error["type"], _ODD)
    return place, gettext(message) % error.get("ctx", {})

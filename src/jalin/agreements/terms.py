"""The terms of an agreement, form "agreement/1"."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from dateutil.relativedelta import relativedelta
from pydantic import Field, model_validator

from jalin.dossiers.terms import (
    NO_TEXT,
    AreaCode,
    Key,
    Measure,
    Multilingual,
    Part,
    Slug,
    Terms,
    Text,
    Titled,
    Zone,
)

FORM = "agreement/1"
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]  # BCP 47
LevelCode = Literal["click", "scan", "seal", "cms_unverified", "cms", "pades"]


class Signatory(Part):
    """Who signs for a party. `deputy` may sign in their place, where one is named."""

    party: Slug
    name: Annotated[Text, Field(min_length=1, max_length=200)]
    position: Multilingual = NO_TEXT
    email: Annotated[str, Field(max_length=254)] | None = None
    deputy: Annotated[Text, Field(max_length=200)] | None = None
    deputy_position: Multilingual = NO_TEXT


class Clause(Part):
    """`key` stays the same from version to version and into a successor."""

    key: Key
    area: AreaCode
    title: Titled
    text: Multilingual = NO_TEXT
    obligations: tuple[Measure, ...] = ()


class Notice(Part):
    """How long before its end an agreement must be ended or renewed."""

    count: Annotated[int, Field(ge=0, le=1000)]
    unit: Literal["day", "month"] = "month"

    def before(self, end: date) -> date:
        """The last day on which notice is in time."""
        return last_notice(end, self.count, self.unit)


def last_notice(end: date, count: int, unit: str) -> date:
    """The day that is `count` of `unit` ("day" or "month") before `end`."""
    ahead = relativedelta(days=count) if unit == "day" else relativedelta(months=count)
    last: date = end - ahead
    return last


class Renewal(Part):
    """none: it ends; express: by a new agreement; tacit: by itself, each time for `months`."""

    how: Literal["none", "express", "tacit"] = "none"
    months: Annotated[int, Field(ge=1, le=600)] | None = None

    @model_validator(mode="after")
    def _has_months(self) -> "Renewal":
        if self.how == "tacit" and self.months is None:
            raise ValueError("for how many months is missing")
        return self

    @property
    def tacit_months(self) -> int | None:
        """For how many months it renews itself; None where it does not."""
        return self.months if self.how == "tacit" else None


def end_as_renewed(end: date | None, months: int | None, today: date) -> date | None:
    """The last day of the term that runs on `today`; `months` are those of a tacit renewal."""
    if end is None or months is None:
        return end
    times = max(((today.year - end.year) * 12 + today.month - end.month) // months, 0)
    last: date = end + relativedelta(months=times * months)
    while last < today:
        times += 1
        last = end + relativedelta(months=times * months)
    return last


class Signing(Part):
    """What signatures suffice: the levels accepted, and of each party what it will give.

    Where `unverified_suffices`, a signature that was received and could not be verified counts.
    """

    accepted: tuple[LevelCode, ...] = ("pades", "cms", "seal", "scan")
    unverified_suffices: bool = False
    in_order: bool = True  # signatories sign in the order in which they are named


class AgreementTerms(Terms):
    """A memorandum or another agreement. `ends` is the last day, in the zone `zone`."""

    form: Literal["agreement/1"] = "agreement/1"
    type: Literal["memorandum", "implementing", "intent", "contract", "other"] = "memorandum"
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=6)]
    authentic: tuple[Language, ...] = ()  # the languages whose text counts; none: all
    zone: Zone = "UTC"
    preamble: Multilingual = NO_TEXT
    scope: Multilingual = NO_TEXT
    closing: Multilingual = NO_TEXT
    signatories: tuple[Signatory, ...] = ()
    clauses: Annotated[tuple[Clause, ...], Field(max_length=60)] = ()
    notice: Notice | None = None
    renewal: Renewal = Renewal()
    signing: Signing = Signing()
    amends: Annotated[str, Field(max_length=200)] | None = None  # the URI of another agreement
    confidential: Multilingual = NO_TEXT  # never shown but to the parties and readers

    @model_validator(mode="after")
    def _agrees(self) -> "AgreementTerms":
        if self.begins and self.ends and self.ends < self.begins:
            raise ValueError("it ends before it begins")
        keys = [clause.key for clause in self.clauses]
        if len(keys) != len(set(keys)):
            raise ValueError("two clauses have one key")
        if unknown := {one.party for one in self.signatories} - set(self.parties):
            raise ValueError(f"{', '.join(sorted(unknown))} signs and is no party")
        if unknown := set(self.authentic) - set(self.languages):
            raise ValueError(f"{', '.join(sorted(unknown))} is authentic and no language of it")
        return self

    @property
    def notice_date(self) -> date | None:
        """The last day on which notice is in time; None where it has no end or no notice."""
        return self.notice.before(self.ends) if self.notice and self.ends else None

    def end_after(self, today: date) -> date | None:
        """The end as tacit renewals have moved it by `today`; None where it has none."""
        return end_as_renewed(self.ends, self.renewal.tacit_months, today)

    def clause(self, key: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.key == key), None)


def public(terms: AgreementTerms) -> Mapping[str, object]:
    """The terms without what is confidential."""
    return terms.model_dump(mode="json", exclude={"confidential"}, exclude_none=True)

"""The generic activity: something that the parties do under a clause of one of the six areas.

Completion is agreed on like everything else: a version whose terms say `done`, with the outcomes;
once all have approved it, the activity is completed.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import TYPE_CHECKING, Annotated, Literal

from django.utils.translation import pgettext_lazy
from pydantic import Field, model_validator

from jalin.dossiers.contracts import Entry, Kind
from jalin.dossiers.errors import TermsRefused
from jalin.dossiers.terms import (
    NO_TEXT,
    AreaCode,
    Key,
    Measure,
    Money,
    Multilingual,
    Part,
    Slug,
    Terms,
    Text,
    Titled,
    Zone,
)

if TYPE_CHECKING:
    from jalin.dossiers.models import Dossier, Version

FORM = "activity/1"


class Participants(Part):
    """How many people of an institution take part; names only where they were asked."""

    institution: Slug
    count: Annotated[int, Field(ge=0, le=100_000)] = 0
    names: tuple[Annotated[Text, Field(max_length=200)], ...] = ()


class Cost(Part):
    """What an institution bears."""

    institution: Slug
    money: Money
    what: Multilingual = NO_TEXT


Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Outcome(Part):
    """What came of it; `clause_measure` is the place of the obligation that it counts for.

    `documents` are the SHA-256 of files with the dossier that show it: approved with the terms.
    """

    what: Titled
    count: Annotated[int, Field(ge=0, le=10_000_000)]
    clause_measure: Annotated[int, Field(ge=0, le=50)] | None = None
    by: Slug | None = None
    on: date | None = None
    documents: Annotated[tuple[Digest, ...], Field(max_length=20)] = ()


class ActivityTerms(Terms):
    """An activity. Times are wall time in `zone`; `place` is empty for what is only online."""

    form: Literal["activity/1"] = "activity/1"
    area: AreaCode
    agreement: Annotated[str, Field(max_length=200)]  # the URI of the agreement
    clause: Key
    description: Multilingual = NO_TEXT
    starts_at: time | None = None
    ends_at: time | None = None
    zone: Zone = "UTC"
    place: Multilingual = NO_TEXT
    online: Annotated[str, Field(pattern=r"^https://\S{1,300}$")] | None = None
    participants: tuple[Participants, ...] = ()
    budget: tuple[Cost, ...] = ()
    outputs: tuple[Measure, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    done: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> "ActivityTerms":
        if self.begins and self.ends and self.ends < self.begins:
            raise ValueError("it ends before it begins")
        if self.done and not self.outcomes:
            raise ValueError("what came of it is missing")
        return self

    def complete(self) -> bool:
        return self.done


def require_own_clause(dossier: "Dossier", version: "Version") -> None:
    """Terms name the clause that the activity stands under, and its area. Raises TermsRefused."""
    terms, clause = ACTIVITY.read(bytes(version.terms)), dossier.clause
    assert isinstance(terms, ActivityTerms)  # noqa: S101  of no other form
    assert clause is not None  # noqa: S101  none begins without
    own = (clause.agreement.uri, clause.key, clause.area)
    if (terms.agreement, terms.clause, terms.area) != own:
        raise TermsRefused(place="clause", problem="it is not that of the activity", problems=[])


def _held(terms: Terms, _today: date) -> Iterable[Entry]:
    """When and where it takes place."""
    if isinstance(terms, ActivityTerms) and terms.begins:
        yield Entry(
            "",
            terms.begins,
            terms.ends,
            begins_at=terms.starts_at,
            ends_at=terms.ends_at,
            zone=terms.zone,
            place=terms.place or ({"en": terms.online} if terms.online else {}),
        )


ACTIVITY = Kind(
    code="activity",
    label=pgettext_lazy("kind of dossier", "Activity"),
    forms={FORM: ActivityTerms},
    page="activity",
    drafting="change_activity",
    labels={
        "clause_measure": pgettext_lazy("terms", "Number of the obligation"),
        "documents": pgettext_lazy("terms", "Documents that show it (SHA-256)"),
    },
    proposed=require_own_clause,
    calendar=_held,
)

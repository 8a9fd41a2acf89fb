"""What an area brings to have its kind of dossier carried on: registered in `AppConfig.ready`."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from jalin.dossiers.terms import Terms

if TYPE_CHECKING:
    from jalin.dossiers.models import Dossier, Version


def _nothing(_dossier: "Dossier", _version: "Version") -> None:
    return


def _by_each_party(dossier: "Dossier", version: "Version") -> bool:
    signed = version.approvals.filter(is_signature=True).values_list("institution_id", flat=True)
    parties = dossier.parties.filter(is_reader=False).values_list("institution_id", flat=True)
    return set(parties) <= set(signed)


def _from_first_to_last_day(terms: Terms, _today: date) -> "Iterable[Entry]":
    if terms.begins:
        yield Entry("", terms.begins, terms.ends)


def _last_day(dossier: "Dossier", _today: date) -> date | None:
    return dossier.ends


@dataclass(frozen=True, slots=True)
class Entry:
    """What terms in force bring into the calendars of those who may read them.

    `code` tells it from the dossier's others; "" is what the dossier itself is about. `ends` is the
    last day. Times are wall time in `zone` (IANA); without them it lasts whole days. Where it
    `recurs`, the terms are asked again once it is over.
    """

    code: str
    begins: date
    ends: date | None = None
    begins_at: time | None = None
    ends_at: time | None = None
    zone: str = "UTC"
    place: Mapping[str, str] = field(default_factory=dict)  # {BCP 47 tag: text}
    recurs: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of dossier.

    `forms` maps each form of terms that was ever used ("activity/1") to its schema; the last one is
    written now. `page` is the name of the address of a dossier's page, given its uuid. What
    `proposed` (which may refuse), `came_in_force` and `ended` do happens in the transaction of the
    act that caused it, with the dossier locked.

    For people: `labels` names the fields of the terms and `choices` the values of those that have
    some; `verbs` completes "Name …" for what the area notes in the audit trail; `calendar` gives
    the entries of terms in force, seen from a day, and `entries` names them by their codes.
    `last_day` is that of terms in force as renewals have moved it by a day.
    """

    code: str
    label: Promise | str
    forms: dict[str, type[Terms]]
    page: str
    drafting: str = ""
    signing: str = ""
    public_page: str = ""
    is_signed: bool = False  # approved terms are signed by all parties before they are in force
    stands_under_clause: bool = True
    is_fully_signed: Callable[["Dossier", "Version"], bool] = field(default=_by_each_party)
    proposed: Callable[["Dossier", "Version"], None] = field(default=_nothing)
    came_in_force: Callable[["Dossier", "Version"], None] = field(default=_nothing)
    ended: Callable[["Dossier", "Version"], None] = field(default=_nothing)
    labels: Mapping[str, Promise | str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Promise | str]] = field(default_factory=dict)
    verbs: Mapping[str, Promise | str] = field(default_factory=dict)
    calendar: Callable[[Terms, date], Iterable[Entry]] = field(default=_from_first_to_last_day)
    entries: Mapping[str, Promise | str] = field(default_factory=dict)
    last_day: Callable[["Dossier", date], date | None] = field(default=_last_day)

    def read(self, data: bytes) -> Terms:
        """The terms of canonical bytes, of whatever form. Raises pydantic.ValidationError."""
        said = json.loads(data)
        return self.forms[said["form"]].model_validate(said)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.code] = kind


def kind(code: str) -> Kind:
    return _kinds[code]


def kind_of_form(form: str) -> Kind:
    """The kind whose terms have this form."""
    return next(each for each in _kinds.values() if form in each.forms)


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())

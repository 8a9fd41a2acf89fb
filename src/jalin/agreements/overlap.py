"""Agreements of one type between the same parties that are in force at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jalin.agreements.models import Entry
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.versions import terms_of
from jalin.dossiers.states import State


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another agreement; `same_scope` where it is about the same, so that one is too many."""

    dossier: Dossier
    same_scope: bool


def overlaps(terms: AgreementTerms, *, dossier: Dossier | None = None) -> list[Overlap]:
    """The agreements in force that `terms` would stand beside.

    Neither what they amend nor what they succeed: these are meant to meet.
    """
    return [
        Overlap(other, same_scope(terms, theirs))
        for other, theirs in _beside(terms, dossier)
        if meets(terms, theirs) and terms.amends != other.uri and theirs.amends is None
    ]


def _beside(
    terms: AgreementTerms, dossier: Dossier | None
) -> Sequence[tuple[Dossier, AgreementTerms]]:
    """Agreements in force of this type between exactly these parties."""
    entries = Entry.objects.filter(type=terms.type, dossier__state=State.IN_FORCE)
    for slug in terms.parties:
        entries = entries.filter(dossier__parties__institution__slug=slug)
    if dossier is not None:
        entries = entries.exclude(dossier__in=[dossier.pk, dossier.successor_of_id])
    found = []
    for entry in entries.select_related("dossier__in_force__dossier"):
        version = entry.dossier.in_force
        theirs = terms_of(version) if version else None
        if isinstance(theirs, AgreementTerms) and set(theirs.parties) == set(terms.parties):
            found.append((entry.dossier, theirs))
    return found


def meets(one: AgreementTerms, other: AgreementTerms) -> bool:
    """Whether there is a day on which both are valid."""
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def _first(terms: AgreementTerms) -> date:
    return terms.begins or date.min


def _last(terms: AgreementTerms) -> date:
    """What renews itself has no last day."""
    return date.max if terms.ends is None or terms.renewal.how == "tacit" else terms.ends


def same_scope(one: AgreementTerms, other: AgreementTerms) -> bool:
    """Whether both say in some language that they are about the same.

    Where neither says what it is about, its clauses do: the same areas are the same scope.
    """
    if not one.scope and not other.scope:
        return {c.area for c in one.clauses} == {c.area for c in other.clauses}
    return any(
        _plain(text) == _plain(other.scope[language])
        for language, text in one.scope.items()
        if language in other.scope
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

"""The kind of dossier that an agreement is, and what happens when it comes in force."""

from datetime import date

from django.utils.translation import pgettext_lazy

from jalin.agreements import wording
from jalin.agreements.drafting_errors import AgreementBeside
from jalin.agreements.entries import enter
from jalin.agreements.overlap import overlaps
from jalin.agreements.signatories import is_fully_signed
from jalin.agreements.terms import FORM, AgreementTerms
from jalin.dossiers.contracts import Kind
from jalin.dossiers.models import Clause, Dossier, Version


def terms_of(version: Version) -> AgreementTerms:
    found = AGREEMENT.read(bytes(version.terms))
    assert isinstance(found, AgreementTerms)  # noqa: S101  of no other form
    return found


def proposed(dossier: Dossier, version: Version) -> None:
    """Raises AgreementBeside."""
    terms = terms_of(version)
    _require_alone(dossier, terms)
    if dossier.in_force_id is None:
        enter(dossier, terms)


def signed_by_all(_dossier: Dossier, version: Version) -> bool:
    return is_fully_signed(terms_of(version), version)


def come_in_force(dossier: Dossier, version: Version) -> None:
    """Its clauses are those that activities may stand under from now on."""
    terms = terms_of(version)
    _require_alone(dossier, terms)  # another may have come in force since it was proposed
    enter(dossier, terms)
    Clause.objects.filter(agreement=dossier).update(is_current=False)
    for position, clause in enumerate(terms.clauses):
        Clause.objects.update_or_create(
            agreement=dossier,
            key=clause.key,
            defaults={
                "position": position,
                "area": clause.area,
                "title": dict(clause.title),
                "is_current": True,
            },
        )


def last_day(dossier: Dossier, today: date) -> date | None:
    """The end of what is in force, as tacit renewals have moved it."""
    version = dossier.in_force
    return terms_of(version).end_after(today) if version else dossier.ends


def _require_alone(dossier: Dossier, terms: AgreementTerms) -> None:
    """Two agreements about the same at the same time are refused."""
    beside = next((other for other in overlaps(terms, dossier=dossier) if other.same_scope), None)
    if beside is not None:
        dates = f"{beside.dossier.begins or '…'} – {beside.dossier.ends or '…'}"
        raise AgreementBeside(title=str(beside.dossier), dates=dates)


AGREEMENT = Kind(
    code="agreement",
    label=pgettext_lazy("kind of dossier", "Agreement"),
    forms={FORM: AgreementTerms},
    page="agreement",
    drafting="draft_agreement",
    signing="ceremony",
    public_page="public_agreement",
    is_signed=True,
    is_fully_signed=signed_by_all,
    stands_under_clause=False,
    proposed=proposed,
    came_in_force=come_in_force,
    labels=wording.LABELS,
    choices=wording.CHOICES,
    verbs=wording.VERBS,
    calendar=wording.calendar,
    entries=wording.ENTRIES,
    last_day=last_day,
)

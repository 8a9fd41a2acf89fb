"""Agreements with their terms, to be written as a table."""

from datetime import date

from django.db.models import Max

from jalin.agreements.drafting.content import to_propose
from jalin.agreements.kind import AGREEMENT
from jalin.agreements.queries.register import Narrowed, Row, register
from jalin.agreements.tables.writing import Exported
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.models import Draft, Version
from jalin.institutions.permissions import Person, standing

MOST = 20_000


def exported(person: Person, narrowed: Narrowed, *, today: date) -> list[Exported]:
    """The agreements of the register with the terms in force, else the newest, else the draft.

    As many questions to the database however many there are.
    """
    rows = register(person, narrowed, limit=MOST, today=today).rows
    terms = {**_drafts(person), **_terms([row.dossier.pk for row in rows])}
    return [
        Exported(str(row.dossier.uuid), terms[row.dossier.pk], _computed(row))
        for row in rows
        if row.dossier.pk in terms
    ]


def _computed(row: Row) -> dict[str, object]:
    return {"state": row.dossier.state, "notice_date": row.notice, "address": row.dossier.uri}


def _terms(numbers: list[int]) -> dict[int, AgreementTerms]:
    newest = Version.objects.filter(dossier__in=numbers).values("dossier").annotate(Max("pk"))
    latest = Version.objects.filter(pk__in=[row["pk__max"] for row in newest])
    in_force = Version.objects.filter(in_force_of__in=numbers)
    found = {version.dossier_id: version for version in (*latest, *in_force)}
    return {number: _read(bytes(version.terms)) for number, version in found.items()}


def _read(data: bytes) -> AgreementTerms:
    terms = AGREEMENT.read(data)
    assert isinstance(terms, AgreementTerms)  # noqa: S101  of no other form
    return terms


def _drafts(person: Person) -> dict[int, AgreementTerms]:
    """The drafts of the person's own side, as far as they are whole enough to be terms."""
    drafts = Draft.objects.filter(
        institution__in=standing(person).institutions, dossier__kind="agreement"
    )
    found = {}
    for draft in drafts:
        try:
            found[draft.dossier_id] = AgreementTerms.model_validate(to_propose(draft.content))
        except ValueError:  # pydantic.ValidationError: something is still missing
            continue
    return found

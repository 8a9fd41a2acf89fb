"""Beginning a dossier, writing its terms, and proposing them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from jalin.core.permissions import require
from jalin.dossiers import contracts
from jalin.dossiers.actions.deciding import settle
from jalin.dossiers.actions.locking import acting, locked, moved, require_state, told
from jalin.dossiers.clauses import require_in_force
from jalin.dossiers.errors import NothingChanged, TermsRefused
from jalin.dossiers.models import Approval, Clause, Dossier, Draft, Party, Version
from jalin.dossiers.permissions import may_begin, party_ids
from jalin.dossiers.states import Level, State
from jalin.dossiers.terms import Terms, canonical, digest
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person


def begin(
    *,
    actor: Person,
    kind: str,
    issuer: Institution,
    partners: Sequence[Institution] = (),
    title: Mapping[str, str],
    content: Mapping[str, Any] | None = None,
    clause: Clause | None = None,
    successor_of: Dossier | None = None,
) -> Dossier:
    """A new dossier, in draft: only `issuer` sees it until it is proposed.

    Errors: NotPermitted; ClauseNotInForce for a kind that stands under a clause.
    """
    require(may_begin(actor, issuer.pk))
    found = contracts.kind(kind)
    now = timezone.now()
    with transaction.atomic():
        if found.stands_under_clause:
            require_in_force(clause)
        dossier = Dossier.objects.create(
            kind=kind,
            issuer=issuer,
            clause=clause if found.stands_under_clause else None,
            successor_of=successor_of,
            title=dict(title),
            created_by_id=getattr(actor, "pk", None),
            created_at=now,
            changed_at=now,
        )
        for position, institution in enumerate([issuer, *partners]):
            Party.objects.create(dossier=dossier, institution=institution, position=position)
        Draft.objects.create(
            dossier=dossier,
            institution=issuer,
            content=dict(content or {}),
            saved_at=now,
            saved_by_id=getattr(actor, "pk", None),
        )
        told(dossier, actor, "begun", kind=kind, clause=clause.pk if clause else None)
    return dossier


def save_draft(*, actor: Person, dossier: Dossier, content: Mapping[str, Any]) -> Draft:
    """Keep what the actor's side is writing; nobody else sees it.

    Errors: NotKnown, NotPermitted, WrongState.
    """
    institution = acting(actor, dossier)
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.DRAFT, State.PROPOSED, State.AGREED, State.IN_FORCE)
        draft, _ = Draft.objects.update_or_create(
            dossier=found,
            institution=institution,
            defaults={
                "content": dict(content),
                "saved_at": timezone.now(),
                "saved_by_id": getattr(actor, "pk", None),
            },
        )
    return draft


def propose(
    *, actor: Person, dossier: Dossier, content: Mapping[str, Any], note: str = ""
) -> Version:
    """Propose `content` as the next version; the actor's side approves it by that.

    What is in force stays so until all have approved the new one. Where a text agreed on waits for
    signatures, those that were given are of the old one, and the new one has to be agreed on.
    Errors: NotKnown, NotPermitted, WrongState, TermsRefused, NothingChanged, ClauseNotInForce.
    """
    institution = acting(actor, dossier)
    kind = contracts.kind(dossier.kind)
    terms = _validated(kind, content)
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.DRAFT, State.PROPOSED, State.AGREED, State.IN_FORCE)
        if kind.stands_under_clause and found.state != State.IN_FORCE:
            require_in_force(found.clause)
        _require_parties(found, terms)
        version = _versioned(found, institution, actor, terms, note)
        if found.state in (State.DRAFT, State.AGREED):
            moved(found, State.PROPOSED)
        if found.in_force_id is None:
            found.title, found.begins, found.ends = dict(terms.title), terms.begins, terms.ends
        found.changed_at = version.at
        found.save()
        Draft.objects.filter(dossier=found, institution=institution).delete()
        told(found, actor, "proposed", number=version.number, digest=version.digest)
        kind.proposed(found, version)
        _approved_by_proposing(found, version, institution, actor)
    dossier.refresh_from_db()
    return version


def admit_reader(*, actor: Person, dossier: Dossier, institution: Institution) -> Party:
    """Let another institution (a ministry, an embassy) read. Errors: NotKnown, NotPermitted."""
    acting(actor, dossier)
    with transaction.atomic():
        found = locked(dossier)
        party, made = Party.objects.get_or_create(
            dossier=found, institution=institution, defaults={"is_reader": True, "position": 99}
        )
        if made:
            told(found, actor, "reader_admitted", institution=institution.pk)
    return party


def dismiss_reader(*, actor: Person, dossier: Dossier, institution: Institution) -> None:
    """Let a reader read no more; a party stays one. Errors: NotKnown, NotPermitted."""
    acting(actor, dossier)
    with transaction.atomic():
        found = locked(dossier)
        gone, _ = Party.objects.filter(
            dossier=found, institution=institution, is_reader=True
        ).delete()
        if gone:
            told(found, actor, "reader_dismissed", institution=institution.pk)


def _validated(kind: contracts.Kind, content: Mapping[str, Any]) -> Terms:
    form = next(reversed(kind.forms))
    try:
        return kind.forms[form].model_validate({**content, "form": form})
    except ValidationError as error:
        problems = [
            (".".join(str(part) for part in one["loc"]), str(one["msg"])) for one in error.errors()
        ]
        place, problem = problems[0]
        raise TermsRefused(place=place, problem=problem, problems=problems) from error


def _require_parties(dossier: Dossier, terms: Terms) -> None:
    """The institutions that the terms name are those of the dossier; new ones join it."""
    named = list(Institution.objects.filter(slug__in=terms.parties))
    if len(named) != len(set(terms.parties)):
        raise TermsRefused(place="parties", problem="unknown institution", problems=[])
    missing = party_ids(dossier) - {institution.pk for institution in named}
    if missing:
        raise TermsRefused(place="parties", problem="a party is missing", problems=[])
    order = {slug: position for position, slug in enumerate(terms.parties)}
    for institution in named:
        Party.objects.update_or_create(
            dossier=dossier,
            institution=institution,
            defaults={"position": order[institution.slug], "is_reader": False},
        )


def _versioned(
    dossier: Dossier, institution: Institution, actor: Person, terms: Terms, note: str
) -> Version:
    data = canonical(terms)
    newest = dossier.versions.order_by("-number").first()
    if newest is not None and newest.digest == digest(data):
        raise NothingChanged(number=newest.number)
    return Version.objects.create(
        dossier=dossier,
        number=newest.number + 1 if newest else 1,
        terms=data,
        digest=digest(data),
        institution=institution,
        author_id=getattr(actor, "pk", None),
        note=note.strip(),
        at=timezone.now(),
    )


def _approved_by_proposing(
    dossier: Dossier, version: Version, institution: Institution, actor: Person
) -> None:
    Approval.objects.create(
        version=version,
        institution=institution,
        digest=version.digest,
        level=Level.CLICK,
        signatory_id=getattr(actor, "pk", None),
        at=version.at,
    )
    settle(dossier, version, actor)

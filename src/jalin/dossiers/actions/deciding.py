"""Approving terms, refusing them, and ending what is in force."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from jalin.core.permissions import require
from jalin.dossiers import contracts, entries
from jalin.dossiers.actions.locking import acting, locked, moved, require_state, told
from jalin.dossiers.clauses import require_in_force
from jalin.dossiers.errors import AlreadyApproved, NotTheNewest, ReasonMissing
from jalin.dossiers.models import Approval, Document, Dossier, Rejection, Version
from jalin.dossiers.permissions import party_ids
from jalin.dossiers.queries.versions import is_open, newest_version
from jalin.dossiers.states import Level, State
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person


def approve(*, actor: Person, dossier: Dossier, digest: str) -> Approval:
    """Approve the newest proposed terms, which must be those of `digest`: what the person has read.

    In force, or to be signed, when every party has approved them. What is in force already may be
    changed and completed when its clause has ended; nothing new comes in force under that.
    Errors: NotKnown, NotPermitted, WrongState, ClauseNotInForce, NotTheNewest, AlreadyApproved.
    """
    institution = acting(actor, dossier)
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.PROPOSED, State.IN_FORCE)
        if found.state == State.PROPOSED and contracts.kind(found.kind).stands_under_clause:
            require_in_force(found.clause)
        version = _newest(found, digest)
        if version.approvals.filter(institution=institution, is_signature=False).exists():
            raise AlreadyApproved(institution=institution.short_name)
        approval = Approval.objects.create(
            version=version,
            institution=institution,
            digest=version.digest,
            level=Level.CLICK,
            signatory_id=getattr(actor, "pk", None),
            at=timezone.now(),
        )
        told(found, actor, "approved", number=version.number, digest=version.digest)
        settle(found, version, actor)
    dossier.refresh_from_db()
    return approval


def record_signature(  # noqa: PLR0913  a signature is all of this
    *,
    actor: Person,
    dossier: Dossier,
    digest: str,
    institution: Institution,
    level: Level,
    signatory_name: str,
    signatory: Person = None,
    evidence: Document | None = None,
    details: Mapping[str, Any] | None = None,
) -> Approval:
    """Record a signature of the terms of `digest`, all parties having approved them.

    The area whose kind it is has checked who signs and what the evidence is worth; here it is only
    held against the terms. Errors: WrongState, NotTheNewest.
    """
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.AGREED, State.IN_FORCE)
        version = _newest(found, digest)
        require(institution.pk in party_ids(found) and is_approved(found, version))
        approval = Approval.objects.create(
            version=version,
            institution=institution,
            digest=version.digest,
            is_signature=True,
            level=level,
            signatory_id=getattr(signatory or actor, "pk", None),
            signatory_name=signatory_name,
            evidence=evidence,
            details=dict(details or {}),
            at=timezone.now(),
        )
        sealed = evidence.sha256 if evidence else None
        told(found, actor, "signed", digest=version.digest, level=str(level), evidence=sealed)
        settle(found, version, actor)
    dossier.refresh_from_db()
    return approval


def settle(dossier: Dossier, version: Version, actor: Person) -> None:
    """Let the locked dossier follow from who has approved and signed `version`, its newest."""
    kind = contracts.kind(dossier.kind)
    if not is_approved(dossier, version):
        return
    if kind.is_signed and not kind.is_fully_signed(dossier, version):
        if dossier.state == State.PROPOSED:
            moved(dossier, State.AGREED)
            dossier.changed_at = timezone.now()
            dossier.save()
            told(dossier, actor, "agreed", number=version.number, digest=version.digest)
        return
    _come_in_force(dossier, version, actor)


def is_approved(dossier: Dossier, version: Version) -> bool:
    """Whether every party has approved exactly the terms of `version`."""
    approved = version.approvals.filter(is_signature=False, digest=version.digest)
    return party_ids(dossier) <= set(approved.values_list("institution_id", flat=True))


def _come_in_force(dossier: Dossier, version: Version, actor: Person) -> None:
    kind = contracts.kind(dossier.kind)
    terms = kind.read(bytes(version.terms))
    if dossier.state != State.IN_FORCE:
        moved(dossier, State.IN_FORCE)
    dossier.in_force = version
    dossier.title, dossier.begins, dossier.ends = dict(terms.title), terms.begins, terms.ends
    dossier.changed_at = timezone.now()
    dossier.save()
    told(dossier, actor, "came_in_force", number=version.number, digest=version.digest)
    entries.enter(dossier, terms, timezone.localdate())
    kind.came_in_force(dossier, version)
    if terms.complete():
        moved(dossier, State.COMPLETED)
        dossier.save()
        told(dossier, actor, "completed", number=version.number)
        kind.ended(dossier, version)


def reject(*, actor: Person, dossier: Dossier, digest: str, reason: str) -> None:
    """Refuse the newest proposed terms. What is in force stays so; else the dossier is rejected.

    Errors: NotKnown, NotPermitted, WrongState, NotTheNewest, ReasonMissing.
    """
    institution = acting(actor, dossier)
    said = _reason(reason)
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.PROPOSED, State.IN_FORCE)
        version = _newest(found, digest)
        _refuse(version, institution, said)
        if found.state == State.PROPOSED:
            _end(found, State.REJECTED, said)
        told(found, actor, "rejected", number=version.number, digest=version.digest)
    dossier.refresh_from_db()


def withdraw(*, actor: Person, dossier: Dossier, reason: str = "") -> None:
    """Take back what the actor's side proposed: the dossier, or a change of what is in force.

    A draft needs no reason. Errors: NotKnown, NotPermitted, WrongState, ReasonMissing.
    """
    institution = acting(actor, dossier)
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.DRAFT, State.PROPOSED, State.AGREED, State.IN_FORCE)
        said = reason.strip() if found.state == State.DRAFT else _reason(reason)
        version = newest_version(found)
        if version is not None and is_open(found, version):
            require(institution.pk in {version.institution_id, found.issuer_id})
            _refuse(version, institution, said)
        elif found.state == State.IN_FORCE:
            require_state(found, State.PROPOSED)  # nothing is proposed that could be withdrawn
        if found.state != State.IN_FORCE:
            _end(found, State.WITHDRAWN, said)
        told(found, actor, "withdrawn", number=version.number if version else None)
    dossier.refresh_from_db()


def terminate(*, actor: Person, dossier: Dossier, reason: str) -> None:
    """End what is in force before its time.

    Errors: NotKnown, NotPermitted, WrongState, ReasonMissing.
    """
    acting(actor, dossier)
    said = _reason(reason)
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.IN_FORCE)
        _end(found, State.TERMINATED, said)
        told(found, actor, "terminated")
        entries.cancel(found, timezone.localdate())
        assert found.in_force is not None  # noqa: S101  a constraint holds it
        contracts.kind(found.kind).ended(found, found.in_force)
    dossier.refresh_from_db()


def _newest(dossier: Dossier, digest: str) -> Version:
    """The newest version, if it is open and of this digest. Raises NotTheNewest."""
    version = newest_version(dossier)
    if version is None or version.digest != digest:
        raise NotTheNewest(number=version.number if version else 0)
    if not is_open(dossier, version):
        require_state(dossier)  # decided already
    return version


def _refuse(version: Version, institution: Institution, reason: str) -> None:
    Rejection.objects.create(
        version=version, institution=institution, reason=reason, at=timezone.now()
    )


def _end(dossier: Dossier, state: State, reason: str) -> None:
    moved(dossier, state)
    dossier.ended_reason, dossier.changed_at = reason, timezone.now()
    dossier.save()


def _reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise ReasonMissing
    return said

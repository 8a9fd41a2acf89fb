"""Activities under the clauses of an agreement: begin one, and say what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from jalin.agreements.kind import terms_of as agreement_terms_of
from jalin.agreements.terms import AgreementTerms
from jalin.core.permissions import require
from jalin.dossiers import actions
from jalin.dossiers.activity import ActivityTerms
from jalin.dossiers.clauses import refusal
from jalin.dossiers.errors import WrongState
from jalin.dossiers.files import Content
from jalin.dossiers.models import Clause, Dossier, Version
from jalin.dossiers.permissions import acting_institution, may_read
from jalin.dossiers.queries.versions import newest_version, pending, terms_of
from jalin.dossiers.states import State
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person


@dataclass(frozen=True, slots=True)
class Choice:
    """A clause that one may want to act under; `refusal` is a message id, "" for none."""

    clause: Clause
    refusal: str


def choices(agreement: Dossier) -> tuple[Choice, ...]:
    """The clauses of an agreement, each with why nothing can begin under it."""
    clauses = agreement.clauses.select_related("agreement").order_by("-is_current", "position")
    return tuple(Choice(clause, refusal(clause)) for clause in clauses)


def parties(dossier: Dossier) -> tuple[Institution, ...]:
    """Those that approve, in their order."""
    found = dossier.parties.filter(is_reader=False).select_related("institution")
    return tuple(party.institution for party in found)


def agreement_in_force(agreement: Dossier) -> AgreementTerms | None:
    """The terms in force, or those that were when it ended."""
    return agreement_terms_of(agreement.in_force) if agreement.in_force else None


def begin_activity(
    *,
    actor: Person,
    clause: Clause,
    content: Mapping[str, Any],
    propose: bool = True,
    note: str = "",
) -> Dossier:
    """A new activity of all parties of the agreement, proposed at once or kept as a draft.

    Who may read the agreement may read what is done under it. Area, agreement and clause follow
    `clause`, whatever `content` says. Nothing is left when the terms are refused.
    Errors: NotKnown, NotPermitted, ClauseNotInForce, TermsRefused.
    """
    agreement = clause.agreement
    require(True, known=may_read(actor, agreement))
    issuer = acting_institution(actor, agreement)
    require(issuer is not None)
    assert issuer is not None  # noqa: S101  for the type checker
    partners = [party for party in parties(agreement) if party.pk != issuer.pk]
    said = {**content, **standing_under(clause)}
    with transaction.atomic():
        dossier = actions.begin(
            actor=actor,
            kind="activity",
            issuer=issuer,
            partners=partners,
            title=said.get("title", {}),
            content=said,
            clause=clause,
        )
        for reader in agreement.parties.filter(is_reader=True).select_related("institution"):
            actions.admit_reader(actor=actor, dossier=dossier, institution=reader.institution)
        if propose:
            actions.propose(actor=actor, dossier=dossier, content=said, note=note)
    return dossier


def standing_under(clause: Clause) -> dict[str, Any]:
    """What the terms of an activity say of their clause."""
    agreed = [party.slug for party in parties(clause.agreement)]
    return {
        "area": clause.area,
        "agreement": clause.agreement.uri,
        "clause": clause.key,
        "parties": agreed,
    }


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows an outcome, on its way to be kept."""

    name: str
    content: Content


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome as `ActivityTerms` has it, and the files that come with it."""

    outcome: Mapping[str, Any]
    proofs: Sequence[Proof] = field(default_factory=tuple)


def propose_outcomes(
    *, actor: Person, dossier: Dossier, results: Sequence[Result], done: bool, note: str = ""
) -> Version:
    """Propose what came of an activity in force; with `done`, that it is completed.

    The files are kept with the dossier and named by their digest in the terms, so that the other
    side approves them, too. All or nothing.
    Errors: NotKnown, NotPermitted, WrongState, FileRefused, TermsRefused, NothingChanged.
    """
    require(True, known=may_read(actor, dossier))
    if dossier.state != State.IN_FORCE:
        raise WrongState(state=State(dossier.state).label)
    base = outcome_base(dossier)
    with transaction.atomic():
        outcomes = [_with_proofs(actor, dossier, result) for result in results]
        content = {**content_of(base), "outcomes": outcomes, "done": done}
        return actions.propose(actor=actor, dossier=dossier, content=content, note=note)


def _with_proofs(actor: Person, dossier: Dossier, result: Result) -> dict[str, Any]:
    kept = [
        actions.attach(actor=actor, dossier=dossier, name=proof.name, content=proof.content).sha256
        for proof in result.proofs
    ]
    documents = dict.fromkeys([*result.outcome.get("documents", ()), *kept])
    return {**result.outcome, "documents": list(documents)}


def activity_terms(version: Version) -> ActivityTerms:
    found = terms_of(version)
    assert isinstance(found, ActivityTerms)  # noqa: S101  of no other form
    return found


def outcome_base(dossier: Dossier) -> ActivityTerms | None:
    """The terms that outcomes are added to: those in force, or a proposal of outcomes for them.

    Another change that waits for approval is left out: who reports outcomes does not approve it.
    """
    waiting = pending(dossier)
    if waiting is not None and dossier.in_force is not None:
        proposed = activity_terms(waiting)
        if proposed.outcomes != activity_terms(dossier.in_force).outcomes:
            return proposed
    found = dossier.in_force or newest_version(dossier)
    return activity_terms(found) if found else None


def content_of(terms: ActivityTerms | None) -> dict[str, Any]:
    """Terms as the content of a next version."""
    return terms.model_dump(mode="json", exclude_none=True) if terms else {}


def written_terms(dossier: Dossier, institution: Institution | None) -> dict[str, Any]:
    """What a side writes on: its draft, else the newest version that stands, else nothing."""
    draft = dossier.drafts.filter(institution=institution).first() if institution else None
    if draft is not None and draft.content:
        return dict(draft.content)
    version = pending(dossier) or dossier.in_force or newest_version(dossier)
    return content_of(activity_terms(version)) if version else {}

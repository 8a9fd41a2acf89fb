"""Beginning, drafting and publishing agreements. How they go on is the dossiers' matter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jalin.agreements.drafting_errors import DraftChanged
from jalin.agreements.entries import enter_draft
from jalin.agreements.queries.register import PUBLISHED
from jalin.core.permissions import require
from jalin.dossiers import actions as dossiers
from jalin.dossiers.actions.locking import acting, locked, require_state, told
from jalin.dossiers.models import Dossier, Draft
from jalin.dossiers.permissions import acts_for
from jalin.dossiers.states import State
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person, standing

Content = Mapping[str, Any]


def may_begin_agreements(person: Person) -> bool:
    """Whoever acts for an institution may begin one for it."""
    has = standing(person)
    return any(acts_for(has, institution) for institution in has.institutions)


def begin_agreement(
    *,
    actor: Person,
    issuer: Institution,
    partners: Sequence[Institution],
    content: Content,
    successor_of: Dossier | None = None,
) -> Dossier:
    """A new agreement, in draft. Errors: NotPermitted."""
    with transaction.atomic():
        dossier = dossiers.begin(
            actor=actor,
            kind="agreement",
            issuer=issuer,
            partners=partners,
            title=_titles(content),
            content=content,
            successor_of=successor_of,
        )
        enter_draft(dossier, content)
    return dossier


def write(
    *, actor: Person, dossier: Dossier, content: Content, seen: datetime | None = None
) -> Draft:
    """Keep the draft of the actor's side; `seen` is when the one that it changes was saved.

    Errors: NotKnown, NotPermitted, WrongState; DraftChanged where a colleague saved it meanwhile.
    """
    institution = acting(actor, dossier)
    with transaction.atomic():
        found = locked(dossier)
        present = Draft.objects.filter(dossier=found, institution=institution).first()
        if present is not None and seen is not None:
            _require_unchanged(present, actor, seen)
        draft = dossiers.save_draft(actor=actor, dossier=found, content=content)
        if found.state == State.DRAFT:
            found.title = _titles(content)
            found.save(update_fields=["title"])
            enter_draft(found, content)
    return draft


def _require_unchanged(draft: Draft, actor: Person, seen: datetime) -> None:
    if draft.saved_at == seen or draft.saved_by_id == getattr(actor, "pk", None):
        return
    local = timezone.localtime(draft.saved_at)
    raise DraftChanged(person=str(draft.saved_by or "?"), time=f"{local:%H:%M}")


def publish(*, actor: Person, dossier: Dossier, public: bool) -> None:
    """Show the agreement to everybody, without what is confidential; or no longer.

    For whoever acts for the institution that issued it. Errors: NotKnown, NotPermitted, WrongState.
    """
    institution = acting(actor, dossier)
    require(institution.pk == dossier.issuer_id)
    with transaction.atomic():
        found = locked(dossier)
        if public:
            require_state(found, *PUBLISHED)
        found.is_public = public
        found.save(update_fields=["is_public"])
        told(found, actor, "published" if public else "unpublished")
    dossier.refresh_from_db()


def _titles(content: Content) -> dict[str, str]:
    given = content.get("title", {})
    return {tag: text.strip() for tag, text in dict(given).items() if text and text.strip()}

"""The page of an agreement: for its parties, and what of it everybody may read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jalin.agreements import actions
from jalin.agreements.kind import terms_of
from jalin.agreements.overlap import Overlap, overlaps
from jalin.agreements.queries.register import PUBLISHED, today
from jalin.agreements.reading import reading
from jalin.core.permissions import NotKnown
from jalin.dossiers.models import Dossier, Version
from jalin.dossiers.permissions import acting_institution, may_read
from jalin.dossiers.states import OPEN, State
from jalin.dossiers.views.changes import Changes
from jalin.dossiers.views.pages import page_context


def agreement_of(uuid: UUID) -> Dossier:
    """Raises NotKnown. Whether the person may read it is still to be asked."""
    found = Dossier.objects.select_related("issuer", "successor_of", "in_force")
    dossier = found.filter(uuid=uuid, kind="agreement").first()
    if dossier is None:
        raise NotKnown
    return dossier


@login_required
@require_safe
def agreement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = agreement_of(uuid)
    context = page_context(request, dossier)
    context |= _terms(request, context["version"])
    context |= _standing(request, dossier)
    context["changed"] = _changed_clauses(context["changes"])
    return render(request, "agreements/page.html", context)


def _changed_clauses(changes: Changes | None) -> frozenset[str]:
    """The keys of the clauses that differ from what the reader knows."""
    parts = changes.parts if changes else ()
    return frozenset(part.split(".")[1] for part in parts if part.startswith("clauses."))


def _terms(request: HttpRequest, version: Version | None) -> dict[str, Any]:
    if version is None:
        return {"reading": None}
    terms = terms_of(version)
    wanted = request.GET.getlist("text")
    shown = reading(terms, wanted, today=today(), confidential=True)
    return {"reading": shown, "overlaps": _overlaps(version)}


def _overlaps(version: Version) -> list[Overlap]:
    """What it stands beside, while that can still be decided on."""
    if version.dossier.state not in OPEN:
        return []
    return overlaps(terms_of(version), dossier=version.dossier)


def _standing(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """What may be done with it besides what every dossier allows."""
    own = acting_institution(request.user, dossier)
    successors = [one for one in dossier.successors.all() if may_read(request.user, one)]
    before = dossier.successor_of
    return {
        "may_write": own is not None and dossier.state in OPEN,
        "may_continue": own is not None and dossier.state in PUBLISHED,
        "may_publish": own is not None and own.pk == dossier.issuer_id
        and dossier.state in PUBLISHED,
        "successors": successors,
        "predecessor": before if before and may_read(request.user, before) else None,
        "in_force": dossier.state == State.IN_FORCE,
        "today": today(),
    }  # fmt: skip


@require_safe
def public(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What everybody may read of a published agreement: all but what is confidential."""
    dossier = agreement_of(uuid)
    version = dossier.in_force
    if not dossier.is_public or version is None or dossier.state not in PUBLISHED:
        raise NotKnown
    terms = terms_of(version)
    shown = reading(terms, request.GET.getlist("text"), today=today(), confidential=False)
    parties = [party.institution for party in dossier.parties.filter(is_reader=False)]
    context = {
        "dossier": dossier,
        "version": version,
        "reading": shown,
        "parties": parties,
        "is_known": may_read(request.user, dossier),
    }
    return render(request, "agreements/public.html", context)


@login_required
@require_POST
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = agreement_of(uuid)
    wanted = request.POST.get("public") == "1"
    actions.publish(actor=request.user, dossier=dossier, public=wanted)
    said = (
        gettext("Everybody can read the agreement now, without what is confidential.")
        if wanted
        else gettext("Only the parties can read the agreement now.")
    )
    messages.success(request, said)
    return redirect("agreement", uuid)

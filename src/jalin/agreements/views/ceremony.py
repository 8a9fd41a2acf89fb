"""The ceremony: the room, its plan, reminders, a mistake found, and what is downloaded there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalin.agreements import ceremony
from jalin.agreements.ceremony_forms import PlanForm
from jalin.agreements.ceremony_room import Room, arranged, clocks_of, room, ways_open
from jalin.agreements.ceremony_wording import WAYS
from jalin.agreements.document import evidence_sheet
from jalin.agreements.models import Ceremony
from jalin.agreements.signing import document_to_sign
from jalin.agreements.views.pages import agreement_of
from jalin.core.permissions import NotKnown, require
from jalin.dossiers.actions.locking import require_state
from jalin.dossiers.errors import ReasonMissing
from jalin.dossiers.forms import ReasonForm
from jalin.dossiers.models import Dossier
from jalin.dossiers.permissions import may_read
from jalin.dossiers.queries.course import Course, course
from jalin.dossiers.states import State
from jalin.dossiers.views.endings import Ending
from jalin.dossiers.views.sides import Sides, sides
from jalin.dossiers.views.steps import may_withdraw


def entered(request: HttpRequest, uuid: UUID) -> tuple[Dossier, Course, Sides]:
    """Let in whoever may read the agreement. Raises NotKnown; WrongState while it is a draft."""
    dossier = agreement_of(uuid)
    if not may_read(request.user, dossier):
        raise NotKnown
    found = course(dossier)
    if found.current is None:
        require_state(dossier)
    return dossier, found, sides(request, found)


@login_required
@require_safe
def the_room(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier, found, ours = entered(request, uuid)
    plan = ceremony.ceremony_of(dossier)
    clocks = clocks_of(found, plan)
    made = room(found, ours, clocks)
    context = _context(dossier, found, ours, made)
    context |= {
        "plan": arranged(plan, clocks),
        "may_plan": ours.may_act and _is_open(found),
        "may_remind": ours.may_act and _is_signed_now(found) and not made.is_over,
        "may_call_off": ours.may_act
        and dossier.state == State.AGREED
        and may_withdraw(found, ours),
        "may_change": ours.may_act and dossier.state == State.AGREED,
    }
    return render(request, "agreements/ceremony.html", context)


@require_safe
def moment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The part of the room that changes; nothing (204) while what the page shows is still so."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    dossier, found, ours = entered(request, uuid)
    made = room(found, ours, clocks_of(found, ceremony.ceremony_of(dossier)))
    if request.GET.get("seen") == made.stamp:
        return HttpResponse(status=204)
    context = _context(dossier, found, ours, made) | {"happened": True}
    return render(request, "agreements/parts/moment.html", context)


def _context(dossier: Dossier, found: Course, ours: Sides, made: Room) -> dict[str, Any]:
    now = _is_signed_now(found)
    ways = ways_open(made) if now and ours.may_sign and made.own_turn else ()
    return {
        "dossier": dossier,
        "course": found,
        "sides": ours,
        "room": made,
        "version": made.version,
        "is_open": _is_open(found),
        "is_signed_now": now,
        "is_live": _is_open(found) and not made.is_over,
        "ways": [(way, WAYS[way]) for way in ways],
    }


def _is_open(found: Course) -> bool:
    """There is a version that is, or may come, to be signed."""
    return found.pending is not None


def _is_signed_now(found: Course) -> bool:
    return found.pending is not None and not found.to_approve


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier, found, ours = entered(request, uuid)
    require(ours.may_act)
    if not _is_open(found):
        require_state(dossier)
    kept = ceremony.ceremony_of(dossier)
    form = _plan_form(request, kept, room(found, ours, ()))
    if request.method == "POST" and form.is_valid():
        ceremony.plan(actor=request.user, dossier=dossier, plan=form.plan())
        messages.success(request, gettext("The plan is kept. Everybody in the room sees it."))
        return redirect("ceremony", uuid)
    context = {"dossier": dossier, "form": form}
    return render(request, "agreements/ceremony_plan.html", context, status=_status(form))


def _plan_form(request: HttpRequest, kept: Ceremony, made: Room) -> PlanForm:
    terms = made.terms
    zone = getattr(request.user, "timezone", "") or terms.zone
    posted = request.POST if request.method == "POST" else None
    return PlanForm(posted, ceremony=kept, languages=terms.languages, zone=zone)


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200


@login_required
@require_POST
def remind(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = agreement_of(uuid)
    count = ceremony.remind(actor=request.user, dossier=dossier)
    said = ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", count)
    messages.success(request, said % {"n": count})
    return redirect("ceremony", uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mistake(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Withdraw the text before the last signature, and go on with its successor."""
    dossier, found, ours = entered(request, uuid)
    require(ours.may_act)
    require_state(dossier, State.AGREED)
    require(may_withdraw(found, ours))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            made = ceremony.mistake_found(actor=request.user, dossier=dossier, reason=reason)
        except ReasonMissing as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("Withdrawn. This is the draft of its successor."))
            return redirect("draft_agreement", made.uuid)
    context = {
        "dossier": dossier,
        "version": found.pending,
        "words": _mistake(),
        "form": form,
        "back": reverse("ceremony", args=(uuid,)),
    }
    return render(request, "dossiers/end.html", context)


def _mistake() -> Ending:
    return Ending(
        gettext("A mistake in the text"),
        (
            gettext(
                "The agreement is withdrawn. Signatures that were given are kept, and count for"
                " nothing."
            ),
            gettext(
                "A successor with the same text is drafted for your side. Correct it and propose"
                " it; all approve and sign it anew."
            ),
            gettext("The other party is told, with your reason. This cannot be undone."),
        ),
        gettext("Withdraw it and correct it"),
        "",
    )


@login_required
@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The document to sign, as the last who signed in it left it."""
    _, found, ours = entered(request, uuid)
    return redirect("dossier_file", uuid, document_to_sign(room(found, ours, ()).version).pk)


@login_required
@require_safe
def evidence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The evidence sheet, once all have signed."""
    dossier, found, ours = entered(request, uuid)
    if not room(found, ours, ()).is_over:
        require_state(dossier)
    return redirect("dossier_file", uuid, evidence_sheet(dossier).pk)

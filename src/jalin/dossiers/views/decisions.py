"""What cannot be undone: a page says exactly what will happen, and then it is done.

Approving, refusing, withdrawing, ending. The form carries the digest of the terms that the page
showed, so that nobody decides on terms that they have not read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jalin.core.permissions import require
from jalin.dossiers import actions
from jalin.dossiers.errors import ReasonMissing, WrongState
from jalin.dossiers.forms import ReasonForm
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.course import Course, course
from jalin.dossiers.states import State
from jalin.dossiers.views import endings, steps
from jalin.dossiers.views.changes import changes_for
from jalin.dossiers.views.pages import known, page_address
from jalin.dossiers.views.sides import Sides, sides


@dataclass(frozen=True, slots=True)
class Before:
    """The dossier as whoever decides sees it."""

    dossier: Dossier
    course: Course
    sides: Sides


def _before(request: HttpRequest, uuid: UUID) -> Before:
    """Raises NotKnown, and NotPermitted for who may read and not act."""
    dossier = known(request, uuid)
    found = course(dossier)
    ours = sides(request, found)
    require(ours.may_act)
    return Before(dossier, found, ours)


def _refuse_in(dossier: Dossier, allowed: bool) -> None:
    if not allowed:
        raise WrongState(state=State(dossier.state).label)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    before = _before(request, uuid)
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        actions.approve(actor=request.user, dossier=before.dossier, digest=digest)
        messages.success(request, endings.after_approval(before.dossier))
        return redirect(page_address(before.dossier))
    _refuse_in(before.dossier, before.sides.ours in before.course.to_approve)
    context = {
        **_context(before),
        "consequence": steps.consequence(before.course, before.sides),
        "changes": changes_for(before.course, before.sides, None),
    }
    return render(request, "dossiers/approve.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    before = _before(request, uuid)

    def act(reason: str) -> None:
        digest = request.POST.get("digest", "")
        actions.reject(actor=request.user, dossier=before.dossier, digest=digest, reason=reason)

    allowed = before.sides.ours in before.course.to_approve
    return _end(request, before, endings.rejection(before.course), act, allowed=allowed)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    before = _before(request, uuid)

    def act(reason: str) -> None:
        actions.withdraw(actor=request.user, dossier=before.dossier, reason=reason)

    allowed = steps.may_withdraw(before.course, before.sides)
    return _end(request, before, endings.withdrawal(before.course), act, allowed=allowed)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def terminate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    before = _before(request, uuid)

    def act(reason: str) -> None:
        actions.terminate(actor=request.user, dossier=before.dossier, reason=reason)

    allowed = before.dossier.state == State.IN_FORCE
    return _end(request, before, endings.termination(before.course), act, allowed=allowed)


def _end(
    request: HttpRequest,
    before: Before,
    words: endings.Ending,
    act: Callable[[str], None],
    *,
    allowed: bool,
) -> HttpResponse:
    """Ask for the reason, and do it. A draft that nobody else has seen needs none."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].required = not words.reasonless
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except ReasonMissing as error:
            form.refuse(error)
        else:
            messages.success(request, words.done)
            return redirect("home" if words.reasonless else page_address(before.dossier))
    elif request.method != "POST":
        _refuse_in(before.dossier, allowed)
    context = {**_context(before), "words": words, "form": form}
    return render(request, "dossiers/end.html", context)


def _context(before: Before) -> dict[str, object]:
    return {
        "dossier": before.dossier,
        "kind": before.course.kind,
        "course": before.course,
        "sides": before.sides,
        "version": before.course.pending,
        "back": page_address(before.dossier),
    }

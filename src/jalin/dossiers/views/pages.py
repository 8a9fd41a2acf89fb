"""The page of a dossier: what every kind's page is made of, and the address that stays."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from jalin.core.permissions import NotKnown
from jalin.dossiers import actions
from jalin.dossiers.forms import MessageForm, TaskForm
from jalin.dossiers.models import Dossier
from jalin.dossiers.permissions import may_read
from jalin.dossiers.queries.beside import documents, history, last_look, tasks, thread
from jalin.dossiers.queries.course import Course, course
from jalin.dossiers.states import State
from jalin.dossiers.views import lanes, steps, threads
from jalin.dossiers.views.changes import changes_for
from jalin.dossiers.views.sides import Sides, sides
from jalin.institutions.models import User

LATEST = 6  # lines of the history that the page shows
MESSAGES = 12


def known(request: HttpRequest, uuid: UUID) -> Dossier:
    """The dossier, for who may read it. Raises NotKnown: to others it is not there."""
    found = (
        Dossier.objects.select_related("issuer", "clause__agreement", "successor_of")
        .filter(uuid=uuid)
        .first()
    )
    if found is None or not may_read(_person(request), found):
        raise NotKnown
    return found


def page_address(dossier: Dossier) -> str:
    """Where the dossier is read: the page of its kind, or the general one."""
    from jalin.dossiers import contracts

    try:
        return reverse(contracts.kind(dossier.kind).page, args=(dossier.uuid,))
    except NoReverseMatch:
        return reverse("dossier", args=(dossier.uuid,))


def page_context(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """What `dossiers/page.html` shows, from the side of whoever asks. Raises NotKnown.

    dossier, kind, course (parties, versions, who has approved), sides (ours, theirs, what the
    reader may do), version (the one it is about) and version.terms read by `terms_of`, step and
    acts (what is next), changes (what differs from what the reader knows), messages, tasks,
    documents, history.
    """
    person = _person(request)
    if not may_read(person, dossier):
        raise NotKnown
    found = course(dossier)
    ours = sides(request, found)
    looked = last_look(dossier, person) if isinstance(person, User) else None
    context = {
        **_head(found, ours),
        **_beside(request, found, ours),
        "looked": looked,
        "changes": changes_for(found, ours, looked),
    }
    if isinstance(person, User) and request.method == "GET":
        actions.look(actor=person, dossier=dossier)
    return context


def _head(found: Course, ours: Sides) -> dict[str, Any]:
    course_steps = lanes.steps(found, ours)
    return {
        "dossier": found.dossier,
        "kind": found.kind,
        "course": found,
        "sides": ours,
        "version": found.current,
        "steps": course_steps,
        "stretches": threads.stretches(course_steps),
        "step": steps.next_step(found, ours, ends=_last_day(found)),
        "acts": steps.further_acts(found, ours),
    }


def _last_day(found: Course) -> date | None:
    if found.dossier.state != State.IN_FORCE:
        return None
    return found.kind.last_day(found.dossier, timezone.localdate())


def _beside(request: HttpRequest, found: Course, ours: Sides) -> dict[str, Any]:
    dossier = found.dossier
    messages, all_tasks = thread(dossier), tasks(dossier)
    context: dict[str, Any] = {
        "messages_shown": messages[-MESSAGES:],
        "messages_before": messages[:-MESSAGES],
        "messages_count": len(messages),
        "tasks": all_tasks,
        "tasks_left": sum(1 for task in all_tasks if task.done_at is None),
        "documents": documents(dossier),
        "history": history(dossier, limit=LATEST),
    }
    if ours.may_work:
        context["message_form"] = MessageForm(dossier=dossier, own=request.user)
        context["task_form"] = TaskForm(course=found, sides=ours)
    return context


@login_required
@require_safe
def dossier_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The page of a dossier whose kind has none of its own."""
    dossier = known(request, uuid)
    if (address := page_address(dossier)) != request.path:
        return redirect(address)
    return render(request, "dossiers/page.html", page_context(request, dossier))


@require_safe
def by_uri(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The URI of a dossier leads to its page, or to what of it is public."""
    found = Dossier.objects.filter(uuid=uuid).first()
    if found is not None and may_read(_person(request), found):
        return redirect(page_address(found))
    if found is not None and found.is_public and found.state != State.DRAFT:
        from jalin.dossiers import contracts

        if public := steps.address(contracts.kind(found.kind).public_page, found):
            return redirect(public)
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    raise Http404(gettext("There is nothing here."))


def _person(request: HttpRequest) -> Any:
    return request.user

"""An activity under a clause: proposed, answered with changed terms, carried out, completed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from jalin.agreements.activities import (
    activity_terms,
    agreement_in_force,
    begin_activity,
    choices,
    parties,
    written_terms,
)
from jalin.agreements.activity_forms import ActivityForms
from jalin.agreements.obligations import late_because, progress
from jalin.core.errors import DomainError
from jalin.core.permissions import NotKnown, NotPermitted, require
from jalin.dossiers import actions
from jalin.dossiers.clauses import refusal
from jalin.dossiers.errors import (
    FileRefused,
    NothingChanged,
    NotTheNewest,
    TermsRefused,
    WrongState,
)
from jalin.dossiers.models import Clause, Dossier
from jalin.dossiers.permissions import acting_institution
from jalin.dossiers.queries.versions import newest_version
from jalin.dossiers.states import ENDED, State
from jalin.dossiers.views.pages import known, page_context
from jalin.dossiers.views.steps import NextStep, names
from jalin.institutions.models import Institution, User

REFUSALS = (TermsRefused, NothingChanged, FileRefused, NotTheNewest)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_activity(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose a clause, then fill in the terms. Why a clause cannot be chosen stands beside it."""
    agreement = of_kind(request, uuid, "agreement")
    own = acting(request, agreement)
    offered = choices(agreement)
    key = request.GET.get("clause", "")
    chosen = next((one for one in offered if one.clause.key == key), None)
    if chosen is None or chosen.refusal:
        context = {"agreement": agreement, "choices": offered, "chosen": chosen}
        status = 409 if chosen else 200
        return render(request, "agreements/activity_clauses.html", context, status=status)
    forms = ActivityForms(request.POST or None, parties=parties(agreement))
    if request.method == "POST" and forms.is_valid():
        try:
            made = _begin(request, chosen.clause, forms)
        except REFUSALS as error:
            forms.form.add_error(None, said(error))
        else:
            return _gone(request, made, own)
    return _form(request, forms, clause=chosen.clause, own=own)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go on with a draft, answer with changed terms, or propose a change of what is in force."""
    dossier = of_kind(request, uuid, "activity")
    own = acting(request, dossier)
    require_open(dossier)
    clause = dossier.clause
    assert clause is not None  # noqa: S101  none begins without
    base = written_terms(dossier, own)
    forms = ActivityForms(request.POST or None, parties=parties(dossier), content=base)
    if request.method == "POST" and forms.is_valid():
        try:
            require_seen(request, dossier)
            _write(request, dossier, forms)
        except REFUSALS as error:
            forms.form.add_error(None, said(error))
        else:
            return _gone(request, dossier, own)
    return _form(request, forms, clause=clause, own=own, dossier=dossier)


def _begin(request: HttpRequest, clause: Clause, forms: ActivityForms) -> Dossier:
    return begin_activity(
        actor=user(request),
        clause=clause,
        content=forms.content(),
        propose="draft" not in request.POST,
        note=forms.form.cleaned_data["note"],
    )


def _write(request: HttpRequest, dossier: Dossier, forms: ActivityForms) -> None:
    content, actor = forms.content(), user(request)
    if "draft" in request.POST:
        actions.save_draft(actor=actor, dossier=dossier, content=content)
        return
    note = forms.form.cleaned_data["note"]
    actions.propose(actor=actor, dossier=dossier, content=content, note=note)


def _gone(request: HttpRequest, dossier: Dossier, own: Institution) -> HttpResponse:
    kept = gettext("The draft is kept. Only your institution sees it.")
    messages.success(request, kept if "draft" in request.POST else proposed(dossier, own))
    return redirect("activity", dossier.uuid)


@login_required
@require_safe
def activity(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = of_kind(request, uuid, "activity")
    context = page_context(request, dossier)
    version = context["version"]
    terms = activity_terms(version) if version else None
    context |= _standing(dossier, context)
    context |= {"terms": terms, "clause": dossier.clause} | _named(dossier)
    if context["why_not"] and dossier.state == State.PROPOSED:
        context["step"] = NextStep(
            gettext("It cannot come in force now"), gettext(context["why_not"])
        )
    return render(request, "agreements/activity.html", context)


def _standing(dossier: Dossier, context: Mapping[str, Any]) -> dict[str, Any]:
    today = timezone.now().date()
    overdue = sum(
        1 for task in context["tasks"] if task.done_at is None and task.due and task.due < today
    )
    place = (dossier.state, dossier.begins, dossier.ends, today)
    told: dict[str, Any] = {
        "progress": progress(*place, overdue=overdue),
        "late_because": late_because(*place, overdue=overdue),
        "may_report": False,
    }
    if dossier.state == State.IN_FORCE and context["sides"].may_act:
        told["may_report"] = True
        if context["course"].pending is None:
            begins = dossier.begins or today
            told["step"] = _report(dossier) if begins <= today else _planned(begins)
    return told


def _planned(begins: date) -> NextStep:
    first = gettext("It begins on %(day)s.") % {"day": date_format(begins)}
    return NextStep(gettext("Approved by all"), first)


def _report(dossier: Dossier) -> NextStep:
    return NextStep(
        gettext("Under way"),
        gettext(
            "When it is done, say what came of it. It is completed once the other side has"
            " approved that."
        ),
        gettext("Say what came of it"),
        reverse("activity_outcomes", args=(dossier.uuid,)),
        waits=True,
    )


def _named(dossier: Dossier) -> dict[str, Any]:
    """What the terms name by slug, by digest or by its place, as the page shows it."""
    named = {party.slug: party for party in parties(dossier)}
    documents = {one.sha256: one for one in dossier.documents.all()}
    agreed = agreement_in_force(dossier.clause.agreement) if dossier.clause else None
    clause = agreed.clause(dossier.clause.key) if agreed and dossier.clause else None
    return {
        "by_slug": named,
        "by_digest": documents,
        "measures": dict(enumerate(clause.obligations)) if clause else {},
        "why_not": refusal(dossier.clause) if dossier.state in {"draft", "proposed"} else "",
    }


def of_kind(request: HttpRequest, uuid: UUID, kind: str) -> Dossier:
    dossier = known(request, uuid)
    if dossier.kind != kind:
        raise NotKnown
    return dossier


def acting(request: HttpRequest, dossier: Dossier) -> Institution:
    own = acting_institution(user(request), dossier)
    if own is None:
        raise NotPermitted
    return own


def user(request: HttpRequest) -> User:
    require(True, known=isinstance(request.user, User))
    assert isinstance(request.user, User)  # noqa: S101  for the type checker
    return request.user


def require_open(dossier: Dossier, *states: State) -> None:
    if dossier.state in ENDED or (states and dossier.state not in states):
        raise WrongState(state=State(dossier.state).label)


def newest_number(dossier: Dossier | None) -> int:
    """Of the newest version, 0 for none: a form says which one it was filled in beside."""
    version = newest_version(dossier) if dossier else None
    return version.number if version else 0


def require_seen(request: HttpRequest, dossier: Dossier) -> None:
    """What is proposed answers the newest version, not one before. Raises NotTheNewest."""
    number = newest_number(dossier)
    if request.POST.get("seen") != str(number):
        raise NotTheNewest(number=number)


def said(error: DomainError) -> str:
    return error.text(gettext)


def proposed(dossier: Dossier, own: Institution) -> str:
    others = [party for party in parties(dossier) if party.pk != own.pk]
    return gettext("Proposed. It now waits for %(others)s.") % {"others": names(others)}


def _form(
    request: HttpRequest,
    forms: ActivityForms,
    *,
    clause: Clause,
    own: Institution,
    dossier: Dossier | None = None,
) -> HttpResponse:
    agreement = clause.agreement
    in_force = dossier is not None and dossier.state == State.IN_FORCE
    context = {
        "forms": forms,
        "clause": clause,
        "agreement": agreement,
        "dossier": dossier,
        "own": own,
        "others": names([party for party in forms.form.parties if party.pk != own.pk]),
        "refusal": "" if in_force else refusal(clause),
        "seen": newest_number(dossier),
    }
    status = 422 if forms.is_bound else 200
    return render(request, "agreements/activity_form.html", context, status=status)

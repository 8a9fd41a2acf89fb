"""What came of an activity: said by one side, approved by the other."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jalin.agreements.activities import (
    activity_terms,
    agreement_in_force,
    outcome_base,
    parties,
    propose_outcomes,
)
from jalin.agreements.outcome_forms import OutcomeForms
from jalin.agreements.views.activities import (
    REFUSALS,
    acting,
    newest_number,
    of_kind,
    proposed,
    require_open,
    require_seen,
    said,
    user,
)
from jalin.dossiers.activity import ActivityTerms
from jalin.dossiers.models import Dossier, Version
from jalin.dossiers.queries.versions import pending
from jalin.dossiers.states import State
from jalin.dossiers.views.steps import names
from jalin.institutions.models import Institution


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what came of an activity in force: so far, or in all, which completes it."""
    dossier = of_kind(request, uuid, "activity")
    own = acting(request, dossier)
    require_open(dossier, State.IN_FORCE)
    base, clause = outcome_base(dossier), dossier.clause
    assert base is not None and clause is not None  # noqa: S101, PT018  it is in force
    agreed = agreement_in_force(clause.agreement)
    forms = OutcomeForms(
        request.POST or None,
        request.FILES or None,
        terms=base,
        parties=parties(dossier),
        clause=agreed.clause(clause.key) if agreed else None,
    )
    if request.method == "POST" and forms.is_valid():
        try:
            require_seen(request, dossier)
            _propose(request, dossier, forms)
        except REFUSALS as error:
            forms.note.add_error(None, said(error))
        else:
            messages.success(request, proposed(dossier, own))
            return redirect("activity", dossier.uuid)
    return _form(request, forms, dossier, own=own, base=base)


def _propose(request: HttpRequest, dossier: Dossier, forms: OutcomeForms) -> None:
    propose_outcomes(
        actor=user(request),
        dossier=dossier,
        results=forms.results(),
        done="so_far" not in request.POST,
        note=forms.note.cleaned_data["note"],
    )


def _form(
    request: HttpRequest,
    forms: OutcomeForms,
    dossier: Dossier,
    *,
    own: Institution,
    base: ActivityTerms,
) -> HttpResponse:
    context = {
        "dossier": dossier,
        "clause": dossier.clause,
        "forms": forms,
        "terms": base,
        "others": names([party for party in parties(dossier) if party.pk != own.pk]),
        "own": own,
        "seen": newest_number(dossier),
        "replaced": _replaced(dossier, base),
        "kept": {one.sha256: one for one in dossier.documents.all()},
    }
    status = 422 if forms.note.is_bound else 200
    return render(request, "agreements/activity_outcomes.html", context, status=status)


def _replaced(dossier: Dossier, base: ActivityTerms) -> Version | None:
    """The version whose place the outcomes will take, where it says something else."""
    waiting = pending(dossier)
    return None if waiting is None or activity_terms(waiting) == base else waiting

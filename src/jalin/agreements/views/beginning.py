"""Beginning an agreement: afresh, as the successor of an old one, or as its amendment."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from jalin.agreements import actions, library
from jalin.agreements.drafting.beginning import afresh, amending, succeeding
from jalin.agreements.drafting.content import add_clause
from jalin.agreements.forms import NewAgreementForm
from jalin.agreements.kind import terms_of
from jalin.agreements.queries.register import today
from jalin.agreements.views.pages import agreement_of
from jalin.core.permissions import NotKnown, require
from jalin.dossiers.actions.locking import acting
from jalin.dossiers.models import Dossier
from jalin.dossiers.permissions import acts_for
from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import standing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_agreement(request: HttpRequest) -> HttpResponse:
    require(actions.may_begin_agreements(request.user), known=not standing(request.user).stranger)
    issuers = _issuers(request)
    form = NewAgreementForm(request.POST or None, issuers=issuers)
    if request.method == "POST" and form.is_valid():
        dossier = actions.begin_agreement(
            actor=request.user,
            issuer=form.issuer,
            partners=form.partners,
            content=_content(form),
        )
        return redirect("draft_agreement", dossier.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "agreements/new.html", {"form": form}, status=status)


def _issuers(request: HttpRequest) -> list[Institution]:
    """The institutions that the person may begin an agreement for."""
    has = standing(request.user)
    own = [number for number in has.institutions if acts_for(has, number)]
    return list(Institution.objects.filter(pk__in=own))


def _content(form: NewAgreementForm) -> dict[str, Any]:
    given = form.cleaned_data
    slugs = [form.issuer.slug, *(partner.slug for partner in form.partners)]
    content = afresh(
        slugs,
        given["languages"],
        type=given["type"],
        title={get_language() or "en": given["title"]},
        zone=given["zone"],
    )
    if given["from_library"]:
        _fill(content, given["areas"])
    return content


def _fill(content: dict[str, Any], areas: list[str]) -> None:
    """Put the standard passages in: those around the clauses, and the first of each area."""
    languages = tuple(content["languages"])
    for found in library.passages():
        if found.place and found.place != "confidential" and found.place not in content:
            content[found.place] = found.texts(languages)
    for area in areas:
        found = next(each for each in library.passages() if each.area == area)
        add_clause(content, found.clause(languages))


@login_required
@require_POST
def continue_agreement(request: HttpRequest, uuid: UUID, how: str) -> HttpResponse:
    """Draft the successor of an agreement, or its amendment, with all that the old one says."""
    dossier = agreement_of(uuid)
    own = acting(request.user, dossier)
    if dossier.in_force is None or not isinstance(request.user, User):
        raise NotKnown
    terms = terms_of(dossier.in_force)
    content = (
        succeeding(terms, today=today())
        if how == "successor"
        else amending(terms, dossier, today=today())
    )
    made = actions.begin_agreement(
        actor=request.user,
        issuer=own,
        partners=_partners(dossier, own),
        content=content,
        successor_of=dossier if how == "successor" else None,
    )
    return redirect("draft_agreement", made.uuid)


def _partners(dossier: Dossier, own: Institution) -> list[Institution]:
    parties = dossier.parties.filter(is_reader=False).select_related("institution")
    return [party.institution for party in parties if party.institution_id != own.pk]

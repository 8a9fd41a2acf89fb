"""Letting another institution read a dossier: a ministry, an embassy."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from jalin.core.permissions import NotKnown, require
from jalin.dossiers import actions
from jalin.dossiers.forms import ReaderForm
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.course import Course, course
from jalin.dossiers.views.pages import known, page_address
from jalin.dossiers.views.sides import Sides, sides
from jalin.institutions.models import Institution


def _acting(request: HttpRequest, uuid: UUID) -> tuple[Dossier, Course, Sides]:
    """Raises NotKnown, and NotPermitted for who may read and not act."""
    dossier = known(request, uuid)
    found = course(dossier)
    ours = sides(request, found)
    require(ours.may_act)
    return dossier, found, ours


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier, found, ours = _acting(request, uuid)
    form = ReaderForm(request.POST if request.method == "POST" else None, course=found)
    if request.method == "POST" and form.is_valid():
        institution = form.chosen()
        actions.admit_reader(actor=request.user, dossier=dossier, institution=institution)
        said = gettext("%(name)s may read it now.") % {"name": institution.short_name}
        messages.success(request, said)
        return redirect(page_address(dossier))
    context = {
        "dossier": dossier,
        "course": found,
        "sides": ours,
        "form": form,
        "back": page_address(dossier),
    }
    return render(request, "dossiers/readers.html", context)


@login_required
@require_POST
def dismiss(request: HttpRequest, uuid: UUID, slug: str) -> HttpResponse:
    dossier, found, _ = _acting(request, uuid)
    institution = next((each for each in found.readers if each.slug == slug), None)
    if institution is None:
        raise NotKnown
    actions.dismiss_reader(actor=request.user, dossier=dossier, institution=institution)
    said = gettext("%(name)s does not read it any more.") % {"name": institution.short_name}
    undo = reverse("dossier_admit", args=(uuid, slug))
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return redirect("dossier_readers", uuid)


@login_required
@require_POST
def admit(request: HttpRequest, uuid: UUID, slug: str) -> HttpResponse:
    dossier, _, _ = _acting(request, uuid)
    institution = Institution.objects.filter(slug=slug).first()
    if institution is None:
        raise NotKnown
    actions.admit_reader(actor=request.user, dossier=dossier, institution=institution)
    said = gettext("%(name)s may read it now.") % {"name": institution.short_name}
    messages.success(request, said)
    return redirect("dossier_readers", uuid)

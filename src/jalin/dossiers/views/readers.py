"""Letting another institution read a dossier: a ministry, an embassy."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from jalin.core.permissions import require
from jalin.dossiers import actions
from jalin.dossiers.forms import ReaderForm
from jalin.dossiers.queries.course import course
from jalin.dossiers.views.pages import known, page_address
from jalin.dossiers.views.sides import sides


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = known(request, uuid)
    found = course(dossier)
    ours = sides(request, found)
    require(ours.may_act)
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

"""The libraries, and what each of them has here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from jalin.catalogue import actions, queries
from jalin.catalogue.errors import SlugTaken
from jalin.catalogue.forms import CatalogueForm
from jalin.catalogue.views.catalogues import figures
from jalin.core.permissions import require
from jalin.institutions.models import Institution
from jalin.institutions.permissions import (
    may_add_institutions,
    may_import,
    may_invite,
    may_keep_catalogues,
    may_see_work,
)
from jalin.institutions.standpoint import own_institution


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    rows = queries.catalogues()
    own = own_institution(request.user)
    libraries = [
        (library, library == own, [row for row in rows if row.catalogue.institution == library])
        for library in Institution.objects.all()
    ]
    context = {
        "libraries": sorted(libraries, key=lambda entry: not entry[1]),
        "may_add": may_add_institutions(request.user),
    }
    return render(request, "catalogue/institutions.html", context)


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    library = Institution.objects.filter(slug=slug).first()
    if library is None:
        raise Http404
    rows = [row for row in queries.catalogues() if row.catalogue.institution == library]
    context = {
        "library": library,
        "ours": own_institution(request.user) == library,
        "rows": rows,
        "figures": figures(library.slug) if rows else [],
        "may_import": may_import(request.user, library.pk),
        "may_invite": may_invite(request.user, library.pk),
        "may_keep": may_keep_catalogues(request.user, library.pk),
    }
    return render(request, "catalogue/institution.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    library = get_object_or_404(Institution, slug=slug)
    known = may_see_work(request.user, [library.pk])
    require(may_keep_catalogues(request.user, library.pk), known=known)
    form = CatalogueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_catalogue(
                actor=request.user, institution=library, **form.values()
            )
        except SlugTaken as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("The catalogue is there, and empty. Import a file."))
            return redirect("catalogue", made.slug)
    status = 422 if form.is_bound else 200
    context = {"form": form, "library": library}
    return render(request, "catalogue/new.html", context, status=status)

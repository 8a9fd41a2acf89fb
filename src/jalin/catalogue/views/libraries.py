"""The libraries, and what each of them has here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalin.catalogue import queries
from jalin.catalogue.views.catalogues import figures
from jalin.institutions.models import Institution
from jalin.institutions.permissions import may_import, may_invite
from jalin.institutions.standpoint import own_institution


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    rows = queries.catalogues()
    own = own_institution(request.user)
    libraries = [
        (library, library == own, [row for row in rows if row.catalogue.institution == library])
        for library in Institution.objects.all()
    ]
    context = {"libraries": sorted(libraries, key=lambda entry: not entry[1])}
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
    }
    return render(request, "catalogue/institution.html", context)

"""Two versions of the terms, side by side."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jalin.core.permissions import NotKnown
from jalin.dossiers.difference import difference
from jalin.dossiers.queries.course import course
from jalin.dossiers.queries.versions import terms_of
from jalin.dossiers.views.pages import known, page_address
from jalin.dossiers.views.sides import sides


@login_required
@require_safe
def difference_page(request: HttpRequest, uuid: UUID, old: int, new: int) -> HttpResponse:
    """What was changed from version `old` to version `new`; the older always stands left."""
    if old > new:
        return redirect("dossier_difference", uuid, new, old)
    dossier = known(request, uuid)
    found = course(dossier)
    versions = {version.number: version for version in found.versions}
    if old not in versions or new not in versions:
        raise NotKnown
    context = {
        "dossier": dossier,
        "kind": found.kind,
        "course": found,
        "sides": sides(request, found),
        "old": versions[old],
        "new": versions[new],
        "changes": difference(terms_of(versions[old]), terms_of(versions[new])),
        "back": page_address(dossier),
    }
    return render(request, "dossiers/difference.html", context)

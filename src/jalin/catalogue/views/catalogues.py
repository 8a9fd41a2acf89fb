"""The page of one catalogue, and bringing a file into it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from jalin.catalogue import actions, queries, wording
from jalin.catalogue.bars import Bar, single_bars
from jalin.catalogue.forms import ImportForm
from jalin.core.errors import DomainError
from jalin.core.permissions import NotKnown, NotPermitted, require
from jalin.engines.search.interface import Query
from jalin.institutions.permissions import may_import, may_see_work
from jalin.institutions.standpoint import own_institution


@require_safe
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    row = queries.catalogue(slug)
    library = row.catalogue.institution
    context = {
        "row": row,
        "library": library,
        "ours": own_institution(request.user) == library,
        "figures": figures(library.slug),
        "comparisons": [c for c in queries.comparisons() if row.catalogue in (c.ours, c.theirs)],
        "may_import": may_import(request.user, library.pk),
        "sees_imports": may_see_work(request.user, [library.pk]),
    }
    return render(request, "catalogue/catalogue.html", context)


def figures(library: str) -> list[tuple[str, tuple[Bar, ...]]]:
    """What a library holds by language, decade, script and country, as bars."""
    found = queries.search(Query(filters={"institution": (library,)}, limit=0))
    names = ("language", "decade", "script", "country")
    address = f"institution={library}"
    made = (
        (str(wording.FACET_NAMES[name]), single_bars(name, found.facets.get(name, ()), address))
        for name in names
    )
    return [(label, bars) for label, bars in made if bars]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest, slug: str) -> HttpResponse:
    row = queries.catalogue(slug)
    library = row.catalogue.institution_id
    require(may_import(request.user, library), known=may_see_work(request.user, [library]))
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            source = actions.receive_upload(
                actor=request.user,
                catalogue=row.catalogue,
                file_name=upload.name,
                blocks=upload.chunks(),
                format=form.cleaned_data["format"],
                encoding=form.cleaned_data["encoding"],
            )
        except (NotKnown, NotPermitted):
            raise
        except DomainError as error:
            form.refuse(error, upload.name)
        else:
            messages.success(request, gettext("The import has begun. You may leave this page."))
            return redirect("import", source.pk)
    status = 422 if form.is_bound else 200
    return render(request, "catalogue/import_new.html", {"form": form, "row": row}, status=status)

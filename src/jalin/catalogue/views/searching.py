"""Searching all catalogues."""

from typing import get_args

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from jalin.catalogue import facets, queries
from jalin.catalogue.queries.exports import CONTENT_TYPES
from jalin.catalogue.starting import renew_index
from jalin.catalogue.views.downloads import attachment, export_form
from jalin.catalogue.views.paging import page_number, pages
from jalin.engines.search.interface import FACETS, Query, Sort
from jalin.institutions.models import Institution

SIZE = 20
DEEPEST = 10_000  # nobody reads further; the search engine would
MOST_EXPORTED = 5_000
SORTS = {
    "relevance": gettext_lazy("Best match first"),
    "year_desc": pgettext_lazy("order", "Newest first"),
    "year_asc": pgettext_lazy("order", "Oldest first"),
    "title": gettext_lazy("By title"),
}


def asked(request: HttpRequest, *, offset: int, limit: int) -> Query:
    """The query that the address says."""
    sort = request.GET.get("sort", "")
    return Query(
        text=" ".join(request.GET.get("q", "").split())[:300],
        filters={
            name: tuple(request.GET.getlist(name)[:20]) for name in FACETS if request.GET.get(name)
        },
        sort=sort if sort in get_args(Sort) else "relevance",  # type: ignore[arg-type]
        offset=offset,
        limit=limit,
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    offset = min((page_number(request) - 1) * SIZE, DEEPEST)
    query = asked(request, offset=offset, limit=SIZE)
    found = queries.search(query)
    if not found.available:
        renew_index()
    names = {library.slug: library.short_name for library in Institution.objects.all()}
    context = {
        "query": query,
        "found": found,
        "facets": facets.facets(found.facets, request.GET, names),
        "chosen": facets.chosen(request.GET, names),
        "without_filters": facets.of(request.GET, page=None, ui=None, **dict.fromkeys(FACETS)),
        "pages": pages(request, min(found.total, DEEPEST), SIZE),
        "sorts": SORTS.items(),
        "kept": [(name, value) for name in FACETS for value in request.GET.getlist(name)],
        "hide_search": True,
        "most_exported": MOST_EXPORTED,
    }
    return render(request, "catalogue/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    prefix = request.GET.get("q", "")[:100]
    response = JsonResponse({"suggestions": queries.suggest(prefix)})
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """What was found, to take away: one record for each publication, the best match first."""
    chosen = export_form(form)
    numbers = queries.found_publications(asked(request, offset=0, limit=MOST_EXPORTED))
    pieces = queries.export_publications(numbers, chosen)
    return attachment(pieces, CONTENT_TYPES[chosen], f"jalin-search.{form}")

"""What two catalogues have in common, and what each lacks."""

from dataclasses import dataclass
from typing import get_args

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from jalin.bibliographic.comparison import Dimension
from jalin.bibliographic.reasons import explain
from jalin.catalogue import facets, queries, wording
from jalin.catalogue.bars import butterflies
from jalin.catalogue.models import Catalogue, Record
from jalin.catalogue.overlap import Picture, picture
from jalin.catalogue.queries import ComparisonRow, ComparisonView, Part, PublicationRow
from jalin.catalogue.queries.explanations import Explanation, explanations
from jalin.catalogue.queries.exports import CONTENT_TYPES
from jalin.catalogue.views.downloads import attachment, export_form
from jalin.catalogue.views.paging import page_number, pages
from jalin.institutions.permissions import may_see_work
from jalin.institutions.standpoint import standpoint

SIZE = 50
TURNED = {"only_ours": "only_theirs", "only_theirs": "only_ours"}


@dataclass(frozen=True, slots=True)
class Pairing:
    """A publication as ours has it and as theirs has it."""

    row: PublicationRow
    ours: Record | None
    theirs: Record | None
    more_ours: int
    more_theirs: int
    probability: float | None
    reasons: tuple[str, ...]


def overlap_of(view: ComparisonView | ComparisonRow) -> Picture:
    """The two circles of a comparison."""
    return picture(
        view.counts, view.ours.institution.short_name, view.theirs.institution.short_name
    )


@require_safe
def comparisons(request: HttpRequest) -> HttpResponse:
    rows = [from_own_side(request, row) for row in queries.comparisons()]
    context = {"comparisons": [(row, overlap_of(row)) for row in rows]}
    return render(request, "catalogue/comparisons.html", context)


def from_own_side(request: HttpRequest, row: ComparisonRow) -> ComparisonRow:
    """Turned so that the reader's own library is ours."""
    if not _is_turned(request, row.ours, row.theirs):
        return row
    c = row.counts
    counts = type(c)(c.theirs, c.ours, c.both, c.only_theirs, c.only_ours, c.to_review)
    return ComparisonRow(row.theirs, row.ours, counts, row.computed_at)


def _is_turned(request: HttpRequest, ours: Catalogue, theirs: Catalogue) -> bool:
    own = standpoint(request)
    return own is not None and theirs.institution == own and ours.institution != own


@require_safe
def comparison(request: HttpRequest, ours: str, theirs: str) -> HttpResponse:
    view = queries.comparison(ours, theirs)
    if _is_turned(request, view.ours, view.theirs):
        return redirect(_turned_address(request, ours, theirs))
    part, by, value = narrowed(request)
    text = request.GET.get("text", "").strip()[:200]
    found = queries.comparison_list(
        ours,
        theirs,
        part,
        by=by,
        value=value,
        text=text,
        offset=(page_number(request) - 1) * SIZE,
        limit=SIZE,
    )
    libraries = [view.ours.institution_id, view.theirs.institution_id]
    works = may_see_work(request.user, libraries)
    context = {
        "view": view,
        "picture": overlap_of(view),
        "part": part,
        "flies": butterflies(dict(view.breakdowns), request.GET),
        "list": pairings(view, part, found.rows),
        "pages": pages(request, found.total, SIZE),
        "text": text,
        "by": by,
        "narrowed_to": wording.facet_value(by, value) if by else "",
        "facet_name": wording.FACET_NAMES[by] if by else "",
        "any_title": facets.of(request.GET, text=None, page=None, ui=None),
        "wide": facets.of(request.GET, by=None, value=None, page=None, ui=None),
        "may_review": works,
        "to_review": queries.review_state(request.user, ours, theirs).left if works else 0,
    }
    return render(request, "catalogue/comparison.html", context)


def narrowed(request: HttpRequest) -> tuple[Part, Dimension | None, str]:
    """Which part of a comparison the address asks for, and to what it is narrowed."""
    part = request.GET.get("part", "both")
    by = request.GET.get("by") or None
    if part not in get_args(Part) or (by and by not in get_args(Dimension)):
        raise Http404
    return part, by, request.GET.get("value", "") if by else ""  # type: ignore[return-value]


def _turned_address(request: HttpRequest, ours: str, theirs: str) -> str:
    part = request.GET.get("part", "")
    query = facets.of(request.GET, part=TURNED.get(part, part) or None)
    return reverse("comparison", args=(theirs, ours)) + query


def pairings(view: ComparisonView, part: Part, rows: tuple[PublicationRow, ...]) -> list[Pairing]:
    """Rows with their two sides, and why they match where both hold them."""
    why: dict[int, Explanation] = {}
    if part == "both":
        why = explanations(view.ours.slug, view.theirs.slug, [row.number for row in rows])
    return [_pairing(view, row, why.get(row.number)) for row in rows]


def _pairing(view: ComparisonView, row: PublicationRow, why: Explanation | None) -> Pairing:
    own = [r for r in row.members if r.catalogue_id == view.ours.pk and not r.deleted]
    other = [r for r in row.members if r.catalogue_id == view.theirs.pk and not r.deleted]
    words = explain(why.reasons) if why else []
    return Pairing(
        row,
        own[0] if own else None,
        other[0] if other else None,
        max(len(own) - 1, 0),
        max(len(other) - 1, 0),
        why.probability if why else None,
        tuple(gettext(word) for word in words),
    )


@require_safe
def export(request: HttpRequest, ours: str, theirs: str, form: str) -> StreamingHttpResponse:
    chosen = export_form(form)
    part, by, value = narrowed(request)
    pieces = queries.export_list(ours, theirs, part, chosen, by=by, value=value)
    name = f"{ours}-{theirs}-{part.replace('_', '-')}.{form}"
    return attachment(pieces, CONTENT_TYPES[chosen], name)

"""One publication and the records that describe it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from jalin.bibliographic.fields import Field
from jalin.bibliographic.reasons import explain
from jalin.catalogue import citations, queries, wording
from jalin.catalogue.models import Record
from jalin.catalogue.queries import RecordDetail
from jalin.catalogue.queries.exports import CONTENT_TYPES
from jalin.catalogue.tags import tag_name
from jalin.catalogue.views.downloads import FORMS
from jalin.catalogue.views.paging import whole_number
from jalin.institutions.models import Institution
from jalin.institutions.standpoint import own_institution

ROOM = 400_000  # characters of fields on a page
MARKS = 20  # what the marks around a subfield count for


@dataclass(frozen=True, slots=True)
class Line:
    """A field as supplied, with the name of its tag."""

    field: Field
    name: str


@dataclass(frozen=True, slots=True)
class Supplied:
    """A record as its library supplied it."""

    detail: RecordDetail
    lines: tuple[Line, ...]
    left_out: int  # fields that the page has no room for
    ours: bool
    reasons: tuple[str, ...]
    version: int

    @property
    def record(self) -> Record:
        return self.detail.record


@dataclass(frozen=True, slots=True)
class Holder:
    """A library, and what it holds of the publication."""

    institution: Institution
    records: tuple[Record, ...]
    ours: bool


@require_safe
def publication(request: HttpRequest, number: int) -> HttpResponse:
    row = queries.publication(number)
    if row.number != number:
        return redirect("publication", row.number)
    ours = own_institution(request.user)
    record = row.record
    titles = wording.in_readers_order(_titles(row.members))
    context = {
        "row": row,
        "record": record,
        "title": titles[0] if titles else gettext("Without a title"),
        "other_titles": titles[1:6],
        "persons": wording.in_readers_order([p for m in row.members for p in m.persons]),
        "subjects": list(dict.fromkeys(s for m in row.members for s in m.subjects)),
        "isbns": list(dict.fromkeys(i for m in row.members for i in m.isbns)),
        "languages": list(dict.fromkeys(x for m in row.members for x in m.languages)),
        "scripts": list(dict.fromkeys(x for m in row.members for x in m.scripts)),
        "spellings": _spellings(row.members),
        "holders": _holders(row, ours),
        "supplied": _supplied(request, row, ours),
        "ours": ours,
        "citations": [("gost", citations.gost(record)), ("chicago", citations.chicago(record))],
        "permanent": request.build_absolute_uri(reverse("publication", args=(row.number,))),
        "back": _back(request),
    }
    return render(request, "catalogue/publication.html", context)


def _titles(records: tuple[Record, ...]) -> list[str]:
    return [t for r in records for t in (r.vernacular_title, r.title)]


def _spellings(records: tuple[Record, ...]) -> list[str]:
    """The forms of titles and names under which the publication is found."""
    forms = [*_titles(records), *(p for r in records for p in r.persons)]
    return list(dict.fromkeys(form for form in forms if form))[:14]


def _holders(row: queries.PublicationRow, ours: Institution | None) -> list[Holder]:
    """Every library that has a catalogue here, ours first, with what it holds or nothing."""
    libraries = Institution.objects.filter(catalogues__isnull=False).distinct()
    holders = [
        Holder(
            library,
            tuple(r for r in row.members if r.catalogue.institution_id == library.pk),
            library == ours,
        )
        for library in libraries
    ]
    return sorted(holders, key=lambda holder: not holder.ours)


def _supplied(
    request: HttpRequest, row: queries.PublicationRow, ours: Institution | None
) -> Supplied:
    """The record, and the version of it, that the address asks for; else the leading one."""
    chosen, version = (whole_number(request.GET.get(name, "")) for name in ("record", "version"))
    own = [record.pk for record in row.members]
    record_id = chosen if chosen in own else row.record.pk
    detail = queries.record_detail(record_id, version=version)
    fields = detail.fields[: with_room(detail.fields)]
    lines = tuple(Line(field, tag_name(field.tag, detail.record.format)) for field in fields)
    codes = [code for match in detail.matches[:1] for code in match.reasons]
    return Supplied(
        detail,
        lines,
        len(detail.fields) - len(fields),
        detail.record.catalogue.institution == ours,
        tuple(gettext(reason) for reason in explain(codes)),
        version or detail.record.version,
    )


def with_room(fields: Sequence[Field]) -> int:
    """How many of `fields`, from the first on, a page has room for.

    Records of ISO 2709 fit as a rule (99,999 bytes); those of MARCXML have no limit of their own.
    """
    sizes = (sum(len(text) + MARKS for _, text in field.subfields) for field in fields)
    return sum(size <= ROOM for size in accumulate(sizes))


def _back(request: HttpRequest) -> str:
    """The search that the reader came from, if it was one of ours."""
    came = request.headers.get("Referer", "")
    place = request.build_absolute_uri(reverse("search"))
    return came if came.startswith(place) else ""


@require_safe
def record_file(_request: HttpRequest, record_id: int, form: str) -> HttpResponse:
    """One record in the form that the address ends with."""
    if form in FORMS:
        chosen = FORMS[form]
        body: bytes | str = queries.export_record(record_id, chosen)
        content_type = CONTENT_TYPES[chosen]
    else:
        record = queries.record_detail(record_id).record
        match form:
            case "ris":
                body, content_type = citations.ris(record), "application/x-research-info-systems"
            case "bib":
                body, content_type = citations.bibtex(record), "application/x-bibtex"
            case "json":
                return JsonResponse(
                    citations.as_json(record), json_dumps_params={"ensure_ascii": False}
                )
            case _:
                raise Http404
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="record-{record_id}.{form}"'
    return response

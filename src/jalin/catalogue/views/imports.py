"""Imports: how far they are, what could not be read, and the history."""

import csv
import io
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jalin.catalogue import actions, facets, queries
from jalin.catalogue.models import ImportFault
from jalin.catalogue.states import ACTIVE_IMPORT
from jalin.catalogue.views.downloads import attachment
from jalin.catalogue.views.paging import page_number, pages
from jalin.catalogue.wording import fault_text
from jalin.core.models import Job
from jalin.institutions.permissions import may_import

SIZE = 50


@login_required
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    offset = (page_number(request) - 1) * SIZE
    slug = request.GET.get("catalogue", "")
    total, rows = queries.imports(request.user, catalogue=slug, offset=offset, limit=SIZE)
    catalogues = queries.catalogues()
    context = {
        "rows": rows,
        "pages": pages(request, total, SIZE),
        "catalogues": catalogues,
        "chosen": slug,
        "may_import": [
            row for row in catalogues if may_import(request.user, row.catalogue.institution_id)
        ],
    }
    return render(request, "catalogue/imports.html", context)


@login_required
@require_safe
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    offset = (page_number(request) - 1) * SIZE
    code, fatal = _narrowed(request)
    view = queries.import_detail(
        request.user, import_id, code=code, fatal=fatal, offset=offset, limit=SIZE
    )
    active = view.source.state in ACTIVE_IMPORT
    following = queries.jobs_after(view.source)
    context = {
        "view": view,
        "active": active,
        "following": following,
        "live": active or bool(following),
        "pages": pages(request, view.found, SIZE),
        "code": code,
        "fatal": fatal,
        "unread": sum(kind.count for kind in view.kinds if kind.fatal),
        "everything": facets.of(request.GET, code=None, fatal=None, page=None, ui=None),
    }
    if request.headers.get("HX-Request"):
        response = render(request, "catalogue/parts/progress.html", {**context, "said": True})
        just_read = not active and "reading" in request.GET
        if just_read or not context["live"]:
            response["HX-Refresh"] = "true"  # the whole page, with its faults
        return response
    return render(request, "catalogue/import.html", context)


def _narrowed(request: HttpRequest) -> tuple[str, bool | None]:
    """What the address narrows the faults to: a code, and whether the record could not be read."""
    fatal = {"1": True, "0": False}.get(request.GET.get("fatal", ""))
    return request.GET.get("code", "")[:60], fatal


@login_required
@require_safe
def faults_csv(request: HttpRequest, import_id: int) -> StreamingHttpResponse:
    source = queries.import_detail(request.user, import_id, limit=0).source
    code, fatal = _narrowed(request)
    lines = _lines(source.file_name, queries.faults(source, code=code, fatal=fatal))
    return attachment(lines, "text/csv; charset=utf-8", f"faults-{import_id}.csv")


def _lines(file_name: str, faults: QuerySet[ImportFault]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"  # spreadsheets take a file without it for their own code page
    head = ("file", "offset", "identifier", "field", "code", "reason", "unreadable")
    yield _line(head)
    for fault in faults.iterator(chunk_size=1000):
        yield _line(
            (
                file_name,
                fault.position,
                fault.identifier,
                fault.field,
                fault.code,
                fault_text(fault.reason, fault.params),
                int(fault.fatal),
            )
        )


def _line(values: tuple[object, ...]) -> bytes:
    out = io.StringIO()
    harmless = [f"'{v}" if isinstance(v, str) and v[:1] in tuple("=+-@\t\r") else v for v in values]
    csv.writer(out, lineterminator="\r\n").writerow(harmless)
    return out.getvalue().encode()


@login_required
@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    job = actions.cancel_job(actor=request.user, job_id=job_id)
    messages.success(request, gettext("Cancelled. What was read so far is kept."))
    return _back_to(request, job)


@login_required
@require_POST
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    job = actions.retry_job(actor=request.user, job_id=job_id)
    messages.success(request, gettext("Started again, from where it stopped."))
    return _back_to(request, job)


def _back_to(request: HttpRequest, job: Job) -> HttpResponse:
    source = queries.job_detail(request.user, job.pk).started_import
    return redirect("import", source.pk) if source else redirect("home")

"""Agreements out to a table, and in from one: looked at first, then taken in as a whole."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jalin.agreements import actions
from jalin.agreements.drafting_errors import TableRefused
from jalin.agreements.forms import TableForm
from jalin.agreements.queries.exported import exported
from jalin.agreements.queries.register import today
from jalin.agreements.tables import reading, taking, writing
from jalin.agreements.tables.columns import COLUMNS
from jalin.agreements.tables.taking import Plan, plan
from jalin.agreements.views.register import narrowed_by
from jalin.core.errors import DomainError
from jalin.core.permissions import require
from jalin.institutions.models import Institution
from jalin.institutions.permissions import standing


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The agreements that the register shows, or, with `?empty=1`, a table to fill in."""
    if form not in writing.CONTENT_TYPES:
        raise Http404
    require(not standing(request.user).stranger)
    empty = request.GET.get("empty") == "1"
    rows = [] if empty else exported(request.user, narrowed_by(request.GET), today=today())
    data = writing.as_csv(rows) if form == "csv" else writing.as_workbook(rows)
    response = HttpResponse(data, content_type=writing.CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="agreements.{form}"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    known = not standing(request.user).stranger
    require(actions.may_begin_agreements(request.user), known=known)
    if request.method == "POST" and "rows" in request.POST:
        return _take(request, _posted_rows(request.POST["rows"]))
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = reading.rows(file.name, file.read(reading.LIMIT + 1))
        except TableRefused as error:
            form.add_error("file", error.text(gettext))
        else:
            return _preview(request, rows, plan(request.user, rows))
    status = 422 if form.is_bound else 200
    return render(request, "agreements/import.html", _context(form=form), status=status)


def _context(**more: Any) -> dict[str, Any]:
    institutions = [(one.slug, one.short_name) for one in Institution.objects.all()]
    return {"columns": COLUMNS, "institutions": institutions, **more}


def _preview(
    request: HttpRequest, rows: reading.Rows, planned: Plan, error: DomainError | None = None
) -> HttpResponse:
    context = _context(
        plan=planned,
        rows=json.dumps(rows, ensure_ascii=False),
        error=error.text(gettext) if error else "",
        form=TableForm(),
    )
    status = 200 if planned.is_sound and error is None else 422
    return render(request, "agreements/import.html", context, status=status)


def _take(request: HttpRequest, rows: reading.Rows) -> HttpResponse:
    """The rows are looked at anew: what was sound may not be any more."""
    planned = plan(request.user, rows)
    if not planned.is_sound:
        return _preview(request, rows, planned)
    try:
        taking.take(request.user, planned)
    except DomainError as error:
        return _preview(request, rows, planned, error)
    words = ngettext(
        "%(n)s draft was begun, %(changed)s changed.",
        "%(n)s drafts were begun, %(changed)s changed.",
        planned.new,
    )
    messages.success(request, words % {"n": planned.new, "changed": planned.changed})
    return redirect("agreements")


def _posted_rows(said: str) -> reading.Rows:
    """The rows of the preview, come back; what is no such thing is refused as a whole."""
    try:
        given = json.loads(said)
        rows = [
            (int(number), {str(name): str(cell) for name, cell in cells.items()})
            for number, cells in given
        ]
    except (ValueError, TypeError, AttributeError) as error:
        raise Http404 from error
    if not 0 < len(rows) <= reading.MOST_ROWS:
        raise Http404
    return rows

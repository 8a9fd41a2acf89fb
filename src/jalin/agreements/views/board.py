"""The board of an agreement: what is planned, under way, late and done; what is owed; as tables."""

import csv
import io
from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from jalin.agreements import board_tables
from jalin.agreements.activities import parties
from jalin.agreements.board import Board, board
from jalin.agreements.obligations import reckon
from jalin.agreements.strips import months, strips, today_at, undated
from jalin.agreements.views.activities import of_kind, user
from jalin.dossiers.permissions import acting_institution
from jalin.dossiers.states import Area
from jalin.institutions.standpoint import standpoint


@login_required
@require_safe
def board_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _board(request, uuid)
    agreed = parties(found.agreement)
    own = standpoint(request)
    ours = next((party for party in agreed if own is not None and party.pk == own.pk), agreed[0])
    context = {
        "board": found,
        "agreement": found.agreement,
        "by_slug": {party.slug: party for party in agreed},
        "ours": ours,
        "strips": strips(found.rows, found.year, found.today),
        "undated": undated(found.rows),
        "months": months(found.year),
        "grid": _grid(found.year),
        "today_at": today_at(found.year, found.today),
        "areas": Area.choices,
        "other_years": _other_years(found),
        "years_down": tuple(reversed(found.years)),
        "may_act": acting_institution(user(request), found.agreement) is not None,
    }
    return render(request, "agreements/board.html", context)


def _grid(year: int) -> SafeString:
    """The beginnings of the months, the same behind each strip."""
    places = ((month.x, month.x) for month in months(year)[1:])
    return format_html_join("", '<line class="grid" x1="{}" x2="{}" y1="0" y2="22"/>', places)


def _other_years(found: Board) -> list[tuple[object, list[object]]]:
    """Each yearly obligation with all years, the last first."""
    return [
        (
            owed,
            [
                reckon(
                    owed.reckoning.obligation,
                    found.achieved,
                    year=year,
                    term=found.term,
                    today=found.today,
                )
                for year in reversed(found.years)
            ],
        )
        for clause in found.clauses
        for owed in clause.owed
    ]


@login_required
@require_safe
def activities_csv(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All activities that the reader may see, one row each."""
    found = _board(request, uuid)
    return _table(board_tables.activities(found), f"activities-{found.agreement.uuid}.csv")


@login_required
@require_safe
def obligations_csv(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Each obligation in each year."""
    found = _board(request, uuid)
    return _table(board_tables.obligations(found), f"obligations-{found.agreement.uuid}.csv")


def _board(request: HttpRequest, uuid: UUID) -> Board:
    agreement = of_kind(request, uuid, "agreement")
    said = request.GET.get("year", "")
    year = int(said) if said.isdecimal() and len(said) <= 4 else None
    return board(user(request), agreement, year=year)


def _table(rows: Iterable[Iterable[object]], name: str) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

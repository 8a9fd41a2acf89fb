"""The register of agreements: as a table, on a map, on a timeline."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from jalin.agreements.models import Type
from jalin.agreements.pictures.timeline import timeline
from jalin.agreements.pictures.world import Dot, world
from jalin.agreements.queries import register as queries
from jalin.agreements.queries.register import Narrowed, Place
from jalin.bibliographic.names import country_name
from jalin.dossiers.states import Area, State
from jalin.institutions.permissions import standing
from jalin.institutions.standpoint import standpoint

SIZE = 50
MOST_ON_A_PICTURE = 500
LOOKS = ("table", "map", "timeline")
SORT_NAMES = {
    "changed": pgettext_lazy("order", "Newest change first"),
    "begins": pgettext_lazy("order", "Newest first"),
    "ends": pgettext_lazy("order", "First to end"),
    "notice": pgettext_lazy("order", "First to give notice of"),
}
COLUMNS = {
    "type": pgettext_lazy("column", "Type"),
    "valid": pgettext_lazy("column", "Valid"),
    "notice": pgettext_lazy("column", "Notice by"),
    "areas": pgettext_lazy("column", "Areas"),
}


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    look = request.GET.get("look", "table")
    if look not in LOOKS:
        raise Http404
    narrowed = narrowed_by(request.GET)
    own = standpoint(request)
    context: dict[str, Any] = {
        "look": look,
        "narrowed": narrowed,
        "own": own,
        "today": queries.today(),
        "stranger": standing(request.user).stranger,
        "may_begin": _may_begin(request),
        "choices": _choices(request),
        "chips": chips(request.GET, narrowed),
        "address": address(request.GET, look=None, page=None),
    }
    context |= _map(request, narrowed) if look == "map" else _list(request, narrowed, look)
    return render(request, "agreements/register.html", context)


def _may_begin(request: HttpRequest) -> bool:
    from jalin.agreements.actions import may_begin_agreements

    return may_begin_agreements(request.user)


def narrowed_by(given: QueryDict) -> Narrowed:
    """What the address narrows the register to; values that there are not narrow nothing."""
    due = given.get("due", "")
    return Narrowed(
        text=given.get("q", "").strip()[:200],
        state=_one_of(given.get("state", ""), State.values),
        type=_one_of(given.get("type", ""), Type.values),
        area=_one_of(given.get("area", ""), Area.values),
        partner=given.get("partner", "")[:60],
        country=given.get("country", "")[:2].upper(),
        due=int(due) if due in {str(days) for days in queries.DUE_DAYS} else None,
        sort=_one_of(given.get("sort", ""), queries.SORTS) or "changed",
    )


def _one_of(value: str, values: Any) -> str:
    return value if value in values else ""


def _list(request: HttpRequest, narrowed: Narrowed, look: str) -> dict[str, Any]:
    size = SIZE if look == "table" else MOST_ON_A_PICTURE
    number = request.GET.get("page", "1")
    page = min(int(number), 100_000) if number.isdecimal() and number.isascii() else 1
    offset = (max(page, 1) - 1) * size
    today = queries.today()
    found = queries.register(request.user, narrowed, offset=offset, limit=size, today=today)
    pages: Page[Any] = Paginator(range(found.total), size).get_page(page)
    context: dict[str, Any] = {"rows": found.rows, "total": found.total, "pages": pages}
    context["columns"] = _columns(request)
    context["column_choices"] = [
        (code, label, code in context["columns"]) for code, label in COLUMNS.items()
    ]
    if look == "timeline":
        context["timeline"] = timeline(found.rows, today)
    return context


def _columns(request: HttpRequest) -> list[str]:
    chosen = request.GET.getlist("column")
    return [code for code in COLUMNS if code in chosen] if chosen else list(COLUMNS)


@dataclass(frozen=True, slots=True)
class Country:
    """A marked country, with what is said of it and where it leads."""

    dot: Dot | None
    name: str
    words: str
    address: str


def _map(request: HttpRequest, narrowed: Narrowed) -> dict[str, Any]:
    own = standpoint(request)
    places = queries.places(request.user, narrowed, today=queries.today())
    drawn = world(places, own.country if own else "", _country_name)
    return {
        "world": drawn,
        "countries": [_country(request, dot.place, dot) for dot in drawn.dots],
        "missing": [_country(request, place, None) for place in drawn.missing],
        "total": sum(place.in_force + place.others for place in places),
    }


def _country(request: HttpRequest, place: Place, dot: Dot | None) -> Country:
    total = place.in_force + place.others
    words = ngettext("%(n)s agreement", "%(n)s agreements", total) % {"n": total}
    in_force = gettext("%(n)s in force") % {"n": place.in_force}
    to = address(request.GET, look=None, page=None, country=place.country)
    return Country(dot, _country_name(place.country), f"{words}, {in_force}", to)


def _country_name(code: str) -> str:
    return country_name(code, get_language() or "en")


def _choices(request: HttpRequest) -> dict[str, Any]:
    due = [(str(n), _within(n)) for n in queries.DUE_DAYS]
    return {
        "state": State.choices,
        "type": Type.choices,
        "area": Area.choices,
        "due": due,
        "sort": list(SORT_NAMES.items()),
        "partner": [(one.slug, one.short_name) for one in queries.partners(request.user)],
    }


def _within(days: int) -> str:
    return ngettext("within %(n)s day", "within %(n)s days", days) % {"n": days}


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the register is narrowed by, and the address without it."""

    words: str
    address: str


def chips(given: QueryDict, narrowed: Narrowed) -> list[Chip]:
    said: dict[str, str] = {
        "q": narrowed.text,
        "state": str(State(narrowed.state).label) if narrowed.state else "",
        "type": str(Type(narrowed.type).label) if narrowed.type else "",
        "area": str(Area(narrowed.area).label) if narrowed.area else "",
        "partner": narrowed.partner,
        "country": _country_name(narrowed.country) if narrowed.country else "",
        "due": gettext("notice %(when)s") % {"when": _within(narrowed.due)} if narrowed.due else "",
    }
    return [
        Chip(words, address(given, **{name: None, "page": None}))
        for name, words in said.items()
        if words
    ]


def address(given: QueryDict, **changes: object) -> str:
    """`?…` with the changes made; None takes a name out."""
    changed = given.copy()
    for name, value in {**changes, "ui": None}.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"

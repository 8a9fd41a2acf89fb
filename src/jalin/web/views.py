"""The front page, the desk, and what is said about the site itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jalin.catalogue import queries
from jalin.catalogue.queries import ComparisonRow, ImportView, JobView, ReviewState
from jalin.catalogue.views.comparisons import from_own_side, overlap_of
from jalin.core.permissions import NotKnown
from jalin.institutions.standpoint import standing_here, standpoint
from jalin.web.desk import dossier_desk
from jalin.web.samples import TRIES, specimens
from jalin.web.templatetags.shell import THEME_COOKIE, THEMES

MOST_WAITING = 8  # of one kind: a desk shows what to begin with


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The desk for whoever has signed in, the front page for everyone else."""
    return desk(request) if request.user.is_authenticated else front(request)


def front(request: HttpRequest) -> HttpResponse:
    rows = [from_own_side(request, row) for row in queries.comparisons()]
    largest = max(rows, key=lambda row: row.counts.both, default=None)
    context = {
        "comparison": largest,
        "picture": overlap_of(largest) if largest else None,
        "catalogues": queries.catalogues(),
        "tries": TRIES,
        "hide_search": True,
    }
    return render(request, "web/front.html", context)


def desk(request: HttpRequest) -> HttpResponse:
    fresh: tuple[ImportView, ...] = ()
    running: tuple[JobView, ...] = ()
    try:
        _, fresh = queries.imports(request.user, limit=6)
        running = queries.jobs(request.user, active=True, limit=6)
    except NotKnown:
        pass  # an account whose membership has ended: it may read as everyone does
    comparisons = [from_own_side(request, row) for row in queries.comparisons()]
    reviews = waiting_reviews(request)
    has = standing_here(request)
    dossiers = dossier_desk(request)
    stopped = [view for view in fresh if view.source.state == "failed"]
    empty = [
        row
        for row in queries.catalogues()
        if not row.records and has.imports(row.catalogue.institution_id)
    ][:MOST_WAITING]
    context = {
        "now": timezone.now(),
        "dossiers": dossiers,
        "own": standpoint(request),
        "waiting": dossiers.count + len(reviews) + len(stopped) + len(empty),
        "reviews": reviews[:MOST_WAITING],
        "more_reviews": len(reviews[MOST_WAITING:]),
        "stopped": stopped,
        "imports": fresh,
        "running": running,
        "comparisons": [(row, overlap_of(row)) for row in comparisons[:2]],
        "empty": empty,
    }
    return render(request, "web/desk.html", context)


def waiting_reviews(request: HttpRequest) -> list[tuple[ComparisonRow, ReviewState]]:
    """Reviews in which something is left, those with most to decide first, put off ones last."""
    rows = [(from_own_side(request, row), state) for row, state in queries.reviews(request.user)]
    waiting = [(row, state) for row, state in rows if state.left or state.later]
    return sorted(waiting, key=lambda pair: -pair[1].left)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html", {"catalogues": queries.catalogues()})


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the reader's wish for light or dark for a year, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    wish = request.POST.get("theme", "")
    if wish in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            wish,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state, so that they can be looked at side by side."""
    return render(request, "web/design.html", {"title": gettext("Design"), **specimens()})

"""The bench: two records side by side, to be called the same, different, or looked at later."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jalin.bibliographic.reasons import explain
from jalin.catalogue import actions, queries, wording
from jalin.catalogue.queries import ComparisonView, ReviewLine, ReviewPair, ReviewState
from jalin.catalogue.states import Verdict
from jalin.catalogue.views.comparisons import from_own_side
from jalin.catalogue.views.paging import page_number, pages, whole_number
from jalin.script import keys, script_of, tokens

SIZE = 50
ELEMENTS = {
    "title": gettext_lazy("Title"),
    "vernacular_title": gettext_lazy("Title in its own script"),
    "responsibility": gettext_lazy("Statement of responsibility"),
    "persons": gettext_lazy("Persons"),
    "edition": gettext_lazy("Edition"),
    "place": pgettext_lazy("of publication", "Place"),
    "publisher": pgettext_lazy("of a publication", "Publisher"),
    "year": pgettext_lazy("of publication", "Year"),
    "extent": pgettext_lazy("of a publication", "Extent"),
    "isbn": gettext_lazy("ISBN"),
    "language": gettext_lazy("Language"),
}
AGAINST = ("differs", "differ")
PUNCTUATION = ".,:;/()[]«»“”\"'!?–-"
# A word with the marks of ISBD that stand alone after it.
WORDS = re.compile(rf"\S+(?:\s+[{re.escape(PUNCTUATION)}]+(?=\s|$))*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether the other record has it too."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One element of both records: each text cut where the two differ."""

    element: str
    label: str
    ours: tuple[tuple[Piece, ...], ...]
    theirs: tuple[tuple[Piece, ...], ...]
    state: str  # equal, form (the same in another script or form), differs, missing


@login_required
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """What there is to review; straight to the bench where there is only one comparison."""
    rows = [(from_own_side(request, row), state) for row, state in queries.reviews(request.user)]
    if len(rows) == 1:
        return redirect("bench", rows[0][0].ours.slug, rows[0][0].theirs.slug)
    return render(request, "catalogue/review.html", {"rows": rows})


@login_required
@require_safe
def bench(request: HttpRequest, ours: str, theirs: str, pair_id: int | None = None) -> HttpResponse:
    state = queries.review_state(request.user, ours, theirs)
    later = "later" in request.GET
    if pair_id is None:
        seen = whole_number(request.GET.get("after", ""))
        pair = queries.next_pair(request.user, ours, theirs, after=seen, later=later)
        if pair is None and seen is not None:  # the end of the queue: from its beginning
            pair = queries.next_pair(request.user, ours, theirs, later=later)
    else:
        pair = queries.review_pair(request.user, ours, theirs, pair_id)
    context = _context(queries.comparison(ours, theirs), state, pair)
    return render(request, "catalogue/bench.html", {**context, "later": later})


def _context(
    view: ComparisonView, state: ReviewState, pair: ReviewPair | None
) -> dict[str, object]:
    context: dict[str, object] = {"view": view, "state": state, "pair": pair}
    if pair is None:
        return context
    codes = pair.pair.reasons
    reasons = [
        (gettext(word), not code.endswith(AGAINST))
        for code, word in zip(codes, explain(codes), strict=True)
    ]
    lines = [line(found) for found in pair.lines]
    return {**context, "lines": lines, "reasons": reasons}


def line(found: ReviewLine) -> Line:
    """A line for the page: where both have one text, cut into what is shared and what is not."""
    label = str(ELEMENTS.get(found.element, found.element))
    ours, theirs = _said(found.element, found.ours), _said(found.element, found.theirs)
    state = "equal" if found.equal else "differs" if ours and theirs else "missing"
    if state == "differs" and len(ours) == len(theirs) == 1:
        left, right = cut(ours[0], theirs[0])
        if all(piece.same for piece in (*left, *right)):
            state = "form"
        return Line(found.element, label, (left,), (right,), state)
    shared = set(ours) & set(theirs) if state == "differs" else {*ours, *theirs}
    return Line(found.element, label, _whole(ours, shared), _whole(theirs, shared), state)


def _said(element: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(wording.language_name, texts)) if element == "language" else texts


def _whole(texts: tuple[str, ...], shared: set[str]) -> tuple[tuple[Piece, ...], ...]:
    return tuple((Piece(text, text in shared),) for text in texts)


def cut(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut at word borders into what they share and what only one of them has."""
    a, b = WORDS.findall(left), WORDS.findall(right)
    fold = _bare if script_of(left) == script_of(right) else _sound
    blocks = SequenceMatcher(None, list(map(fold, a)), list(map(fold, b)), autojunk=False)
    ours: list[Piece] = []
    theirs: list[Piece] = []
    for kind, i, j, k, m in blocks.get_opcodes():
        for pieces, words in ((ours, a[i:j]), (theirs, b[k:m])):
            if words:
                pieces.append(Piece(" ".join(words), kind == "equal"))
    return tuple(ours), tuple(theirs)


def _bare(word: str) -> str:
    """A word as far as it counts: a comma more or less is no difference to show."""
    return word.casefold().strip(PUNCTUATION + " ") or word


def _sound(word: str) -> str:
    """A word of another script by what both scripts have in common: its first folded key."""
    folded = [key for part in tokens(word) for key in keys(part, 1)[:1]]
    return " ".join(folded) or word


@login_required
@require_POST
def decide(request: HttpRequest, ours: str, theirs: str, pair_id: int) -> HttpResponse:
    pair = queries.review_pair(request.user, ours, theirs, pair_id)
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        return HttpResponseBadRequest()
    decision = actions.decide(
        actor=request.user, left=pair.ours.pk, right=pair.theirs.pk, verdict=verdict
    )
    request.session["undo"] = [ours, theirs, decision.pk, pair_id, verdict]
    later = "&later" if "later" in request.POST else ""
    return redirect(f"{reverse('bench', args=(ours, theirs))}?after={pair_id}{later}")


@login_required
@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    actions.undo_decision(actor=request.user, decision_id=decision_id)
    kept = request.session.pop("undo", None)
    messages.success(request, gettext("The decision is undone. The pair waits for review again."))
    if kept and kept[2] == decision_id:
        return redirect("bench_pair", kept[0], kept[1], kept[3])
    ours, theirs = request.POST.get("ours", ""), request.POST.get("theirs", "")
    try:
        return redirect("decisions", ours, theirs)
    except NoReverseMatch:  # nothing, or nothing that an address can be made of
        return redirect("review")


@login_required
@require_safe
def decisions(request: HttpRequest, ours: str, theirs: str) -> HttpResponse:
    offset = (page_number(request) - 1) * SIZE
    total, rows = queries.decisions(request.user, ours, theirs, offset=offset, limit=SIZE)
    context = {
        "rows": rows,
        "pages": pages(request, total, SIZE),
        "state": queries.review_state(request.user, ours, theirs),
        "view": queries.comparison(ours, theirs),
    }
    return render(request, "catalogue/decisions.html", context)

"""The review of pairs: one at a time, what was decided, and what is left. For those who work."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from jalin.bibliographic.fields import Field
from jalin.catalogue import supplied
from jalin.catalogue.models import Comparison, Decision, MatchPair, Record
from jalin.catalogue.queries.comparisons import ComparisonRow, find, row_of, served
from jalin.catalogue.states import Verdict
from jalin.core.permissions import NotKnown, require
from jalin.institutions.permissions import Person, may_review, may_see_work, standing


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One element of both records, each as texts; `equal` when nothing distinguishes them."""

    element: str  # title, vernacular_title, responsibility, edition, place, publisher, year, …
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    equal: bool


@dataclass(frozen=True, slots=True)
class ReviewPair:
    """Two records side by side. `reasons` are codes (see `matching.explain`)."""

    pair: MatchPair
    ours: Record
    theirs: Record
    lines: tuple[ReviewLine, ...]
    ours_fields: tuple[Field, ...]
    theirs_fields: tuple[Field, ...]
    decision: Decision | None  # the one in force


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far the review of two catalogues is; `may_decide` is False for those who only look."""

    left: int  # not decided
    later: int  # put off
    decided: int
    may_decide: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision that is in force, and the records of it that are still there."""

    decision: Decision
    ours: Record | None
    theirs: Record | None


def reviews(viewer: Person) -> tuple[tuple[ComparisonRow, ReviewState], ...]:
    """Every comparison whose review the viewer may see, and how far it is; in a few questions."""
    has = standing(viewer)
    found = served().defer("breakdowns").order_by("left_id", "right_id")
    shown = [comparison for comparison in found if has.sees_work(_institutions(comparison))]
    waiting, decided = _waiting(shown), _decided_by_catalogues()
    return tuple(
        (
            row_of(comparison),
            ReviewState(
                waiting.get((comparison.pk, None), 0),
                waiting.get((comparison.pk, Verdict.LATER.value), 0),
                decided.get((comparison.left_id, comparison.right_id), 0),
                has.reviews(_institutions(comparison)),
            ),
        )
        for comparison in shown
    )


def _waiting(comparisons: list[Comparison]) -> dict[tuple[int, str | None], int]:
    """How many pairs of the queue of each comparison have which verdict, or none."""
    queued = MatchPair.objects.filter(comparison__in=comparisons, band="review")
    said = queued.annotate(verdict=Subquery(_in_force().values("verdict")[:1])).order_by()
    counted = said.values_list("comparison_id", "verdict").annotate(Count("pk"))
    return {(comparison, verdict): count for comparison, verdict, count in counted}


def _decided_by_catalogues() -> dict[tuple[int, int], int]:
    """How many decisions, later ones aside, are in force on two catalogues."""
    made = Decision.objects.filter(undone_at=None).exclude(verdict=Verdict.LATER).order_by()
    counted = made.values_list("left_id", "right_id").annotate(Count("pk"))
    return {(left, right): count for left, right, count in counted}


def review_state(viewer: Person, ours: str, theirs: str) -> ReviewState:
    """Counts for the head of the review page. Errors: NotKnown."""
    comparison, _ = _open(viewer, ours, theirs)
    verdict = _in_force().values("verdict")[:1]
    pairs = _queue(comparison).annotate(verdict=Subquery(verdict)).order_by()
    by_verdict = dict(pairs.values_list("verdict").annotate(Count("pk")))
    return ReviewState(
        by_verdict.get(None, 0),
        by_verdict.get(Verdict.LATER, 0),
        _decisions(comparison).exclude(verdict=Verdict.LATER).count(),
        may_review(viewer, _institutions(comparison)),
    )


def next_pair(
    viewer: Person, ours: str, theirs: str, *, after: int | None = None, later: bool = False
) -> ReviewPair | None:
    """The likeliest pair without a decision (with `later`: of those put off), or None.

    `after` is the id of the pair just seen: the next of the queue follows it. Errors: NotKnown.
    """
    comparison, turned = _open(viewer, ours, theirs)
    pairs = _queue(comparison)
    if later:
        pairs = pairs.filter(_decided(Verdict.LATER))
    else:
        pairs = pairs.exclude(_decided(Verdict.SAME, Verdict.DIFFERENT, Verdict.LATER))
    seen = MatchPair.objects.filter(pk=after).first() if after else None
    if seen is not None:
        behind = Q(probability__lt=seen.probability)
        pairs = pairs.filter(behind | Q(probability=seen.probability, pk__gt=seen.pk))
    pair = pairs.order_by("-probability", "pk").first()
    return None if pair is None else _view(pair, turned)


def review_pair(viewer: Person, ours: str, theirs: str, pair_id: int) -> ReviewPair:
    """One pair of the queue. Errors: NotKnown."""
    comparison, turned = _open(viewer, ours, theirs)
    pair = _queue(comparison).filter(pk=pair_id).first()
    if pair is None:
        raise NotKnown
    return _view(pair, turned)


def decisions(
    viewer: Person, ours: str, theirs: str, *, offset: int = 0, limit: int = 50
) -> tuple[int, tuple[DecisionRow, ...]]:
    """How many decisions are in force, and a page of them, newest first. Errors: NotKnown."""
    comparison, turned = _open(viewer, ours, theirs)
    found = _decisions(comparison)
    page = list(
        found.select_related("decided_by").order_by("-decided_at", "-pk")[offset : offset + limit]
    )
    left = _by_key(comparison.left_id, [decision.left_key for decision in page])
    right = _by_key(comparison.right_id, [decision.right_key for decision in page])
    both = ((d, left.get(d.left_key), right.get(d.right_key)) for d in page)
    return found.count(), tuple(
        DecisionRow(d, b, a) if turned else DecisionRow(d, a, b) for d, a, b in both
    )


def _open(viewer: Person, ours: str, theirs: str) -> tuple[Comparison, bool]:
    comparison, turned = find(ours, theirs)
    require(True, known=may_see_work(viewer, _institutions(comparison)))
    return comparison, turned


def _institutions(comparison: Comparison) -> tuple[int, int]:
    return comparison.left.institution_id, comparison.right.institution_id


def _queue(comparison: Comparison) -> QuerySet[MatchPair]:
    institution = "catalogue__institution"
    return comparison.pairs.filter(band="review").select_related(
        f"left__{institution}", f"right__{institution}"
    )


def _in_force() -> QuerySet[Decision]:
    """Of a pair that is asked about: the decision in force, if there is one."""
    return Decision.objects.filter(
        left=OuterRef("left__catalogue"),
        left_key=OuterRef("left__key"),
        right=OuterRef("right__catalogue"),
        right_key=OuterRef("right__key"),
        undone_at=None,
    )


def _decided(*verdicts: str) -> Exists:
    """That a decision with one of these verdicts is in force on a pair."""
    return Exists(_in_force().filter(verdict__in=verdicts))


def _decisions(comparison: Comparison) -> QuerySet[Decision]:
    return Decision.objects.filter(
        left=comparison.left_id, right=comparison.right_id, undone_at=None
    )


def _by_key(catalogue: int, keys: list[str]) -> dict[str, Record]:
    found = Record.objects.filter(catalogue=catalogue, key__in=keys)
    return {record.key: record for record in found.select_related("catalogue__institution")}


def _view(pair: MatchPair, turned: bool) -> ReviewPair:
    ours, theirs = (pair.right, pair.left) if turned else (pair.left, pair.right)
    decision = Decision.objects.filter(
        left=pair.left.catalogue_id,
        left_key=pair.left.key,
        right=pair.right.catalogue_id,
        right_key=pair.right.key,
        undone_at=None,
    ).first()
    (_, ours_fields), (_, theirs_fields) = supplied.fields(ours), supplied.fields(theirs)
    return ReviewPair(pair, ours, theirs, lines(ours, theirs), ours_fields, theirs_fields, decision)


def lines(ours: Record, theirs: Record) -> tuple[ReviewLine, ...]:
    """The elements of two records side by side, without those that neither has."""
    both = ((name, texts(ours), texts(theirs)) for name, texts in _ELEMENTS.items())
    return tuple(ReviewLine(name, a, b, _plain(a) == _plain(b)) for name, a, b in both if a or b)


def _plain(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(text.casefold().split()) for text in texts)


def _texts(*values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values if value not in (None, ""))


_ELEMENTS: dict[str, Callable[[Record], tuple[str, ...]]] = {
    "title": lambda r: _texts(r.title),
    "vernacular_title": lambda r: _texts(r.vernacular_title),
    "responsibility": lambda r: _texts(r.responsibility, r.vernacular_responsibility),
    "persons": lambda r: tuple(r.persons),
    "edition": lambda r: _texts(r.edition),
    "place": lambda r: _texts(r.place),
    "publisher": lambda r: _texts(r.publisher),
    "year": lambda r: _texts(r.year),
    "extent": lambda r: _texts(r.extent),
    "isbn": lambda r: tuple(r.isbns),
    "language": lambda r: tuple(r.languages),
}

"""What two catalogues have in common and what each lacks.

Counts and lists are public, as the search is; what is still to be reviewed is for those who work.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalin.bibliographic.comparison import Breakdown, Counts, Dimension
from jalin.catalogue.models import Catalogue, Comparison, Record
from jalin.catalogue.queries.publications import PublicationRow, rows
from jalin.catalogue.states import GenerationState
from jalin.core.fields import holding
from jalin.core.permissions import NotKnown

Part = Literal["both", "only_ours", "only_theirs"]
_DECADE = re.compile(r"-?[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """Two catalogues (institutions loaded), the house's as ours, and the counts of publications."""

    ours: Catalogue
    theirs: Catalogue
    counts: Counts
    computed_at: datetime


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """One comparison, from our side.

    `breakdowns`: for each of language, script, country, decade, subject its values, most held
    first; a `Breakdown` has value, ours, both, theirs (ours and theirs include both).
    """

    ours: Catalogue
    theirs: Catalogue
    counts: Counts
    breakdowns: Mapping[Dimension, tuple[Breakdown, ...]]
    computed_at: datetime


@dataclass(frozen=True, slots=True)
class ListPage:
    total: int
    rows: tuple[PublicationRow, ...]


def comparisons() -> tuple[ComparisonRow, ...]:
    """Every two catalogues that have been compared."""
    found = served().defer("breakdowns").order_by("left_id", "right_id")
    return tuple(row_of(comparison) for comparison in found)


def comparison(ours: str, theirs: str) -> ComparisonView:
    """The comparison of two catalogues, by slug. Errors: NotKnown when there is none (yet)."""
    found, turned = find(ours, theirs)
    breakdowns = {
        name: tuple(
            Breakdown(value, theirs_, both, ours_)
            if turned
            else Breakdown(value, ours_, both, theirs_)
            for value, ours_, both, theirs_ in values
        )
        for name, values in found.breakdowns.items()
    }
    left, right = (found.right, found.left) if turned else (found.left, found.right)
    return ComparisonView(left, right, counts(found, turned), breakdowns, found.computed_at)


def comparison_list(
    ours: str,
    theirs: str,
    part: Part,
    *,
    by: Dimension | None = None,
    value: str = "",
    text: str = "",
    offset: int = 0,
    limit: int = 50,
) -> ListPage:
    """The publications of one part by title, narrowed to those with `value` in the breakdown `by`.

    `text` narrows to titles that contain it. Errors: NotKnown.
    """
    found, turned = find(ours, theirs)
    chosen = _chosen(found, turned, part, by, value)
    if text:
        chosen = chosen.filter(
            Q(sort_title__contains=text.casefold())
            | Q(title__icontains=text)
            | Q(vernacular_title__icontains=text)
        )
    page = chosen.order_by("sort_title", "pk").values_list("publication", flat=True)
    numbers = list(page[offset : offset + limit])
    total = chosen.count() if text else _counted(found, turned, part, by, value)
    return ListPage(total, tuple(rows(n for n in numbers if n is not None)))


def part_records(
    ours: str, theirs: str, part: Part, *, by: Dimension | None = None, value: str = ""
) -> QuerySet[Record]:
    """One record for each publication of a part: its first one in our (or their) catalogue."""
    return _chosen(*find(ours, theirs), part, by, value)


def _chosen(
    comparison: Comparison, turned: bool, part: Part, by: Dimension | None, value: str
) -> QuerySet[Record]:
    left, right = comparison.left_id, comparison.right_id
    # The side whose records stand for the publications, and the other one.
    mine, other = (left, right) if turned == (part == "only_theirs") else (right, left)
    live = Record.objects.filter(deleted=False)
    same = live.filter(publication=OuterRef("publication"))
    there = Exists(same.filter(catalogue=other))
    chosen = live.filter(catalogue=mine)
    chosen = chosen.filter(there) if part == "both" else chosen.exclude(there)
    chosen = chosen.exclude(Exists(same.filter(catalogue=mine, pk__lt=OuterRef("pk"))))
    if by is None:
        return chosen
    members = same.filter(catalogue__in=(mine, other) if part == "both" else (mine,))
    if value == "":  # none of the records states anything
        return chosen.exclude(Exists(members.exclude(_stating(by, ""))))
    return chosen.filter(Exists(members.filter(_stating(by, value))))


def _counted(
    comparison: Comparison, turned: bool, part: Part, by: Dimension | None, value: str
) -> int:
    """How many publications a list has: they were counted when the catalogues were compared."""
    if by is None:
        number: int = getattr(counts(comparison, turned), part)
        return number
    for found, left, both, right in comparison.breakdowns[by]:
        if found == value:
            ours, theirs = (right, left) if turned else (left, right)
            return int({"both": both, "only_ours": ours - both, "only_theirs": theirs - both}[part])
    return 0


def _stating(by: Dimension, value: str) -> Q:
    match by:
        case "language" | "script" | "subject":
            return holding(f"{by}s", value) if value else Q(**{f"{by}s": ""})
        case "country":
            return Q(country=value)
        case "decade":
            if not value:
                return Q(year=None)
            if not _DECADE.fullmatch(value):
                raise NotKnown
            return Q(year__gte=int(value), year__lt=int(value) + 10)
    raise NotKnown


def find(ours: str, theirs: str) -> tuple[Comparison, bool]:
    """The served comparison of two slugs, and whether its left side is theirs. Errors: NotKnown."""
    for found in served().filter(
        Q(left__slug=ours, right__slug=theirs) | Q(left__slug=theirs, right__slug=ours)
    ):
        return found, found.left.slug != ours
    raise NotKnown


def counts(comparison: Comparison, turned: bool) -> Counts:
    """The counts as `ours` and `theirs` see them."""
    c = comparison
    ours, theirs, only_ours, only_theirs = c.left_count, c.right_count, c.only_left, c.only_right
    if turned:
        ours, theirs, only_ours, only_theirs = theirs, ours, only_theirs, only_ours
    return Counts(ours, theirs, c.both, only_ours, only_theirs, c.to_review)


def served() -> QuerySet[Comparison]:
    """The newest comparison of every two catalogues, their institutions loaded."""
    return Comparison.objects.filter(state=GenerationState.SERVING).select_related(
        "left__institution", "right__institution"
    )


def row_of(comparison: Comparison) -> ComparisonRow:
    """A comparison from the house's side."""
    turned = comparison.right.institution.is_house and not comparison.left.institution.is_house
    left, right = comparison.left, comparison.right
    ours, theirs = (right, left) if turned else (left, right)
    return ComparisonRow(ours, theirs, counts(comparison, turned), comparison.computed_at)

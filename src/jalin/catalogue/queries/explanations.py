"""Why the records of publications were taken for the same. Public, as the comparison is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from jalin.catalogue.queries.comparisons import find


@dataclass(frozen=True, slots=True)
class Explanation:
    """The surest pair of records of a publication: codes of reasons."""

    probability: float
    reasons: tuple[str, ...]


def explanations(ours: str, theirs: str, publications: Iterable[int]) -> dict[int, Explanation]:
    """For each of `publications` (numbers) the surest pair of its records, in one question.

    A publication that people put together has none. Errors: NotKnown.
    """
    comparison, _ = find(ours, theirs)
    pairs = (
        comparison.pairs.filter(left__publication__in=list(publications))
        .filter(left__publication=F("right__publication"))
        .order_by("probability")
        .values_list("left__publication", "probability", "reasons")
    )
    return {
        number: Explanation(probability, tuple(reasons))
        for number, probability, reasons in pairs
        if number is not None
    }

"""Records and the publications that they describe. Public."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from jalin.bibliographic.fields import Field
from jalin.catalogue import supplied
from jalin.catalogue.models import MatchPair, Record, RecordVersion
from jalin.catalogue.states import GenerationState
from jalin.core.permissions import NotKnown
from jalin.institutions.models import Institution


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """One publication in a list: `record` stands for it, `members` are all its records.

    `holders` are the institutions that hold it, each once, the house first. Every record has its
    catalogue and institution loaded.
    """

    number: int
    record: Record
    members: tuple[Record, ...]
    holders: tuple[Institution, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Why another record of the publication was taken for the same: codes of reasons."""

    other: Record
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordDetail:
    """All about one record: `fields` as supplied, decoded; `versions` newest first."""

    record: Record
    leader: str
    fields: tuple[Field, ...]
    versions: tuple[RecordVersion, ...]
    publication: PublicationRow
    matches: tuple[Match, ...]


def record_detail(record_id: int, *, version: int | None = None) -> RecordDetail:
    """One record; with `version`, its fields as that version had them. Errors: NotKnown."""
    record = _shown().filter(pk=record_id).first()
    if record is None:
        raise NotKnown
    versions = tuple(record.versions.select_related("source").order_by("-number"))
    wanted = version or record.version
    chosen = next((v for v in versions if v.number == wanted), None)
    if chosen is None:
        raise NotKnown
    leader, fields = supplied.fields(chosen)
    row = rows([record.publication or record.pk])[0]
    return RecordDetail(record, leader, fields, versions, row, _matches(record))


def publication(number: int) -> PublicationRow:
    """The publication of that number, or the one that its first record belongs to now.

    Errors: NotKnown.
    """
    current = Record.objects.filter(pk=number).values_list("publication", flat=True).first()
    if current is None:
        raise NotKnown
    return rows([current])[0]


def rows(numbers: Iterable[int]) -> list[PublicationRow]:
    """The publications of these numbers in their order, in one question; unknown ones left out."""
    wanted = list(dict.fromkeys(numbers))
    members: dict[int, list[Record]] = defaultdict(list)
    for record in _shown().filter(publication__in=wanted).order_by("pk"):
        members[record.publication or record.pk].append(record)
    return [row_of(number, members[number]) for number in wanted if members[number]]


def row_of(number: int, members: Sequence[Record]) -> PublicationRow:
    """`members` (with institutions loaded) as one row: the fullest record stands for them."""
    held = {record.catalogue.institution for record in members if not record.deleted}
    holders = sorted(held, key=lambda institution: (not institution.is_house, institution.slug))
    leading = min(
        members, key=lambda record: (record.deleted, not record.vernacular_title, record.pk)
    )
    return PublicationRow(number, leading, tuple(members), tuple(holders))


def _shown() -> QuerySet[Record]:
    return Record.objects.select_related("catalogue__institution")


def _matches(record: Record) -> tuple[Match, ...]:
    pairs = (
        MatchPair.objects.filter(
            Q(left=record) | Q(right=record),
            comparison__state=GenerationState.SERVING,
            left__publication=record.publication,
            right__publication=record.publication,
        )
        .select_related("left__catalogue__institution", "right__catalogue__institution")
        .order_by("-probability")
    )
    return tuple(
        Match(
            pair.right if pair.left_id == record.pk else pair.left,
            pair.probability,
            tuple(pair.reasons),
        )
        for pair in pairs
    )

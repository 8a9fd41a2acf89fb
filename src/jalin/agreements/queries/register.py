"""The register: what a person may read of the agreements, narrowed and sorted."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from jalin.agreements.models import Entry, RenewalHow
from jalin.core.fields import holding
from jalin.dossiers.models import Dossier, Party
from jalin.dossiers.permissions import visible
from jalin.dossiers.states import Area, State
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person, standing
from jalin.script import keys, tokens

PUBLISHED = (State.IN_FORCE, State.COMPLETED, State.TERMINATED)
SORTS: dict[str, tuple[str, ...]] = {
    "changed": ("-dossier__changed_at", "-pk"),
    "begins": ("-dossier__begins", "-pk"),
    "ends": ("dossier__ends", "-pk"),
    "notice": ("notice_date", "-pk"),
}
DUE_DAYS = (30, 90, 365)
NEAR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the register is narrowed to, as its address says; "" and None leave everything.

    `due` are days: notice has to be given within so many.
    """

    text: str = ""
    state: str = ""
    type: str = ""
    area: str = ""
    partner: str = ""  # slug of an institution
    country: str = ""  # ISO 3166-1 alpha-2
    due: int | None = None
    sort: str = "changed"

    @property
    def is_any(self) -> bool:
        return replace(self, sort="changed") == Narrowed()


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement in the register; `partners` are its parties but the reader's own."""

    entry: Entry
    parties: tuple[Institution, ...]
    ends: date | None
    notice: date | None
    notice_near: bool = False  # within the next weeks

    @property
    def dossier(self) -> Dossier:
        return self.entry.dossier

    @property
    def areas(self) -> tuple[Area, ...]:
        return tuple(Area(code) for code in self.entry.areas)


@dataclass(frozen=True, slots=True)
class Found:
    rows: tuple[Row, ...]
    total: int


def register(
    person: Person, narrowed: Narrowed, *, offset: int = 0, limit: int = 50, today: date
) -> Found:
    """A page of the agreements that `person` may read; to strangers, those that are public."""
    found = entries(person, narrowed, today=today)
    total = found.count()
    order = [_nulls_last(name) for name in SORTS.get(narrowed.sort, SORTS["changed"])]
    # Sorted by number first, the wide rows fetched after: sorting them is what would take long.
    numbers = list(found.order_by(*order).values_list("pk", flat=True)[offset : offset + limit])
    return Found(rows_of(numbers, today), total)


def _nulls_last(name: str) -> "F | str":
    return name if name.startswith("-") else F(name).asc(nulls_last=True)  # type: ignore[return-value]


def rows_of(numbers: Iterable[int], today: date) -> tuple[Row, ...]:
    """The rows of these dossiers, in this order: two questions, however many they are."""
    order = list(numbers)
    parties = Party.objects.filter(is_reader=False).select_related("institution")
    entries = Entry.objects.filter(pk__in=order).select_related("dossier__issuer")
    with_parties = entries.prefetch_related(Prefetch("dossier__parties", queryset=parties))
    by_number = {entry.pk: entry for entry in with_parties}
    return tuple(_row(by_number[number], today) for number in order if number in by_number)


def _row(entry: Entry, today: date) -> Row:
    parties = tuple(party.institution for party in entry.dossier.parties.all())
    notice = entry.notice_on(today)
    near = notice is not None and today <= notice <= today + NEAR
    return Row(entry, parties, entry.end_on(today), notice, near)


def readable(person: Person) -> QuerySet[Dossier]:
    """The agreements that a person finds in the register."""
    has = standing(person)
    if has.stranger:
        public = Dossier.objects.filter(is_public=True, state__in=PUBLISHED)
        return public.filter(kind="agreement")
    return visible(person, has=has).filter(kind="agreement")


def entries(person: Person, narrowed: Narrowed, *, today: date) -> QuerySet[Entry]:
    """The entries that remain, in no order."""
    found = Entry.objects.filter(dossier__in=readable(person).values("pk"))
    plain = {
        "dossier__state": narrowed.state,
        "type": narrowed.type,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if narrowed.area:
        found = found.filter(holding("areas", narrowed.area))
    for name, value in (("slug", narrowed.partner), ("country", narrowed.country)):
        if value:
            parties = Party.objects.filter(is_reader=False, **{f"institution__{name}": value})
            found = found.filter(dossier__in=parties.values("dossier"))
    for word in tokens(narrowed.text):
        found = found.filter(_has_word(word))
    if narrowed.due is not None:
        found = found.filter(_due(today, today + timedelta(days=narrowed.due)))
    return found


def _has_word(word: str) -> Q:
    """In whatever script the word was written; its beginning suffices."""
    condition = Q()
    for key in keys(word, 1):
        condition |= Q(texts__contains=f"\x1f{key}")
    return condition


def _due(first: date, last: date) -> Q:
    """Notice has to be given between the two days. Terms that renewed themselves have moved on."""
    in_force = Q(dossier__state=State.IN_FORCE)
    renewed = Entry.objects.filter(
        renewal=RenewalHow.TACIT, dossier__state=State.IN_FORCE, dossier__ends__lt=first
    ).select_related("dossier")
    moved = [entry.pk for entry in renewed if first <= (entry.notice_on(first) or date.min) <= last]
    return (in_force & Q(notice_date__range=(first, last))) | Q(pk__in=moved)


@dataclass(frozen=True, slots=True)
class Place:
    """How many agreements there are with the institutions of a country."""

    country: str
    in_force: int
    others: int
    institutions: tuple[Institution, ...] = field(default=())


def places(person: Person, narrowed: Narrowed, *, today: date) -> tuple[Place, ...]:
    """The countries of the parties: how many agreements each has part in."""
    dossiers = entries(person, narrowed, today=today).values("pk")
    counted = (
        Party.objects.filter(is_reader=False, dossier__in=dossiers)
        .values("institution")
        .annotate(
            in_force=Count("dossier", filter=Q(dossier__state=State.IN_FORCE)), all=Count("dossier")
        )
    )
    counts = {row["institution"]: (row["in_force"], row["all"]) for row in counted}
    by_country: dict[str, list[Institution]] = {}
    for institution in Institution.objects.filter(pk__in=counts).order_by("slug"):
        by_country.setdefault(institution.country, []).append(institution)
    return tuple(
        _place(country, institutions, counts)
        for country, institutions in sorted(by_country.items())
    )


def _place(
    country: str, institutions: list[Institution], counts: dict[int, tuple[int, int]]
) -> Place:
    in_force = sum(counts[one.pk][0] for one in institutions)
    every = sum(counts[one.pk][1] for one in institutions)
    return Place(country, in_force, every - in_force, tuple(institutions))


def partners(person: Person) -> QuerySet[Institution]:
    """The institutions that a person may narrow the register to."""
    parties = Party.objects.filter(is_reader=False, dossier__in=readable(person).values("pk"))
    return Institution.objects.filter(pk__in=parties.values("institution")).order_by("slug")


def today() -> date:
    return timezone.localdate()

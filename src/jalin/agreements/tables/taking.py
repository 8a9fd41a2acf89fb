"""Taking agreements in from a table: what each row would do, and then all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from jalin.agreements import actions, library
from jalin.agreements.drafting.content import Content, add_clause, tidied, to_propose
from jalin.agreements.drafting.problems import problems
from jalin.agreements.kind import terms_of
from jalin.agreements.overlap import overlaps
from jalin.agreements.tables.columns import TAGS, areas_of, cells_of, column_of, content_of
from jalin.agreements.tables.reading import Rows
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.models import Dossier
from jalin.dossiers.permissions import acts_for, visible
from jalin.dossiers.queries.versions import newest_version
from jalin.dossiers.states import State
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person, standing


@dataclass(frozen=True)
class Line:
    """What a row of the table would do: begin an agreement, change a draft, or nothing.

    `problems` are (column, what is wrong); `warnings` keep nothing from being done.
    """

    number: int
    content: Content
    issuer: Institution | None = None
    partners: tuple[Institution, ...] = ()
    dossier: Dossier | None = None
    is_same: bool = False
    problems: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def title(self) -> Mapping[str, str]:
        titles: Mapping[str, str] = self.content.get("title", {})
        return titles


@dataclass(frozen=True)
class Plan:
    lines: tuple[Line, ...] = field(default=())

    @property
    def is_sound(self) -> bool:
        return not any(line.problems for line in self.lines)

    @property
    def wrong(self) -> int:
        return sum(1 for line in self.lines if line.problems)

    @property
    def new(self) -> int:
        return sum(1 for line in self.lines if line.dossier is None)

    @property
    def changed(self) -> int:
        return sum(1 for line in self.lines if line.dossier is not None and not line.is_same)

    @property
    def same(self) -> int:
        return sum(1 for line in self.lines if line.is_same)


def plan(person: Person, rows: Rows) -> Plan:
    """What the rows would do. Nothing is written."""
    reader = _Reader(person, [cells.get("id", "") for _, cells in rows])
    return Plan(tuple(reader.line(number, cells) for number, cells in rows))


def take(person: Person, planned: Plan) -> None:
    """Do what a sound plan says, in one transaction. Errors: those of the actions."""
    with transaction.atomic():
        for line in planned.lines:
            if line.is_same or line.issuer is None:
                continue
            if line.dossier is not None:
                actions.write(actor=person, dossier=line.dossier, content=line.content)
                continue
            actions.begin_agreement(
                actor=person, issuer=line.issuer, partners=line.partners, content=line.content
            )


class _Reader:
    """Reads rows for one person: knows the institutions, and the agreements that rows name."""

    def __init__(self, person: Person, numbers: Sequence[str]) -> None:
        self._has = standing(person)
        self._institutions = {one.slug: one for one in Institution.objects.all()}
        known = visible(person).filter(kind="agreement", uuid__in=_uuids(numbers))
        self._dossiers = {str(one.uuid): one for one in known}
        self._seen: dict[str, int] = {}

    def line(self, number: int, cells: Mapping[str, str]) -> Line:
        content, found = content_of(cells), list[tuple[str, str]]()
        areas, odd = areas_of(cells)
        if odd:
            found.append(("areas", gettext("There is no area “%(area)s”.") % {"area": odd[0]}))
        dossier = self._dossier(number, cells.get("id", ""), found)
        content = self._with_clauses(content, areas, dossier)
        parties = self._parties(content, found)
        found += [(column_of(place), said) for place, said in problems(content).items()]
        is_same = dossier is not None and _says(cells, dossier)
        if dossier is not None and not is_same and dossier.state != State.DRAFT:
            words = gettext("It is no draft any more: propose other terms on its page instead.")
            found.append(("id", words))
        issuer = next((one for one in parties if acts_for(self._has, one.pk)), None)
        if issuer is None and not any(column == "parties" for column, _ in found):
            found.append(("parties", gettext("You act for none of the parties.")))
        return Line(
            number,
            tidied(content),
            issuer,
            tuple(one for one in parties if one != issuer),
            dossier,
            is_same,
            tuple(found),
            () if found or is_same else _warnings(content, dossier),
        )

    def _dossier(
        self, number: int, identifier: str, found: list[tuple[str, str]]
    ) -> Dossier | None:
        if not identifier:
            return None
        if identifier in self._seen:
            words = gettext("Row %(row)s has the same id.") % {"row": self._seen[identifier]}
            found.append(("id", words))
        self._seen[identifier] = number
        dossier = self._dossiers.get(identifier.casefold())
        if dossier is None:
            found.append(("id", gettext("There is no agreement with this id.")))
        return dossier

    def _parties(self, content: Content, found: list[tuple[str, str]]) -> tuple[Institution, ...]:
        slugs = list(dict.fromkeys(content["parties"]))
        content["parties"] = slugs
        unknown = [slug for slug in slugs if slug not in self._institutions]
        if unknown:
            said = gettext("There is no institution “%(slug)s”.") % {"slug": unknown[0]}
            found.append(("parties", said))
        elif len(slugs) < 2:
            found.append(("parties", gettext("An agreement has two parties at least.")))
        return tuple(self._institutions[slug] for slug in slugs if slug in self._institutions)

    def _with_clauses(
        self, content: Content, areas: Sequence[str], dossier: Dossier | None
    ) -> Content:
        """A draft keeps its clauses; an area that it has none of gets one of the library."""
        before: Content = {}
        if dossier is not None:
            draft = dossier.drafts.filter(institution_id__in=self._has.institutions).first()
            before = dict(draft.content) if draft else {}
        merged = {**before, **content, "clauses": list(before.get("clauses", ()))}
        present = {clause.get("area") for clause in merged["clauses"]}
        languages = tuple(merged["languages"]) or TAGS
        for area in areas:
            if area not in present:
                found = next(each for each in library.passages() if each.area == area)
                add_clause(merged, found.clause(languages))
        return merged


def _uuids(numbers: Sequence[str]) -> list[UUID]:
    found = []
    for number in numbers:
        try:
            found.append(UUID(number))
        except ValueError:
            continue  # said of its row
    return found


def _says(cells: Mapping[str, str], dossier: Dossier) -> bool:
    """Whether the row says what the agreement says already."""
    version = dossier.in_force or newest_version(dossier)
    if version is None:
        return False
    present = content_of({k: str(v or "") for k, v in cells_of("", terms_of(version)).items()})
    said: Content = tidied(content_of(cells))
    return bool(said == tidied(present))


def _warnings(content: Content, dossier: Dossier | None) -> tuple[str, ...]:
    terms = AgreementTerms.model_validate(to_propose(content))
    words = gettext("“%(title)s” of the same type is in force between the same parties.")
    return tuple(words % {"title": other.dossier} for other in overlaps(terms, dossier=dossier))

"""What of the terms differs from those that the reader knows."""

from dataclasses import dataclass
from datetime import datetime

from jalin.dossiers.difference import Change, difference
from jalin.dossiers.models import Version
from jalin.dossiers.queries.course import Course
from jalin.dossiers.views.sides import Sides

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Changes:
    """From `old`, which the reader knows, to `new`; `since_look` when it came after they looked."""

    old: Version
    new: Version
    all: tuple[Change, ...]
    since_look: bool

    @property
    def shown(self) -> tuple[Change, ...]:
        return self.all[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.all[SHOWN:])

    @property
    def parts(self) -> frozenset[str]:
        """The keys of parts that changed: "clauses.events" of "clauses.events.title.en"."""
        return frozenset(".".join(change.path.split(".")[:2]) for change in self.all)


def changes_for(course: Course, sides: Sides, looked: datetime | None) -> Changes | None:
    """None where nothing differs from what the reader knows."""
    new = course.current
    if new is None:
        return None
    before = [version for version in course.versions if version.number < new.number]
    if not before:
        return None
    seen = [version for version in before if looked is not None and version.at <= looked]
    if looked is not None and looked < new.at and seen:
        return _between(course, seen[-1], new, since_look=True)
    if course.pending is None:
        return None
    stood = [version for version in before if _stood_behind(course, sides, version)]
    return _between(course, (stood or before)[-1], new, since_look=False)


def _stood_behind(course: Course, sides: Sides, version: Version) -> bool:
    """Whether the reader's side proposed or approved it, or it is in force."""
    approved = any(sides.is_ours(each.institution_id) for each in version.approvals.all())
    return approved or version.pk == course.dossier.in_force_id


def _between(course: Course, old: Version, new: Version, *, since_look: bool) -> Changes | None:
    before, after = (course.kind.read(bytes(version.terms)) for version in (old, new))
    found = tuple(difference(before, after))
    return Changes(old, new, found, since_look) if found else None

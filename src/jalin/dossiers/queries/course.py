"""How far a dossier has come: its parties, its versions, and who approved and signed which."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jalin.dossiers import contracts
from jalin.dossiers.contracts import Kind
from jalin.dossiers.models import Dossier, Party, Version
from jalin.dossiers.states import ENDED, State
from jalin.institutions.models import Institution


@dataclass(frozen=True, slots=True)
class Course:
    """`versions` are in their order, with approvals and rejections; their terms are not loaded.

    `current` is the version that it is about now: the one to be decided on, else the one in force,
    else the newest.
    """

    dossier: Dossier
    kind: Kind
    parties: tuple[Institution, ...]  # who approve, in their order
    readers: tuple[Institution, ...]
    versions: tuple[Version, ...]
    pending: Version | None
    current: Version | None

    @property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    def written(self, institution: int) -> datetime | None:
        """When the institution last proposed terms, up to the current version."""
        if self.current is None:
            return None
        mine = (version for version in self.versions if version.institution_id == institution)
        return max((v.at for v in mine if v.number <= self.current.number), default=None)

    def approved(self, institution: int) -> datetime | None:
        """When the institution approved the current version."""
        return self._given(institution, is_signature=False)

    def signed(self, institution: int) -> datetime | None:
        """When somebody last signed the current version for the institution."""
        return self._given(institution, is_signature=True)

    def _given(self, institution: int, *, is_signature: bool) -> datetime | None:
        if self.current is None:
            return None
        times = [
            approval.at
            for approval in self.current.approvals.all()
            if approval.institution_id == institution
            and approval.is_signature == is_signature
            and approval.digest == self.current.digest
        ]
        return max(times, default=None)

    @property
    def to_approve(self) -> tuple[Institution, ...]:
        """The parties whose approval of the pending version is awaited."""
        if self.pending is None:
            return ()
        return tuple(each for each in self.parties if self.approved(each.pk) is None)

    @property
    def to_sign(self) -> tuple[Institution, ...]:
        """The parties whose signature is awaited: all have approved, and not all have signed.

        All of them where each has signed and that does not suffice: a party may have to give more
        signatures than one, or one of another level.
        """
        if not self.kind.is_signed or self.pending is None or self.to_approve:
            return ()
        unsigned = tuple(each for each in self.parties if self.signed(each.pk) is None)
        return unsigned or self.parties


def course(dossier: Dossier) -> Course:
    """Read in a constant number of queries."""
    return courses([dossier])[0]


def courses(dossiers: Sequence[Dossier]) -> list[Course]:
    """Of all of them at once, in the same number of queries as of one."""
    parties, versions = defaultdict[int, list[Party]](list), defaultdict[int, list[Version]](list)
    for party in Party.objects.filter(dossier__in=dossiers).select_related("institution"):
        parties[party.dossier_id].append(party)
    found = Version.objects.filter(dossier__in=dossiers).defer("terms").order_by("number")
    loaded = found.select_related("institution", "author")
    for version in loaded.prefetch_related("approvals", "rejections"):
        versions[version.dossier_id].append(version)
    return [_course(each, parties[each.pk], tuple(versions[each.pk])) for each in dossiers]


def _course(dossier: Dossier, parties: Sequence[Party], versions: tuple[Version, ...]) -> Course:
    pending = _pending(dossier, versions)
    in_force = next((v for v in versions if v.pk == dossier.in_force_id), None)
    return Course(
        dossier=dossier,
        kind=contracts.kind(dossier.kind),
        parties=tuple(party.institution for party in parties if not party.is_reader),
        readers=tuple(party.institution for party in parties if party.is_reader),
        versions=versions,
        pending=pending,
        current=pending or in_force or (versions[-1] if versions else None),
    )


def _pending(dossier: Dossier, versions: tuple[Version, ...]) -> Version | None:
    """As `queries.versions.pending`, of versions that are loaded."""
    if not versions or dossier.state in (*ENDED, State.DRAFT):
        return None
    newest = versions[-1]
    decided = newest.pk == dossier.in_force_id or len(newest.rejections.all()) > 0
    return None if decided else newest

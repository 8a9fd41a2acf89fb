"""The room in which an agreement is signed, as whoever is in it sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language

from jalin.agreements.evidence import status_text
from jalin.agreements.kind import terms_of
from jalin.agreements.models import Ceremony
from jalin.agreements.signatories import Place, accepts
from jalin.agreements.signing import places_of
from jalin.agreements.terms import AgreementTerms
from jalin.core.multilingual import text_here
from jalin.dossiers.models import Approval, Version
from jalin.dossiers.queries.course import Course
from jalin.dossiers.states import Level
from jalin.dossiers.views.sides import Sides
from jalin.institutions.models import Institution
from jalin.institutions.permissions import in_force

Mark = Literal["signed", "next", "waits"]


@dataclass(frozen=True, slots=True)
class Received:
    """A signature as the room shows it. `moments` is its time in each zone."""

    approval: Approval
    level: Promise | str
    status: Promise | str
    is_good: bool
    moments: "tuple[Moment, ...]"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as the clocks of one place show it."""

    place: str
    day: str
    time: str
    offset: str  # "UTC+7"


@dataclass(frozen=True, slots=True)
class Clock:
    """An IANA zone and the place whose clock it is."""

    zone: str
    place: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A place to sign, and how far it has come."""

    number: int
    party: Institution
    is_ours: bool
    name: str
    position: str
    deputy: str
    mark: Mark
    signature: Received | None
    received: tuple[Received, ...]  # what came and does not suffice


@dataclass(frozen=True, slots=True)
class Room:
    version: Version
    terms: AgreementTerms
    seats: tuple[Seat, ...]
    stamp: str  # another as soon as anything of it changes

    @property
    def signed(self) -> int:
        return sum(seat.mark == "signed" for seat in self.seats)

    @property
    def is_over(self) -> bool:
        return self.signed == len(self.seats)

    @property
    def own_turn(self) -> bool:
        """Somebody of the reader's side is to sign now."""
        return any(seat.is_ours and seat.mark == "next" for seat in self.seats)


def room(course: Course, sides: Sides, clocks: Sequence[Clock]) -> Room:
    """Of the version that the dossier is about. Raises ValueError where nothing was proposed."""
    version = course.current
    if version is None:
        raise ValueError("nothing was proposed")
    full = Version.objects.select_related("dossier").get(pk=version.pk)
    terms, places = terms_of(full), places_of(full)
    by_slug = {party.slug: party for party in course.parties}
    open_now = course.pending is not None and not course.to_approve
    seats = tuple(
        _seat(place, by_slug[place.party], sides, clocks, open_now=open_now) for place in places
    )
    signatures = sum(len(place.received) + bool(place.signature) for place in places)
    stamp = f"{course.dossier.state}-{version.pk}-{signatures}"
    return Room(full, terms, seats, stamp)


def _seat(
    place: Place, party: Institution, sides: Sides, clocks: Sequence[Clock], *, open_now: bool
) -> Seat:
    signatory = place.signatory
    mark: Mark = "signed" if place.signature else "next" if place.is_next and open_now else "waits"
    return Seat(
        number=place.index + 1,
        party=party,
        is_ours=sides.is_ours(party.pk),
        name=place.name,
        position=text_here(signatory.position) if signatory else "",
        deputy=(signatory.deputy or "") if signatory else "",
        mark=mark,
        signature=_received(place.signature, clocks) if place.signature else None,
        received=tuple(_received(one, clocks) for one in place.received),
    )


def _received(approval: Approval, clocks: Sequence[Clock]) -> Received:
    said = approval.details
    status = said.get("status", "")
    return Received(
        approval,
        Level(approval.level).label,
        status_text(status, trusted=bool(said.get("trusted"))),
        status == "valid",
        moments(approval.at, clocks),
    )


def moments(at: datetime, clocks: Iterable[Clock]) -> tuple[Moment, ...]:
    """The same moment on each clock."""
    return tuple(_moment(at.astimezone(ZoneInfo(clock.zone)), clock.place) for clock in clocks)


def _moment(local: datetime, place: str) -> Moment:
    day, time = date_format(local, "DATE_FORMAT"), date_format(local, "TIME_FORMAT")
    return Moment(place, day, time, _offset(local))


def _city(zone: str) -> str:
    """The city that an IANA zone is named for."""
    return zone.rpartition("/")[2].replace("_", " ")


def _offset(local: datetime) -> str:
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def clocks_of(course: Course, ceremony: Ceremony) -> tuple[Clock, ...]:
    """The clock of the ceremony, then of each party that in whose zone most of its people live."""
    ids = [party.pk for party in course.parties]
    members = in_force(timezone.localdate()).filter(institution__in=ids)
    counted = members.values_list("institution", "user__timezone").annotate(n=Count("pk"))
    rising = sorted(counted, key=lambda row: (row[2], row[1]))
    most = {institution: zone for institution, zone, _ in rising if zone != "UTC"}
    places = {ceremony.zone: _city(ceremony.zone)} if ceremony.day else {}
    here = get_language() or "en"
    for party in course.parties:
        if zone := most.get(party.pk):
            places[zone] = party.city_in(here) or _city(zone)
    return tuple(Clock(zone, place) for zone, place in places.items()) or (Clock("UTC", "UTC"),)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The plan of the ceremony, to be read."""

    ceremony: Ceremony
    moments: tuple[Moment, ...]
    agenda: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        kept = self.ceremony
        return not (self.moments or self.agenda or kept.link or kept.witnesses or kept.guests)


def arranged(ceremony: Ceremony, clocks: Sequence[Clock]) -> Arranged:
    at = ceremony.at
    items = text_here(ceremony.agenda).splitlines()
    return Arranged(
        ceremony,
        moments(at, clocks) if at else (),
        tuple(item.strip() for item in items if item.strip()),
    )


def ways_open(room: Room) -> tuple[str, ...]:
    """How the terms let one sign: names of the pages to sign at, those that prove most first."""
    signing = room.terms.signing
    unverified = accepts(signing, Level.CMS_UNVERIFIED)
    open_to = {
        "certificate": accepts(signing, Level.PADES),
        "token": accepts(signing, Level.PADES) and bool(settings.PKCS11_MODULE),
        "upload": accepts(signing, Level.PADES),
        "cms": accepts(signing, Level.CMS) or unverified,
        "seal": accepts(signing, Level.SEAL),
        "scan": accepts(signing, Level.SCAN),
    }
    return tuple(way for way, is_open in open_to.items() if is_open)

"""Who may do what: named predicates over a person's memberships of today.

House staff work on every catalogue (they receive partners' files); people of a partner, guests
among them, act for their own institution; observers look on; strangers search and read records.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from jalin.institutions.models import Institution, Membership, Role, User


class Operator:
    """Who works on the machine itself, by the command line: the system lets them do anything."""

    pk = None


OPERATOR = Operator()
Person = User | AnonymousUser | Operator | None

_STAFF = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.CATALOGUER})
_LEADS = frozenset({Role.ADMINISTRATOR, Role.OFFICER})
_ACTS_FOR_PARTNER = _STAFF | {Role.GUEST}


@dataclass(frozen=True, slots=True)
class Standing:
    """In which institutions a person has which role today."""

    roles: frozenset[tuple[int, str]] = frozenset()  # (institution id, role)
    house: int | None = None
    operator: bool = False

    def has(self, institution: int | None, roles: Iterable[str]) -> bool:
        return self.operator or any((institution, role) in self.roles for role in roles)

    @property
    def institutions(self) -> frozenset[int]:
        return frozenset(institution for institution, _ in self.roles)

    @property
    def in_house(self) -> bool:
        return self.operator or (self.house is not None and self.house in self.institutions)

    @property
    def stranger(self) -> bool:
        return not self.operator and not self.roles

    def imports(self, institution: int) -> bool:
        """See `may_import`."""
        return self.has(self.house, _STAFF) or self.has(institution, _ACTS_FOR_PARTNER)

    def sees_work(self, institutions: Iterable[int]) -> bool:
        """See `may_see_work`."""
        return self.in_house or not self.institutions.isdisjoint(institutions)

    def reviews(self, institutions: Iterable[int]) -> bool:
        """See `may_review`."""
        return self.has(self.house, _STAFF) or any(
            self.has(institution, _ACTS_FOR_PARTNER) for institution in institutions
        )


def standing(person: Person, *, today: date | None = None) -> Standing:
    """The memberships that hold today; those of a stranger or a closed account are none."""
    if isinstance(person, Operator):
        return Standing(operator=True)
    if not isinstance(person, User) or not person.is_active:
        return Standing()
    held = in_force(today or timezone.now().date()).filter(user=person)
    rows = list(held.values_list("institution_id", "role", "institution__is_house"))
    house = next((institution for institution, _, is_house in rows if is_house), None)
    return Standing(frozenset((institution, role) for institution, role, _ in rows), house)


def in_force(day: date) -> QuerySet[Membership]:
    """The memberships that hold on `day`."""
    return Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def may_import(person: Person, institution: int) -> bool:
    """Bring files into the catalogues of `institution` (its id)."""
    return standing(person).imports(institution)


def may_keep_catalogues(person: Person, institution: int) -> bool:
    """Create and describe the catalogues of `institution`."""
    has = standing(person)
    return has.has(has.house, _LEADS) or has.has(institution, _LEADS)


def may_see_work(person: Person, institutions: Iterable[int]) -> bool:
    """See imports, jobs, comparisons and the review queue that concern one of `institutions`."""
    return standing(person).sees_work(institutions)


def may_review(person: Person, institutions: Iterable[int]) -> bool:
    """Decide on pairs of records of `institutions`."""
    return standing(person).reviews(institutions)


def may_invite(person: Person, institution: int) -> bool:
    """Invite people to `institution`, see who acts for it, and end that."""
    has = standing(person)
    return has.has(has.house, {Role.ADMINISTRATOR}) or has.has(institution, {Role.ADMINISTRATOR})


def may_add_institutions(person: Person) -> bool:
    """Add partners of the house."""
    has = standing(person)
    return has.has(has.house, {Role.ADMINISTRATOR})


def house() -> Institution:
    """The institution whose installation this is."""
    return Institution.objects.get(is_house=True)

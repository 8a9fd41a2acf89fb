"""Who may do what with dossiers: named predicates.

People of a party act for it, guests of a hosted partner among them; its cataloguers work, and its
observers read. An institution that was admitted as a reader reads. To everyone else a dossier is
not there.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from jalin.dossiers.models import Dossier, Party
from jalin.institutions.models import Institution, Role
from jalin.institutions.permissions import Person, Standing, standing

_ACTING = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.SIGNATORY, Role.GUEST, Role.CURATOR})
_WORKING = _ACTING | {Role.CATALOGUER}
_SIGNING = frozenset({Role.SIGNATORY, Role.GUEST})


def party_ids(dossier: Dossier) -> frozenset[int]:
    """The institutions that approve."""
    return frozenset(p.institution_id for p in _parties(dossier) if not p.is_reader)


def reader_ids(dossier: Dossier) -> frozenset[int]:
    return frozenset(p.institution_id for p in _parties(dossier) if p.is_reader)


def _parties(dossier: Dossier) -> Iterable[Party]:
    return dossier.parties.all()  # prefetched where lists are shown


def visible(person: Person, *, has: Standing | None = None) -> QuerySet[Dossier]:
    """The dossiers that a person may read."""
    has = has or standing(person)
    if has.operator:
        return Dossier.objects.all()
    own = list(has.institutions)
    concerned = Q(pk__in=Party.objects.filter(institution__in=own).values("dossier"))
    # A draft is its issuer's alone.
    return Dossier.objects.filter(concerned, ~Q(state="draft") | Q(issuer__in=own))


def may_read(person: Person, dossier: Dossier) -> bool:
    has = standing(person)
    if has.operator:
        return True
    if dossier.state == "draft":
        return dossier.issuer_id in has.institutions
    return not has.institutions.isdisjoint(party_ids(dossier) | reader_ids(dossier))


def acting_institution(person: Person, dossier: Dossier) -> Institution | None:
    """The party that a person acts for in this dossier; None where they only read, or nothing."""
    has = standing(person)
    for party in _parties(dossier):
        if not party.is_reader and acts_for(has, party.institution_id):
            return party.institution
    return None


def acts_for(has: Standing, institution: int) -> bool:
    """Proposes, approves, talks and keeps tasks for the institution."""
    return has.has(institution, _ACTING)


def works_for(has: Standing, institution: int) -> bool:
    """Talks, attaches files and keeps tasks for the institution."""
    return has.has(institution, _WORKING)


def may_act(person: Person, dossier: Dossier) -> bool:
    return acting_institution(person, dossier) is not None


def may_work(person: Person, dossier: Dossier) -> bool:
    """Talk, attach files and do tasks: whoever works for a party, observers not."""
    return working_institution(person, dossier) is not None


def working_institution(person: Person, dossier: Dossier) -> Institution | None:
    """The party that a person works for in this dossier."""
    has = standing(person)
    found = (
        p for p in _parties(dossier) if not p.is_reader and has.has(p.institution_id, _WORKING)
    )
    return next((party.institution for party in found), None)


def may_begin(person: Person, institution: int) -> bool:
    """Begin a dossier that `institution` issues."""
    return acts_for(standing(person), institution)


def signs_for(has: Standing, institution: int) -> bool:
    """Signs for the institution: its signatories, and a hosted partner's guests for theirs."""
    return has.has(institution, _SIGNING)


def may_sign(person: Person, institution: int) -> bool:
    """See `signs_for`."""
    return signs_for(standing(person), institution)

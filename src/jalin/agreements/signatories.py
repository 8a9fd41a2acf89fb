"""Who is to sign an agreement, in which order, and who has.

Each signatory that the terms name is a place to be filled by them or their deputy; a party that
names none has one place, for whoever may sign for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jalin.agreements.terms import AgreementTerms, Signatory, Signing
from jalin.dossiers.models import Approval, Version
from jalin.dossiers.states import Level
from jalin.script.folding import keys
from jalin.script.words import tokens

_TITLES = frozenset({"prof", "dr", "drs", "dra", "ir", "hj", "mr", "mrs", "ms"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place under an agreement. `signature` fills it; what was `received` does not suffice."""

    index: int
    party: str  # slug
    signatory: Signatory | None = None
    signature: Approval | None = None
    received: tuple[Approval, ...] = ()
    is_next: bool = False  # may be filled now

    @property
    def name(self) -> str:
        return self.signatory.name if self.signatory else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The signatory and the deputy, as the terms name them."""
        if self.signatory is None:
            return ()
        return tuple(name for name in (self.signatory.name, self.signatory.deputy) if name)

    def named(self, name: str) -> str | None:
        """Who of them `name` means, in whatever script; of a place for anybody, `name` itself."""
        if self.signatory is None:
            return name
        return next((one for one in self.names if same_person(one, name)), None)


def places(terms: AgreementTerms, version: Version) -> tuple[Place, ...]:
    """The places under `version`, which says `terms`, in the order in which they are filled."""
    made = [Place(0, one.party, one) for one in terms.signatories]
    named = {place.party for place in made}
    made += [Place(0, party) for party in terms.parties if party not in named]
    made = [replace(place, index=index) for index, place in enumerate(made)]
    signatures = version.approvals.filter(is_signature=True, digest=version.digest)
    for approval in signatures.select_related("institution", "evidence"):
        _fill(made, approval, terms.signing)
    return tuple(replace(place, is_next=_is_next(made, place, terms.signing)) for place in made)


def is_fully_signed(terms: AgreementTerms, version: Version) -> bool:
    """Whether every place is filled by a signature that the terms accept, in their order."""
    return all(place.signature for place in places(terms, version))


def accepts(signing: Signing, level: str) -> bool:
    """Whether a signature of this level fills a place."""
    if level == Level.CMS_UNVERIFIED:
        return signing.unverified_suffices or level in signing.accepted
    return level in signing.accepted


def _fill(made: list[Place], approval: Approval, signing: Signing) -> None:
    place = _place_of(made, approval)
    if place is None:
        return
    suffices = accepts(signing, approval.level) and _is_next(made, place, signing)
    if suffices and place.signature is None:
        made[place.index] = replace(place, signature=approval)
    else:
        made[place.index] = replace(place, received=(*place.received, approval))


def _place_of(made: Sequence[Place], approval: Approval) -> Place | None:
    """Which place a signature is for: as was recorded with it, else by the signatory's name."""
    own = [place for place in made if place.party == approval.institution.slug]
    index = approval.details.get("place")
    if index is not None:
        return next((place for place in own if place.index == index), None)
    by_name = (place for place in own if place.named(approval.signatory_name) is not None)
    found = sorted(by_name, key=lambda place: place.signature is not None)
    return next(iter(found), None)


def _is_next(made: Iterable[Place], place: Place, signing: Signing) -> bool:
    if place.signature is not None:
        return False
    before = (one for one in made if one.index < place.index)
    return not signing.in_order or all(one.signature for one in before)


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: "Сейітова Күміс" and "Kumis Seitova" are.

    Every word of the shorter name is in the longer, in any order and script; initials stand for
    words; titles, and degrees of three letters at most, may be missing.
    """
    few, many = sorted((_words(one), _words(other)), key=len)
    left = list(many)
    found = 0
    for word in sorted(few, key=len, reverse=True):
        match = next((candidate for candidate in left if _agree(word, candidate)), None)
        if match is not None:
            left.remove(match)
            found += min(len(word), len(match)) > 1
        elif len(word) > 3:
            return False
    return found >= min(2, _long(few), _long(many))


def _words(name: str) -> list[str]:
    return [word for word in tokens(name) if word not in _TITLES]


def _long(words: Iterable[str]) -> int:
    """How many words are neither initials nor degrees; one at least is wanted."""
    return max(1, sum(len(word) > 3 for word in words))


def _agree(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return {key[:1] for key in _keys(one)} & {key[:1] for key in _keys(other)} != set()
    return not set(_keys(one)).isdisjoint(_keys(other))


def _keys(word: str) -> tuple[str, ...]:
    return keys(word, 1, person=True)

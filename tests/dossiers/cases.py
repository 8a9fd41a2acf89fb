"""Two institutions, their people, and an agreement between them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.versions import newest_version
from jalin.dossiers.states import Level
from jalin.institutions.models import Institution, Membership, Role, User


@dataclass(frozen=True)
class House:
    """A house in Jakarta and a hosted partner in Astana; `outside` is a party to nothing."""

    jakarta: Institution
    astana: Institution
    embassy: Institution
    officer: User
    signatory: User
    guest: User
    observer: User
    administrator: User
    outsider: User


def person(name: str, institution: Institution | None, role: str = "") -> User:
    user = User.objects.create_user(f"{name}@example.org", "two threads cross", name=name.title())
    if institution is not None:
        Membership.objects.create(
            user=user, institution=institution, role=role, valid_from=date(2020, 1, 1)
        )
    return user


def institution(slug: str, country: str, **more: Any) -> Institution:
    return Institution.objects.create(
        slug=slug,
        name={"en": slug.title()},
        short_names={"en": slug.title()},
        country=country,
        **more,
    )


def house() -> House:
    jakarta = institution("jakarta", "ID", is_house=True)
    astana = institution("astana", "KZ")
    embassy = institution("embassy", "KZ", kind="embassy")
    other = institution("elsewhere", "RU")
    return House(
        jakarta=jakarta,
        astana=astana,
        embassy=embassy,
        officer=person("officer", jakarta, Role.OFFICER),
        signatory=person("signatory", jakarta, Role.SIGNATORY),
        administrator=person("administrator", jakarta, Role.ADMINISTRATOR),
        guest=person("guest", astana, Role.GUEST),
        observer=person("observer", embassy, Role.OBSERVER),
        outsider=person("outsider", other, Role.OFFICER),
    )


AREAS = ("research", "exchange", "events", "training", "articles", "digital")


def agreement_terms(**more: Any) -> dict[str, Any]:
    return {
        "title": {"en": "Memorandum of understanding", "id": "Nota kesepahaman"},
        "parties": ["jakarta", "astana"],
        "languages": ["id", "kk", "en"],
        "begins": "2021-04-20",
        "ends": "2099-04-19",
        "signatories": [
            {"party": "jakarta", "name": "Signatory"},
            {"party": "astana", "name": "Guest"},
        ],
        "notice": {"count": 6, "unit": "month"},
        "clauses": [
            {
                "key": area,
                "area": area,
                "title": {"en": area.title()},
                "obligations": [{"what": {"en": "titles"}, "count": 100, "per": "year"}],
            }
            for area in AREAS
        ],
        **more,
    }


def activity_terms(agreement: Dossier, **more: Any) -> dict[str, Any]:
    return {
        "title": {"en": "Exhibition of miniature books"},
        "parties": ["jakarta", "astana"],
        "area": "events",
        "agreement": agreement.uri,
        "clause": "events",
        "begins": "2026-05-01",
        "ends": "2026-05-31",
        **more,
    }


def proposed(house: House, **more: Any) -> Dossier:
    """An agreement that Jakarta has proposed."""
    dossier = actions.begin(
        actor=house.officer,
        kind="agreement",
        issuer=house.jakarta,
        partners=[house.astana],
        title={"en": "Memorandum"},
    )
    actions.propose(actor=house.officer, dossier=dossier, content=agreement_terms(**more))
    return dossier


def digest_of(dossier: Dossier) -> str:
    version = newest_version(dossier)
    assert version is not None
    return version.digest


def agreed(house: House, **more: Any) -> Dossier:
    """An agreement that both have approved and that waits for signatures."""
    dossier = proposed(house, **more)
    actions.approve(actor=house.guest, dossier=dossier, digest=digest_of(dossier))
    return dossier


def in_force(house: House, **more: Any) -> Dossier:
    dossier = agreed(house, **more)
    for actor, institution in ((house.signatory, house.jakarta), (house.guest, house.astana)):
        actions.record_signature(
            actor=actor,
            dossier=dossier,
            digest=digest_of(dossier),
            institution=institution,
            level=Level.SCAN,
            signatory_name=actor.name,
        )
    return dossier

"""Factories and fixtures: two libraries, a catalogue of each, and people in every role."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from jalin.catalogue import actions
from jalin.catalogue.models import Catalogue, Import
from jalin.core.models import Job
from jalin.core.worker import Worker, claim
from jalin.institutions.models import Institution, Membership, User
from jalin.institutions.permissions import OPERATOR
from tests import marc

BEGAN = date(2021, 4, 1)


def make_institution(slug: str, *, country: str = "KZ", is_house: bool = False) -> Institution:
    return Institution.objects.create(
        slug=slug,
        short_names={"en": slug.title()},
        name={"en": f"Library of {slug.title()}"},
        country=country,
        is_house=is_house,
    )


def make_user(
    name: str,
    institution: Institution | None = None,
    role: str = "cataloguer",
    *,
    valid_to: date | None = None,
) -> User:
    user = User.objects.create_user(f"{name}@example.org", "two threads cross", name=name.title())
    if institution is not None:
        Membership.objects.create(
            user=user, institution=institution, role=role, valid_from=BEGAN, valid_to=valid_to
        )
    return user


def make_catalogue(institution: Institution, slug: str = "") -> Catalogue:
    return actions.create_catalogue(
        actor=OPERATOR,
        institution=institution,
        names={"en": f"Catalogue of {institution.short_name}"},
        slug=slug or institution.slug,
    )


def work_off() -> list[Job]:
    """Run every queued job here and now, in the caller's transaction; the jobs in their order."""
    worker, done = Worker(beats=False), []
    while Job.objects.filter(state=Job.State.QUEUED).exists():
        Job.objects.filter(state=Job.State.QUEUED).update(run_after=timezone.now())
        if job := claim(worker.name):
            worker.run(job)
            job.refresh_from_db()
            done.append(job)
    return done


def import_records(catalogue: Catalogue, folder: Path, records: Iterable[bytes]) -> Import:
    """Import a file of these records, and do all that follows; the import as it ended."""
    count = Import.objects.count()
    path = marc.write(folder / f"{catalogue.slug}-{count}.mrc", records)
    source = actions.start_import(actor=OPERATOR, catalogue=catalogue, path=path)
    work_off()
    source.refresh_from_db()
    return source


@pytest.fixture
def jakarta(db: None) -> Institution:
    """The house institution."""
    return make_institution("jakarta", country="ID", is_house=True)


@pytest.fixture
def astana(db: None) -> Institution:
    return make_institution("astana")


@pytest.fixture
def ours(jakarta: Institution) -> Catalogue:
    return make_catalogue(jakarta)


@pytest.fixture
def theirs(astana: Institution) -> Catalogue:
    return make_catalogue(astana)


@pytest.fixture
def person(jakarta: Institution, astana: Institution) -> Callable[[str], User]:
    """A person by role: "officer", …, of the house; "guest" and "partner" (officer) of Astana;
    "former" whose membership is over; "stranger" with an account and no membership."""

    def make(who: str) -> User:
        match who:
            case "guest":
                return make_user(who, astana, "guest")
            case "partner":
                return make_user(who, astana, "officer")
            case "other":
                return make_user(who, make_institution("tashkent", country="UZ"), "officer")
            case "former":
                return make_user(who, jakarta, "officer", valid_to=date(2022, 1, 1))
            case "stranger":
                return make_user(who)
        return make_user(who, jakarta, who)

    return make

"""A small pair of catalogues that has everything: in both, in one, to review, unreadable."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from jalin.catalogue.models import Catalogue, Import, MatchPair, Record
from jalin.institutions.models import User
from tests import marc
from tests.libraries import import_records

OURS = (
    marc.record("1", "Abai zholy", author="Auezov, Mukhtar", year="1977"),
    marc.record("2", "Bumi manusia", author="Pramoedya Ananta Toer", language="ind", country="io "),
    marc.record("3", "Turīkter nemese Balasaghūn", author="Zhandarbekov, Bolat", year="1998"),
)
THEIRS = (
    marc.record("9", "Абай жолы", author="Әуезов, Мұхтар", year="1977", publisher="Жазушы"),
    marc.record("8", "Менің атым Қожа", author="Соқпақбаев, Бердібек", year="1957"),
    marc.record(
        "7", "Turīkter nemese", author="Zhandarbekov, B.", year="1999", publisher="Ana tili"
    ),
)


@dataclass(frozen=True)
class Site:
    """Two catalogues, imported and compared."""

    ours: Catalogue
    theirs: Catalogue
    source: Import

    @property
    def record(self) -> Record:
        return Record.objects.get(catalogue=self.ours, control_number="1")

    @property
    def pair(self) -> MatchPair:
        return MatchPair.objects.get(band="review", comparison__state="serving")

    @property
    def address(self) -> str:
        return f"{self.ours.slug}/{self.theirs.slug}"


@pytest.fixture
def site(ours: Catalogue, theirs: Catalogue, tmp_path: Path) -> Site:
    source = import_records(ours, tmp_path, [*OURS, b"00060nam a2200000 a 4500broken\x1e\x1d"])
    import_records(theirs, tmp_path, THEIRS)
    return Site(ours, theirs, source)


@pytest.fixture
def signed_in(person: Callable[[str], User]) -> Callable[[str], Client]:
    """A browser in which a person of that role has signed in; "" for none."""

    def make(who: str) -> Client:
        client = Client()
        if who:
            client.force_login(person(who))
        return client

    return make

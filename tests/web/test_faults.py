"""What could not be read: narrowed by what is wrong, on the page and in the table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from jalin.catalogue.models import Catalogue, Import
from tests import marc
from tests.libraries import import_records

BROKEN = b"00060nam a2200000 a 4500broken\x1e\x1d"
FOLDED = marc.record("2", "Bumi manusia")[:-1] + b" \x1d"  # a byte more than its leader says


@pytest.fixture
def source(ours: Catalogue, tmp_path: Path) -> Import:
    return import_records(ours, tmp_path, [marc.record("1"), BROKEN, FOLDED, BROKEN])


def kinds(client: Client, address: str) -> dict[tuple[str, bool], int]:
    view = client.get(address).context["view"]
    return {(kind.code, kind.fatal): kind.count for kind in view.kinds}


def test_faults_are_narrowed(source: Import, signed_in: Callable[[str], Client]) -> None:
    client, address = signed_in("officer"), f"/imports/{source.pk}/"
    counted = kinds(client, address)
    assert sum(counted.values()) == source.faults.count()
    for (code, fatal), count in counted.items():
        page = client.get(address, {"code": code, "fatal": int(fatal)})
        assert page.context["view"].found == count
        assert {fault.code for fault in page.context["view"].faults} == {code}
        table = client.get(f"{address}faults.csv", {"code": code, "fatal": int(fatal)})
        assert len(b"".join(table).splitlines()) == 1 + count
    assert client.get(address, {"fatal": "1"}).context["view"].found == 2


def test_nothing_of_a_kind_says_so(source: Import, signed_in: Callable[[str], Client]) -> None:
    client, address = signed_in("officer"), f"/imports/{source.pk}/"
    page = client.get(address, {"code": "no-such-thing", "fatal": "x", "page": "zz"})
    assert page.context["view"].found == 0
    assert 'href="?#faults"' in page.text
    assert page.context["view"].fault_count == source.faults.count()


def test_what_is_wrong_is_said_without_its_places(
    source: Import, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in("officer").get(f"/imports/{source.pk}/").text
    assert "%(" not in page


def test_the_page_is_loaded_anew_when_the_file_has_been_read(
    source: Import, signed_in: Callable[[str], Client]
) -> None:
    client, address = signed_in("officer"), f"/imports/{source.pk}/"
    asked = client.get(f"{address}?reading", headers={"HX-Request": "true"})
    assert asked.headers["HX-Refresh"] == "true"
    assert "?reading" not in asked.text

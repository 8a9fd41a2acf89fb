"""A record may be longer than a page can be."""

import pytest
from django.test import Client

from jalin.bibliographic.fields import Field
from jalin.catalogue.views import records
from tests.web.conftest import Site


def test_as_many_fields_as_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "ROOM", 100)
    short, long = (
        Field("650", " ", "0", [("a", "x" * 30)]),
        Field("520", " ", " ", [("a", "x" * 99)]),
    )
    assert records.with_room([]) == 0
    assert records.with_room([short, short]) == 2
    assert records.with_room([short, short, short, short]) == 2
    assert records.with_room([short, long, short]) == 1


@pytest.mark.django_db
def test_the_page_says_how_many_fields_are_left_out(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/records/{site.record.publication}/"
    assert '<th scope="row">…</th>' not in client.get(address).content.decode()
    monkeypatch.setattr(records, "ROOM", 0)
    page = client.get(address).content.decode()
    assert page.count('<th scope="row">…</th>') == 1

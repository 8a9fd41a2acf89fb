"""What a search found, to take away: made while it is sent, a few hundred records at a time."""

from pathlib import Path

import pytest
from django.test import Client

from jalin.catalogue.models import Catalogue
from jalin.catalogue.queries import exports
from tests import marc
from tests.libraries import import_records


@pytest.fixture
def library(ours: Catalogue, tmp_path: Path) -> Catalogue:
    import_records(ours, tmp_path, [marc.record(str(n), f"Buku {n}") for n in range(1, 8)])
    return ours


def test_the_order_of_the_search_is_kept(
    library: Catalogue, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 3)
    answer = client.get("/search/export.csv?q=buku&sort=title")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[3] for line in lines] == [f"Buku {n}" for n in range(1, 8)]


def test_nothing_is_written_before_it_is_asked_for(library: Catalogue, client: Client) -> None:
    answer = client.get("/search/export.mrc?q=buku")
    assert answer.streaming
    assert sum(1 for _ in answer) == 7


def test_before_anything_is_imported_there_is_nothing_to_take(client: Client, db: None) -> None:
    assert client.get("/search/export.csv?q=buku").status_code == 404

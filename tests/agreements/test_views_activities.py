"""Pages of activities and boards, as each person sees them."""

import pytest
from django.test import Client

from jalin.dossiers.models import Dossier
from tests.dossiers.cases import House, house, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


@pytest.fixture
def agreement(cast: House) -> Dossier:
    return in_force(cast)


def test_smoke(cast: House, agreement: Dossier, client: Client) -> None:
    client.force_login(cast.officer)
    base = f"/agreements/{agreement.uuid}"
    for path in (f"{base}/board/", f"{base}/activities/new/", f"{base}/activities/new/?clause=events"):
        response = client.get(path)
        assert response.status_code == 200, response.content.decode()[-3000:]

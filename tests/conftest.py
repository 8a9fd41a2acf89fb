"""What many tests share: closed sockets, data folders of their own, and two libraries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings
from pytest_socket import socket_allow_hosts

from jalin.core import append_only
from tests.installation import Databases, Installation

pytest_plugins = ["tests.libraries"]


def pytest_runtest_setup() -> None:
    """Nothing leaves the machine."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Without the triggers of the audit trail: emptying the tables after a test is a DELETE.

    `tests/core/test_audit.py` puts them back for its own tests.
    """
    from django.db import connection

    with django_db_blocker.unblock():
        append_only.uninstall(connection, "core_auditentry")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Settings) -> None:
    """Row ids begin anew in every test, and so must the files that are named by them."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.SEGMENTS_DIR = tmp_path / "segments"
    settings.DERIVED_DIR = tmp_path / "derived"


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page leaves its language behind in the thread that made it."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Migrated databases to copy; PostgreSQL is started when a test first asks for it."""
    with Databases(tmp_path_factory.mktemp("databases")) as found:
        yield found


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def installation(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
    settings: Settings,
) -> Iterator[Installation]:
    """A site whose commits are real, which other processes can work on, on both databases."""
    site = Installation(tmp_path / "site", databases.fresh(request.param, tmp_path / "site"))
    settings.UPLOADS_DIR = site.folder / "uploads"
    settings.SEGMENTS_DIR = site.folder / "segments"
    settings.DERIVED_DIR = site.folder / "derived"
    with django_db_blocker.unblock(), site.connected():
        yield site
    site.end()

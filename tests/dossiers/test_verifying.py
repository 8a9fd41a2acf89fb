"""What was agreed and is not any more as it was, is found."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from jalin.core import append_only
from jalin.dossiers import actions, files, verifying
from jalin.dossiers.models import Approval, Dossier, Version
from tests.dossiers.cases import House, house, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(tmp_path: Path, settings: Settings) -> Dossier:
    """One that is in force, with two files; the database lets it be tampered with."""
    settings.DATA_DIR = tmp_path
    cast: House = house()
    made = in_force(cast)
    for name in ("a.txt", "b.txt"):
        actions.attach(actor=cast.guest, dossier=made, name=name, content=[name.encode()])
    for table in ("dossiers_version", "dossiers_approval"):
        append_only.uninstall(connection, table)
    return made


def found() -> list[str]:
    return [finding.code for finding in verifying.verify()]


def test_what_is_untouched_is_well(dossier: Dossier) -> None:
    assert found() == []


def test_changed_terms(dossier: Dossier) -> None:
    version = Version.objects.get()
    Version.objects.update(terms=bytes(version.terms).replace(b"2099", b"2098"))
    assert found() == ["terms"]
    Version.objects.update(terms=b"{")
    assert found() == ["terms"]


def test_an_approval_of_other_terms(dossier: Dossier) -> None:
    Approval.objects.filter(is_signature=False, institution__slug="astana").update(digest="0" * 64)
    assert found() == ["approval"]


def test_in_force_without_an_approval(dossier: Dossier) -> None:
    Approval.objects.filter(is_signature=False, institution__slug="astana").delete()
    assert [finding.text for finding in verifying.verify()] == [
        f"Dossier {dossier.uuid}: version 1 is in force without approval by astana."
    ]


def test_files_that_are_lost_or_changed(dossier: Dossier) -> None:
    first, second = (files.path_of(each.sha256) for each in dossier.documents.order_by("name")[:2])
    first.unlink()
    second.write_bytes(b"c.txt")
    assert found() == ["file", "file"]

"""Certificates of the two signatories of `tests.dossiers.cases`, and what may be left of a file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from jalin.agreements.signing import document_to_sign
from jalin.dossiers import files
from jalin.dossiers.models import Dossier, Version
from jalin.engines.signing import pkcs12_key, sign_pades
from tests.engines.signing.authorities import PASSWORD, Holder


def version_of(dossier: Dossier) -> Version:
    found = dossier.versions.order_by("-number").first()
    assert found is not None
    return found


def to_sign(dossier: Dossier) -> bytes:
    """The bytes that the next person signs."""
    return files.read(document_to_sign(version_of(dossier)).sha256)


def signed_elsewhere(pdf: bytes, by: Holder, field: str = "Elsewhere", **more: Any) -> bytes:
    key = pkcs12_key(by.pkcs12(), PASSWORD)
    return sign_pades(pdf, key, name=by.name, reason="", field=field, **more)


def kept_files() -> set[Path]:
    folder = Path(settings.DATA_DIR) / "files"
    return {path for path in folder.rglob("*") if path.is_file()}


def kept_bytes() -> bytes:
    """All that the installation holds: its files and every row of its database."""
    folder = Path(settings.DATA_DIR)
    found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(repr(cursor.fetchall()).encode())
    return b"\n".join(found)

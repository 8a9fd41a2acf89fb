"""Versions, approvals and refusals are never changed and never removed."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from jalin.core import append_only

TABLES = ("dossiers_version", "dossiers_approval", "dossiers_rejection")


def install(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        append_only.install(editor.connection, table)


def uninstall(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        append_only.uninstall(editor.connection, table)


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0001_initial"),)
    operations = (migrations.RunPython(install, uninstall),)

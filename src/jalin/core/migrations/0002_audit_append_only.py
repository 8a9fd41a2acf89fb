"""The database itself refuses to change or remove an entry of the audit trail."""

from django.db import migrations

from jalin.core import append_only


def install(_apps, schema_editor):
    append_only.install(schema_editor.connection, "core_auditentry")


def uninstall(_apps, schema_editor):
    append_only.uninstall(schema_editor.connection, "core_auditentry")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(install, uninstall)]

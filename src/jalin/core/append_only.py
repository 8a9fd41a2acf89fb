"""Tables that the database itself keeps from being changed: triggers on SQLite and PostgreSQL."""

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION append_only()
"""


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Refuse every UPDATE and DELETE of rows of `table` from now on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        statement = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
        for event in ("UPDATE", "DELETE"):
            cursor.execute(statement.format(table=table, verb=event.lower(), event=event))


def uninstall(connection: BaseDatabaseWrapper, table: str) -> None:
    """Allow it again (a migration backwards)."""
    suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{suffix}")

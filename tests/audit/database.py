"""What the owner of a database can do and the program cannot; a test's rollback puts it back."""

from __future__ import annotations

from django.db import connection

TABLES = ("audit_entry", "audit_concerned", "audit_checkpoint", "audit_kept", "audit_chain")


def drop_triggers() -> None:
    """Take the triggers away."""
    connection.check_constraints()  # PostgreSQL alters no table while a check of it is pending
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'audit%%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def run(sql: str) -> None:
    """A statement of that owner."""
    with connection.cursor() as cursor:
        cursor.execute(sql)

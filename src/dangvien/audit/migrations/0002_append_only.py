"""Sixteen empty chains; triggers on both databases: entries are only added, heads only grow."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

CHAINS = 16
APPENDED = ("audit_entry", "audit_concerned", "audit_checkpoint", "audit_kept")

# A SQLite "INSERT OR REPLACE" deletes without asking the delete trigger: the insert trigger asks.
SQLITE_KEY = {
    "audit_entry": "id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq)",
    "audit_chain": "number = NEW.number",
}
GROWS = "NEW.number = OLD.number AND NEW.length = OLD.length + 1"


def _sqlite() -> Iterator[str]:
    for table in (*APPENDED, "audit_chain"):
        key = SQLITE_KEY.get(table, "id = NEW.id")
        refuse = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
        yield (f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
               f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) {refuse}")
        when = f"WHEN NOT ({GROWS})" if table == "audit_chain" else ""
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when} {refuse}"


def _postgresql() -> Iterator[str]:
    yield """CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION 'append-only'; END $$"""
    for table in (*APPENDED, "audit_chain"):
        refuse = "EXECUTE FUNCTION audit_append_only()"
        when = f"WHEN (NOT ({GROWS}))" if table == "audit_chain" else ""
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}"
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {when} {refuse}"
        yield f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {refuse}"


def begin(apps: Any, editor: Any) -> None:
    """Empty chains first, then nothing but adding."""
    apps.get_model("audit", "Chain").objects.bulk_create(
        apps.get_model("audit", "Chain")(number=number) for number in range(CHAINS)
    )
    vendor = {"sqlite": _sqlite, "postgresql": _postgresql}[editor.connection.vendor]
    for statement in vendor():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(begin)]

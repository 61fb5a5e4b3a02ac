"""PostgreSQL: names sort by their key's bytes, and a trigram index finds any part of a name.

SQLite compares text by bytes as it is, and scans fast enough for the registers it is meant for.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_KEYS = 'ALTER TABLE members_person ALTER COLUMN sort_key TYPE text COLLATE "C"'
_BACK = "ALTER TABLE members_person ALTER COLUMN sort_key TYPE text"


def forwards(apps: Any, schema_editor: Any) -> None:
    """Set the collation; make the index where the server has the extension."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(_KEYS)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return  # searched by scan: slower, never wrong
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    schema_editor.execute(
        "CREATE INDEX person_name_part ON members_person USING gin (search_key gin_trgm_ops)"
    )


def backwards(apps: Any, schema_editor: Any) -> None:
    """Drop the index, give the column the collation of the database again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS person_name_part")
        schema_editor.execute(_BACK)


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]

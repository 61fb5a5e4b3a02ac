"""The embedded database at one moment, copied while others go on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from dangvien.config.backup.manifest import Manifest, counted, heads, migrations
from dangvien.config.place import DATABASE

NAME = DATABASE


def snapshot(target: Path, made_at: str) -> Manifest:
    """Copy the database into a file and count what is in the copy."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
    return look(target, made_at)


def look(path: Path, made_at: str = "") -> Manifest:
    """What a database file holds."""
    with closing(sqlite3.connect(path)) as copy, closing(copy.cursor()) as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = sorted(name for (name,) in cursor.fetchall() if not name.startswith("sqlite_"))
        return Manifest(
            made_at=made_at, vendor="sqlite", tables=counted(cursor, tables), heads=heads(cursor),
            migrations=migrations(cursor),
        )  # fmt: skip


def sound(path: Path) -> bool:
    """Whether SQLite itself finds nothing wrong in a file."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            return bool(copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    except sqlite3.DatabaseError:
        return False

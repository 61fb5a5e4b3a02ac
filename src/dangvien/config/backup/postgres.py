"""PostgreSQL at one moment: pg_dump and our counts look at the same exported snapshot."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from dangvien.config.backup.bundle import BadBackup
from dangvien.config.backup.manifest import Manifest, counted, heads, migrations
from dangvien.config.place import DUMP

NAME = DUMP
_HOUSES = Path("/usr/lib/postgresql")  # where Debian keeps every version's programs


def program(name: str) -> str:
    """A program of PostgreSQL: the newest one installed, for it reads every older server."""
    found = sorted(_HOUSES.glob(f"*/bin/{name}"), key=lambda at: int(at.parts[-3]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise BadBackup(f"Không thấy chương trình {name} của PostgreSQL trên máy này.")
    return path


def snapshot(target: Path, made_at: str) -> Manifest:
    """Dump the database into a file; counts are of the very same moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        _run(program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges",
             f"--snapshot={moment}", f"--file={target}")  # fmt: skip
        return _look(cursor, made_at)


def look(made_at: str = "") -> Manifest:
    """What the database holds now."""
    with connection.cursor() as cursor:
        return _look(cursor, made_at)


def load(dump: Path) -> None:
    """Put a dump into the empty database, whole or not at all."""
    connection.close()
    _run(program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner",
         "--no-privileges", f"--dbname={connection.settings_dict['NAME']}", str(dump))  # fmt: skip


def empty() -> bool:
    """Whether the database holds no table."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def clear() -> None:
    """Take out again what was restored into a database that had been empty."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def _look(cursor: Any, made_at: str) -> Manifest:
    tables = sorted(connection.introspection.table_names(cursor))
    return Manifest(
        made_at=made_at, vendor="postgresql", tables=counted(cursor, tables), heads=heads(cursor),
        migrations=migrations(cursor),
    )  # fmt: skip


def _run(*command: str) -> None:
    """Run a program on our database; the password goes by the environment, where `ps` cannot see it."""
    said = connection.settings_dict
    told = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD",
            "PGDATABASE": "NAME"}  # fmt: skip
    env = {
        **os.environ,
        **{ours: str(said[theirs]) for ours, theirs in told.items() if said[theirs]},
    }
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        why = re.sub(
            r"[^\x20-\x7e]+", " ", done.stderr.strip().splitlines()[0] if done.stderr else ""
        )
        raise BadBackup(f"{Path(command[0]).name} không làm được: {why[:200]}")

"""A register's file with a log in it, to be tampered with."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from audit.loaded import Loaded

FILL = Path(__file__).with_name("fill.py")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Made once; tests work on copies."""
    home = tmp_path_factory.mktemp("loaded")
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "DANGVIEN_HOME": str(home)
    }
    subprocess.run([sys.executable, str(FILL)], env=env, check=True)  # noqa: S603
    with sqlite3.connect(home / "register.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA journal_mode=DELETE")
    return Loaded(home)


@pytest.fixture
def copy(loaded: Loaded, tmp_path: Path) -> Path:
    """A copy whose triggers somebody with the database's password has dropped."""
    path = tmp_path / "register.sqlite3"
    shutil.copy(loaded.file, path)
    with sqlite3.connect(path) as database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
    database.close()
    return path

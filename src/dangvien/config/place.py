"""Where this register lives on disk, and its key."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from dangvien.seal import Ring, create, load

DATABASE = "register.sqlite3"
DUMP = "register.pgdump"  # PostgreSQL in a backup
FILES = "files"  # sealed evidence of imports


def home() -> Path:
    """The folder of this register: key, embedded database, sealed files (`DANGVIEN_HOME`)."""
    return Path(os.environ.get("DANGVIEN_HOME") or Path.home() / ".dangvien")


def private(folder: Path) -> Path:
    """A folder that nobody else on this machine can look into; made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


@cache
def ring(at: Path) -> Ring:
    """The keys of the register in a folder; made on the very first run, never over existing data."""
    path = at / "key"
    if not path.exists() and not (at / DATABASE).exists():
        create(path)
    return Ring(load(path))

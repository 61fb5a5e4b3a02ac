"""Where this register lives on disk, and its key."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from dangvien.seal import Ring, create, load


def home() -> Path:
    """The folder of this register: key, embedded database, sealed files (`DANGVIEN_HOME`)."""
    return Path(os.environ.get("DANGVIEN_HOME") or Path.home() / ".dangvien")


@cache
def ring(at: Path) -> Ring:
    """The keys of the register in a folder; made on the very first run, never over existing data."""
    path = at / "key"
    if not path.exists() and not (at / "register.sqlite3").exists():
        create(path)
    return Ring(load(path))

"""E2, E3: whatever is done to the log behind its back is found, and found where it was done."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest
import verify_audit

from audit.loaded import Loaded
from audit.tampering import WAYS, insert, rehash_one, rewrite

SPAN = 40  # entries between two checkpoints of a chain, at most
WELL_MADE = {insert, rehash_one, rewrite}  # every hash may be right again: told between checkpoints
TIMES = int(os.environ.get("TAMPERINGS", "30"))


def found(log: Path, checkpoints: list[Path]) -> list[verify_audit.Wrong]:
    """What the verifier says."""
    return verify_audit.check(log, checkpoints)[0]


def test_an_untouched_log_passes(loaded: Loaded, copy: Path) -> None:
    for log in (loaded.file, loaded.log, copy):
        assert found(log, loaded.checkpoints) == []
        assert found(log, []) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_tampering_is_found_at_its_place(way: object, loaded: Loaded, copy: Path) -> None:
    chance = random.Random(way.__name__)  # type: ignore[attr-defined]  # noqa: S311
    database = sqlite3.connect(copy, isolation_level=None)
    database.execute("PRAGMA synchronous=OFF")
    for _ in range(TIMES):
        database.execute("BEGIN IMMEDIATE")
        chain, seq = way(database, chance)  # type: ignore[operator]
        database.execute("COMMIT")
        told = [one for one in found(copy, loaded.checkpoints) if one.chain == chain]
        nearest = max(one.first for one in told if one.first <= seq <= one.last)
        assert seq - nearest <= (SPAN if way in WELL_MADE else 1)
        with sqlite3.connect(loaded.file) as untouched:
            untouched.backup(database)
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
    assert found(copy, loaded.checkpoints) == []

"""Several writers at once, on a real database: nothing is overwritten in silence, nothing is doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from members.race import ROUNDS, THREADS

pytestmark = pytest.mark.django_db  # asked of both databases, each in its own process
RACE = Path(__file__).with_name("race.py")


def race(what: str) -> dict[str, Any]:
    """What came of one race."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(RACE), what], capture_output=True, text=True, check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": ""}, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_of_editors_at_once_each_writes_or_is_told() -> None:
    told = race("edit")
    assert told["written"] + told["stale"] == THREADS * ROUNDS
    assert told["changes"] == told["written"] == told["version"] - 1
    assert told["unbroken"]
    assert told["in_use"] == 3


def test_a_number_checked_at_once_for_several_is_verified_once() -> None:
    told = race("verify")
    assert told["told"] == [ROUNDS // 3, ROUNDS // 3 * (THREADS - 1)]
    assert told["stored"] == ROUNDS // 3


def test_people_moved_at_once_belong_to_one_unit_each() -> None:
    told = race("move")
    assert told["open"] == [1, 1, 1]
    assert told["at_home"] == [True, True, True]
    assert told["done"] == THREADS * ROUNDS

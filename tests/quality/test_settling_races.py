"""Several settlings at once, and one that is killed, on a real database: nothing stale, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.django_db  # asked of both databases, each in its own process
RACE = Path(__file__).with_name("settling_race.py")


def race(what: str) -> dict[str, Any]:
    """What came of one race."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(RACE), what], capture_output=True, text=True, check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": ""}, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_several_settle_at_once_is_what_a_fresh_run_finds() -> None:
    told = race("together")
    assert told["told"]["written"] > 5
    assert told["told"].get("run", 0) > 0


def test_a_process_killed_while_it_settles_leaves_its_notes() -> None:
    assert race("kill") == {"killed": 9, "left": 1, "taken": 1}

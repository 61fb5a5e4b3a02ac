"""Several settlings at once, and one that is killed, on a real database: nothing stale, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.race import race

pytestmark = pytest.mark.django_db  # asked of both databases, each in its own process
RACE = Path(__file__).with_name("settling_race.py")


def test_what_several_settle_at_once_is_what_a_fresh_run_finds() -> None:
    told = race(RACE, "together")
    assert told["told"]["written"] > 5
    assert told["told"].get("run", 0) > 0


def test_a_process_killed_while_it_settles_leaves_its_notes() -> None:
    assert race(RACE, "kill") == {"killed": 9, "left": 1, "taken": 1}

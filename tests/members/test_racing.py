"""Several writers at once, on a real database: nothing is overwritten in silence, nothing is doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.race import ROUNDS, THREADS, race

pytestmark = pytest.mark.django_db  # asked of both databases, each in its own process
RACE = Path(__file__).with_name("race.py")


def test_of_editors_at_once_each_writes_or_is_told() -> None:
    told = race(RACE, "edit")
    assert told["written"] + told["stale"] == THREADS * ROUNDS
    assert told["changes"] == told["written"] == told["version"] - 1
    assert told["unbroken"]
    assert told["in_use"] == 3


def test_a_number_checked_at_once_for_several_is_verified_once() -> None:
    told = race(RACE, "verify")
    assert told["told"] == [ROUNDS // 3, ROUNDS // 3 * (THREADS - 1)]
    assert told["stored"] == ROUNDS // 3


def test_people_moved_at_once_belong_to_one_unit_each() -> None:
    told = race(RACE, "move")
    assert told["open"] == [1, 1, 1]
    assert told["at_home"] == [True, True, True]
    assert told["done"] == THREADS * ROUNDS

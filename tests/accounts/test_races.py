"""Many hands at the same moment: one winner, ten guesses, one administrator left."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.race import THREADS, race

pytestmark = pytest.mark.django_db  # asked of both databases, each in its own process
RACE = Path(__file__).with_name("race.py")


def test_one_of_many_takes_a_link() -> None:
    assert race(RACE, "link") == {"taken": 1, "gone": THREADS - 1}


def test_ten_of_many_guesses_are_looked_at() -> None:
    told = race(RACE, "guess")
    assert told["looked"] + told["locked"] == THREADS * told["most"]
    assert told["looked"] <= told["most"]


def test_two_administrators_who_close_each_other_leave_one() -> None:
    assert race(RACE, "close") == {"left": 1}

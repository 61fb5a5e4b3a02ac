"""Several people decide on one proposal at once, on a real database: one wins, the others hear who."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.race import THREADS, race
from quality.race import ROUNDS

RACE = Path(__file__).with_name("race.py")


@pytest.mark.django_db  # asked of both databases, each in its own process
def test_of_several_who_approve_at_once_one_does() -> None:
    told = race(RACE, "approve")
    others = ROUNDS * (THREADS - 1)
    assert told == {
        "approved": ROUNDS, "told": others, "named": others, "changes": ROUNDS, "applied": ROUNDS,
        "lines": ROUNDS,
    }  # fmt: skip

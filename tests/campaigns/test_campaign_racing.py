"""Several people at once, on a real database: one signature, one campaign, nothing above a gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns.race import ROUNDS
from members.race import THREADS, race

pytestmark = pytest.mark.django_db  # asked of both databases, each in its own process
RACE = Path(__file__).with_name("race.py")


def test_of_those_who_sign_at_once_one_does() -> None:
    told = race(RACE, "sign")
    assert told["signed"] == told["rows"] == told["entries"] == ROUNDS
    assert told["refused"] == ROUNDS * (THREADS - 1)
    assert told["live"] == 1


def test_no_signature_stands_above_a_unit_reopened_meanwhile() -> None:
    told = race(RACE, "climb")
    assert told["broken"] == 0
    assert told["rows"] > 0


def test_of_overlapping_campaigns_begun_at_once_one_runs() -> None:
    assert race(RACE, "begin") == {"running": 1, "base": 5}


def test_the_daily_work_of_two_servers_says_everything_once() -> None:
    told = race(RACE, "tick")
    assert told["keys"] == told["distinct"] == told["after"]
    assert told["keys"] > 1

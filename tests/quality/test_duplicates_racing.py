"""Several people at one pair at one moment, on a real database: one conclusion, one merge, one pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.race import THREADS, race
from quality.race_pairs import ROUNDS

pytestmark = pytest.mark.django_db  # asked of both databases, each in its own process
RACE = Path(__file__).with_name("race_pairs.py")


def test_two_who_answer_at_once_agree_or_hand_it_up() -> None:
    told = race(RACE, "answer")
    assert told["told"] == ROUNDS * THREADS
    for state, raised, answers in told["states"]:
        if state in ("same", "different"):  # two of one mind, or a third after two who were not
            assert answers.count(state) >= 2 or raised
        else:  # the officers of the commune do not decide what went to the province
            assert (state, raised) == ("open", 1)
            assert answers == ["different", "same"]


def test_of_those_who_merge_at_once_one_proposes_and_another_approves() -> None:
    told = race(RACE, "merge")
    assert told == {"proposed": ROUNDS, "merged": ROUNDS, "gone": ROUNDS, "by_oneself": 0}


def test_those_who_look_at_once_find_each_pair_once() -> None:
    assert race(RACE, "find") == {"twice": 0, "lacking": 0}

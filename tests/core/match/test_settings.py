"""Weights: shipped whole, sane, and fitted to the size of the list."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest

from dangvien.core.match import keys
from dangvien.core.match.comparisons import COMPARISONS, RARITIES
from dangvien.core.match.settings import rarities, settings, shipped

from .people import LAN, listed


def test_every_level_has_its_weights() -> None:
    weights = shipped()

    assert set(weights["rarity"]) == set(RARITIES)
    for one in COMPARISONS:
        levels = weights["levels"][one.name]
        assert list(levels) == [level.key for level in one.levels]
        for m, u in levels.values():
            assert 0 < m <= 1
            assert 0 < u <= 1


@pytest.mark.parametrize("one", COMPARISONS, ids=lambda one: str(one.name))
def test_agreement_speaks_for_one_person_and_difference_against(one: object) -> None:
    levels = list(shipped()["levels"][one.name].values())  # type: ignore[attr-defined]

    assert levels[0][0] > levels[0][1]
    assert levels[-1][0] < levels[-1][1]


def test_weights_are_trained_on_the_other_corruptor() -> None:
    assert shipped()["origin"]["corruptor"] == "a"


def test_a_blind_guess_is_worth_less_in_a_longer_list() -> None:
    priors = [
        settings(n, shipped())["probability_two_random_records_match"] for n in (10, 1000, 10**6)
    ]

    assert priors == sorted(priors, reverse=True)


def test_a_rare_name_says_more_than_a_common_one() -> None:
    people = [LAN | {"full_name": "Nguyễn Văn Hùng"}] * 50 + [LAN]
    rows = rarities(keys.prepare(listed(*people, others=0)), shipped())

    assert rows["tf_name"][0] > 5 * rows["tf_name"][50] > 0
    assert rows.select(pl.col("^tf_.*$").min() > 0).row(0) == (True,) * len(RARITIES)


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = "import sys, dangvien.core.match; sys.exit('splink' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603

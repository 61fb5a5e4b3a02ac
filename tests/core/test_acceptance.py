"""The sample keeps its promises exactly: the plan by counting, the interval by its definition."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core.acceptance import intolerable, passing, plan, rate

LOTS = st.integers(1, 3000)
LIMITS = st.sampled_from([0.005, 0.01, 0.03, 0.05, 0.1])
RISKS = st.sampled_from([0.01, 0.05, 0.1, 0.2])


def test_passing_is_what_counting_all_samples_says() -> None:
    lot, wrong, size, most = 9, 3, 4, 1
    bad = set(range(wrong))
    samples = list(combinations(range(lot), size))
    good = sum(len(bad & set(sample)) <= most for sample in samples)
    assert passing(lot, wrong, size, most) == Fraction(good, len(samples))


@given(LOTS, LIMITS, RISKS)
def test_a_plan_keeps_the_risk_and_is_no_larger_than_needed(
    lot: int, limit: float, risk: float
) -> None:
    told = plan(lot, limit, risk)
    bad = intolerable(lot, limit)
    assert 0 <= told.most < bad
    assert told.most < told.size <= lot
    assert passing(lot, bad, told.size, told.most) <= Fraction(str(risk))
    if told.size < lot and told.size > told.most + 1:
        assert passing(lot, bad, told.size - 1, told.most) > Fraction(str(risk))


@given(LOTS, LIMITS, RISKS, st.data())
def test_a_worse_lot_passes_no_more_often(
    lot: int, limit: float, risk: float, data: st.DataObject
) -> None:
    told = plan(lot, limit, risk)
    wrong = data.draw(st.integers(0, lot - 1))
    worse, better = (passing(lot, n, told.size, told.most) for n in (wrong + 1, wrong))
    assert worse <= better


def test_a_planted_error_of_three_percent_is_caught_at_the_stated_risk() -> None:
    """612 records, 3 % of them wrong, many seeds: the lot passes about as rarely as was promised."""
    told = plan(612, limit=0.03, risk=0.1)
    bad = intolerable(612, 0.03)
    assert bad == 19
    rounds, passed = 4000, 0
    for seed in range(rounds):
        sample = random.Random(seed).sample(range(612), told.size)  # noqa: S311
        passed += told.passes(sum(number < bad for number in sample))
    exact = float(passing(612, bad, told.size, told.most))
    assert exact <= 0.1
    assert abs(passed / rounds - exact) < 0.015  # three standard errors of 4000 rounds


@pytest.mark.parametrize(("lot", "size"), [(1, 1), (30, 27), (391, 68), (470_000, 76)])
def test_sizes_that_people_will_meet(lot: int, size: int) -> None:
    assert (plan(lot).size, plan(lot).most) == (size, 0)


@pytest.mark.parametrize(
    ("wrong", "size", "low", "high"),
    # Clopper–Pearson as tabled (Newcombe 1998, table II; NIST): 81/263, 15/148, 0/20, 1/29
    [
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_the_interval_is_the_published_one(wrong: int, size: int, low: float, high: float) -> None:
    told = rate(wrong, size)
    assert (round(told.low, 4), round(told.high, 4)) == (low, high)


@given(st.integers(1, 400), st.data())
def test_the_interval_holds_the_rate_and_mirrors(size: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, size))
    told, mirror = rate(wrong, size), rate(size - wrong, size)
    assert told.low <= wrong / size <= told.high
    assert told.low == pytest.approx(1 - mirror.high, abs=1e-9)


def test_nonsense_is_refused() -> None:
    for args in ((0,), (10, 0.0), (10, 0.03, 1.0)):
        with pytest.raises(ValueError, match="positive"):
            plan(*args)
    with pytest.raises(ValueError, match="wrong"):
        rate(3, 2)

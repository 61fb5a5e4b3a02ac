"""Acceptance sampling of finished records: how many to look at again, and what the result says.

A lot of N records is looked at in a random sample of n without replacement; it passes with at most c
wrong records. n and c follow from three numbers, exactly (hypergeometric, no normal curve):

    limit   the share of wrong records that must not pass
    risk    how often a lot that bad may pass all the same
    spare   how often a good lot may be sent back for nothing

Everything is integers and fractions but the last division: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, comb, exp, floor, lgamma, log, log1p

LIMIT, RISK, SPARE = 0.03, 0.1, 0.25
GOOD = 10  # a lot is good when it holds at most a tenth of the limit
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Plan:
    """Look at `size` of `lot`; the lot passes with at most `most` wrong ones."""

    lot: int
    size: int
    most: int
    limit: float
    risk: float

    def passes(self, wrong: int) -> bool:
        """Whether the lot passes with this many wrong records in the sample."""
        return wrong <= self.most


@lru_cache(maxsize=256)
def plan(lot: int, limit: float = LIMIT, risk: float = RISK, spare: float = SPARE) -> Plan:
    """The smallest sample that keeps the risk, its acceptance number the smallest that spares good lots.

    A lot too small for both is looked at whole.
    """
    if lot <= 0 or not 0 < limit <= 1 or not 0 < risk < 1 or not 0 < spare < 1:
        raise ValueError("lot, limit, risk and spare must be positive, shares below 1")
    bad, good = intolerable(lot, limit), floor(Fraction(str(limit)) / GOOD * lot)
    for most in range(bad):
        size = _smallest(lot, bad, most, risk)
        if size is None:
            break
        if size == lot or passing(lot, good, size, most) >= 1 - Fraction(str(spare)):
            return Plan(lot, size, most, limit, risk)
    return Plan(lot, lot, bad - 1, limit, risk)


def intolerable(lot: int, limit: float) -> int:
    """The fewest wrong records with which a lot must not pass: the limit reached, at least one."""
    return max(1, ceil(Fraction(str(limit)) * lot))


def passing(lot: int, wrong: int, size: int, most: int) -> Fraction:
    """How likely a sample of `size` holds at most `most` of the `wrong` records of a lot."""
    ways = sum(
        comb(wrong, found) * comb(lot - wrong, size - found)
        for found in range(max(0, size - (lot - wrong)), min(most, wrong, size) + 1)
    )
    return Fraction(ways, comb(lot, size))


def _smallest(lot: int, bad: int, most: int, risk: float) -> int | None:
    """The smallest sample with which a bad lot passes at most at this risk; None if there is none."""
    allowed = Fraction(str(risk))
    low, high = most + 1, min(lot, most + 16)
    while (
        passing(lot, bad, high, most) > allowed
    ):  # in doubling steps: huge samples are slow to weigh
        if high == lot:
            return None
        low, high = high + 1, min(lot, 2 * high)
    while low < high:
        middle = (low + high) // 2
        if passing(lot, bad, middle, most) <= allowed:
            high = middle
        else:
            low = middle + 1
    return low


@dataclass(frozen=True, slots=True)
class Rate:
    """An error rate with the interval in which the true one lies (Clopper–Pearson)."""

    wrong: int
    size: int
    low: float
    high: float


def rate(wrong: int, size: int, confidence: float = CONFIDENCE) -> Rate:
    """The exact binomial interval: never narrower than it says, for any true rate."""
    if not 0 <= wrong <= size or size == 0 or not 0 < confidence < 1:
        raise ValueError("wrong must be 0…size")
    tail = (1 - confidence) / 2
    low = 0.0 if wrong == 0 else _root(lambda p: 1 - _at_most(wrong - 1, size, p), tail)
    high = 1.0 if wrong == size else _root(lambda p: 1 - _at_most(wrong, size, p), 1 - tail)
    return Rate(wrong, size, low, high)


def _at_most(wrong: int, size: int, p: float) -> float:
    """The binomial distribution function, term by term."""
    if p >= 1:
        return 1.0 if wrong >= size else 0.0
    if p <= 0:
        return 1.0
    ways = lgamma(size + 1)
    return min(1.0, sum(
        exp(ways - lgamma(k + 1) - lgamma(size - k + 1) + k * log(p) + (size - k) * log1p(-p))
        for k in range(wrong + 1)
    ))  # fmt: skip


def _root(rising: Callable[[float], float], wanted: float) -> float:
    """Where a rising function of a rate reaches a value, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if rising(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2

"""Units compared so that a small one is not blamed for chance. Pure.

A cell of five with two open records and a cell of fifty with twenty have the same rate and do not say
the same. Each unit gets the interval in which its rate could as well lie (Wilson, 95 %); only one
whose whole interval lies beside the rate of all is said to differ. Nothing is ranked by raw percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.95996  # 95 %
LOWER, ALIKE, HIGHER = "lower", "alike", "higher"
WORDS = {
    LOWER: "Thấp hơn",
    ALIKE: "Chưa khác",
    HIGHER: "Cao hơn",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where a rate could lie, 0…1."""

    low: float
    high: float


def interval(part: int, whole: int) -> Interval:
    """Wilson's interval of a rate; everything is possible where nobody is counted."""
    if whole <= 0:
        return Interval(0.0, 1.0)
    rate, square = part / whole, Z * Z
    middle = (rate + square / (2 * whole)) / (1 + square / whole)
    half = Z / (1 + square / whole) * sqrt(rate * (1 - rate) / whole + square / (4 * whole * whole))
    return Interval(
        0.0 if part == 0 else max(0.0, middle - half), 1.0 if part == whole else middle + half
    )


def compared(part: int, whole: int, others_part: int, others_whole: int) -> str:
    """How a unit stands to the rest (the unit itself left out): lower, alike or higher."""
    if whole <= 0 or others_whole <= 0:
        return ALIKE
    own, rate = interval(part, whole), others_part / others_whole
    if own.high < rate:
        return LOWER
    return HIGHER if own.low > rate else ALIKE

"""The six requirements: numerator, denominator, change since the last evening that was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dangvien.campaigns.board.shape import Score
from dangvien.campaigns.counts import Counts
from dangvien.campaigns.definition import SCORES
from dangvien.campaigns.shapes import Point
from dangvien.core.schema import BOXES
from dangvien.look.numbers import hundredths

_BY_BOX = ("dung", "du")


def scores(counts: Counts, points: Sequence[Point], today: date) -> tuple[Score, ...]:
    """The six in their fixed order; the lowest says so, when there is one lowest."""
    before = points[-1] if points and points[-1].counts.whole else None
    since = "từ hôm qua" if before and before.on == today - timedelta(days=1) else ""
    if before and not since:
        since = f"từ {before.on:%d/%m}"
    rates = [_rate(counts, key) for key, _, _ in SCORES]
    low = min((rate for rate in rates if rate is not None), default=None)
    told = []
    for (key, name, tested), rate in zip(SCORES, rates, strict=True):
        part, whole = _share(counts, key)
        was = _rate(before.counts, key) if before else None
        change = rate - was if rate is not None and was is not None else None
        lowest = rate is not None and rate == low and rates.count(low) == 1
        unit = "ô" if key in _BY_BOX else "người"
        told.append(Score(name, tested, part, whole, unit, change, since, lowest))
    return tuple(told)


def _share(counts: Counts, key: str) -> tuple[int, int]:
    whole = counts.whole * (len(BOXES) if key in _BY_BOX else 1)
    return (counts.ready if key == "dung_chung" else getattr(counts, f"num_{key}")), whole


def _rate(counts: Counts, key: str) -> int | None:
    part, whole = _share(counts, key)
    return hundredths(part, whole) if whole else None

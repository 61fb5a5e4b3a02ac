"""Forecasts carry every cell by its own pace; comparisons do not blame a small cell for chance."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaigns.tam_lu import CELLS
from dangvien.campaigns.comparing import ALIKE, HIGHER, LOWER, compared, interval
from dangvien.campaigns.forecast import Pace, forecast

TODAY, LAST = date(2025, 12, 15), date(2025, 12, 29)


@st.composite
def paces(draw: st.DrawFn) -> list[Pace]:
    cells = []
    for unit in range(draw(st.integers(1, 20))):
        whole = draw(st.integers(1, 60))
        done, before = draw(st.integers(0, whole)), draw(st.integers(0, whole))
        cells.append(Pace(unit, done, whole, before, draw(st.integers(0, 6))))
    return cells


def test_the_forecast_of_the_pictures() -> None:
    cells = [
        Pace(unit, done, whole, before, 5)
        for unit, (_, _, done, whole, before, *_) in enumerate(CELLS)
    ]
    told = forecast(cells, TODAY, LAST)
    assert (told.done, told.whole, told.expected, told.missing) == (391, 612, 588, 24)
    assert told.short == ((0, 12), (1, 6), (2, 6))
    assert [told.ends[unit] for unit in range(3)] == [
        date(2026, 1, 18), date(2026, 1, 6), date(2026, 1, 4),
    ]  # fmt: skip


@given(paces(), st.integers(0, 40))
def test_a_forecast_is_never_more_than_there_is_nor_less_than_done(
    cells: list[Pace], days: int
) -> None:
    told = forecast(cells, TODAY, TODAY + timedelta(days=days))
    values = [count for _, count in told.line]
    assert values == sorted(values)
    assert values[0] == told.done
    assert len(values) == days + 1
    assert told.done <= told.expected <= told.whole
    assert told.missing == sum(lacking for _, lacking in told.short)
    for cell in cells:
        ends = told.ends[cell.unit]
        late = cell.unit in dict(told.short)
        assert late == (ends is None or ends > told.last)


def test_an_average_would_have_promised_too_much() -> None:
    """One cell that is done does not finish another that stands still."""
    cells = [Pace(1, 50, 50, 0, 5), Pace(2, 0, 50, 0, 5)]
    told = forecast(cells, TODAY, LAST)
    assert told.expected == 50
    assert told.ends[2] is None


def test_a_small_cell_is_not_blamed_for_chance() -> None:
    """2 of 5 beside 60 % elsewhere says nothing; 20 of 50 does."""
    assert compared(2, 5, 600, 1000) == ALIKE
    assert compared(20, 50, 600, 1000) == LOWER
    assert compared(48, 50, 600, 1000) == HIGHER
    assert compared(0, 0, 600, 1000) == ALIKE


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_rate_and_narrows_with_size(size: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, size))
    one, ten = interval(part, size), interval(10 * part, 10 * size)
    assert 0 <= one.low <= part / size <= one.high <= 1
    assert ten.high - ten.low < one.high - one.low

"""Dated values: the one in force on the day that matters, each name in order, each with a basis."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from dangvien.core.rules import BOOK, dated

FRAME = pl.DataFrame(
    {
        "as_of": [date(2025, 12, 15)] * 3,
        "day": [date(1986, 12, 31), date(1987, 1, 1), None],
    }
)


def column(expr: pl.Expr) -> list[object]:
    return FRAME.with_columns(x=expr)["x"].to_list()


def test_values_of_a_name_are_in_order_and_start_open() -> None:
    for name in {value.name for value in dated.VALUES}:
        since = [value.since for value in dated.of(name)]
        assert since[0] is None
        later = [day for day in since[1:] if day]
        assert len(later) == len(since) - 1
        assert later == sorted(set(later))
        assert all(value.basis for value in dated.of(name))


def test_the_day_decides_which_value_is_in_force() -> None:
    assert column(dated.number("probation_most", on=pl.col("day"))) == [24, 12, 24]
    assert column(dated.number("cell_official")) == [3, 3, 3]


def test_a_day_is_moved_by_the_value_in_force() -> None:
    moved = column(dated.shifted(pl.col("day"), "probation_most", "mo", on=pl.col("day")))
    assert moved == [date(1988, 12, 31), date(1988, 1, 1), None]
    back = column(dated.shifted(pl.col("as_of"), "member_age", "y", back=True))
    assert back == [date(2007, 12, 15)] * 3


def test_every_name_that_a_rule_rests_on_exists() -> None:
    for rule in BOOK:
        for name in rule.dated:
            assert dated.of(name), (rule.code, name)


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("38.168.053.000.001", True),
        ("38168053000001", True),
        ("38 168 053 000 001", True),
        ("38168" + "0530000", True),
        ("38.168.053.000.01", False),
        ("38.168.053", False),
        ("38168O53000001", False),
        ("", False),
    ],
)
def test_the_pattern_of_codes(code: str, right: bool) -> None:
    assert pl.Series([code]).str.contains(dated.CODE_PATTERN).to_list() == [right]

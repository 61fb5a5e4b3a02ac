"""Numbers read as a Vietnamese reader writes them, and never say more than is true."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.look import numbers


def test_counts_shares_and_days() -> None:
    assert numbers.thousands(365911) == "365.911"
    assert numbers.share(350459, 365911) == "350.459/365.911 (95,78\u00a0%)"
    assert numbers.signed(-3) == "−3"
    assert numbers.signed(12) == "+12"
    assert numbers.signed(0) == "0"
    assert numbers.day(date(2025, 12, 5)) == "05/12/2025"
    assert numbers.listing(["a", "b", "c"]) == "a, b và c"
    assert numbers.listing(["a"]) == "a"
    assert numbers.listing([]) == ""


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (391, 612, "63,89\u00a0%"),
        (365910, 365911, "99,99\u00a0%"),
        (1, 365911, "0,01\u00a0%"),
        (0, 7, "0,00\u00a0%"),
        (7, 7, "100,00\u00a0%"),
        (0, 0, "chưa rõ"),
        (1, 200_000 // 3, "0,01\u00a0%"),
    ],
)
def test_rates(part: int, whole: int, said: str) -> None:
    assert numbers.percent(part, whole) == said


@given(st.integers(1, 10**7), st.data())
def test_only_a_whole_is_a_hundred_and_only_nothing_is_zero(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    rate = numbers.hundredths(part, whole)
    assert (rate == 10_000) == (part == whole)
    assert (rate == 0) == (part == 0)
    assert abs(rate - 10_000 * part / whole) <= 1


@pytest.mark.parametrize(
    ("number", "said"),
    [("0900000417", "0900 000 417"), ("0900 000 417", "0900 000 417"), ("12", "12"), ("", "")],
)
def test_phones_are_spaced_four_three_three(number: str, said: str) -> None:
    assert numbers.spaced_phone(number) == said

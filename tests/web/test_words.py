"""Numbers, dates and identifiers read as design.md §6 writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core.dates.partial import bounds, iso
from dangvien.web.templatetags import words

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (612, "612"), (365911, "365.911"), (-1200, "−1.200"), (None, "chưa rõ"),
        ("", "chưa rõ"), ("1500", "1.500"), (95.78, "95,78"), (Decimal("0.5"), "0,50"),
        (-0.25, "−0,25"), (3.0, "3"),
    ],
)  # fmt: skip
def test_numbers(value: object, written: str) -> None:
    assert words.number(value) == written


@given(st.integers(-(10**12), 10**12))
def test_a_count_loses_nothing(count: int) -> None:
    assert int(words.number(count).replace(".", "").replace("−", "-")) == count


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (391, 612, f"391/612 (63,89{NBSP}%)"),
        (350459, 365911, f"350.459/365.911 (95,78{NBSP}%)"),
        (0, 0, "0/0"),
        (999_999, 1_000_000, f"999.999/1.000.000 (99,99{NBSP}%)"),
        (None, 612, "chưa rõ"),
    ],
)
def test_a_rate_shows_its_parts(part: int | None, whole: int, written: str) -> None:
    assert words.rate(part, whole) == written


@pytest.mark.parametrize(
    ("value", "written"), [(42, "+0,42 điểm"), (-637, "−6,37 điểm"), (0, "0,00 điểm")]
)
def test_points(value: int, written: str) -> None:
    assert words.points(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(640, f"640{NBSP}byte"), (12_800, f"12,5{NBSP}kB"), (3_250_586, f"3,1{NBSP}MB")],
)
def test_sizes(value: int, written: str) -> None:
    assert words.size(value) == written


@pytest.mark.parametrize(
    ("value", "written", "known"),
    [
        ("1958", "1958", "chỉ biết năm"),
        ("1958-05", "05/1958", "chỉ biết tháng, năm"),
        ("1958-05-12", "12/05/1958", ""),
        ("", "", ""),
        (None, "", ""),
        ("1958-13", "1958-13", ""),
        ("không rõ", "không rõ", ""),
    ],
)
def test_partly_known_dates(value: str | None, written: str, known: str) -> None:
    assert (words.day(value), words.known(value)) == (written, known)


def test_dates_and_instants_are_told_in_vietnamese_time() -> None:
    late = datetime(2025, 12, 14, 18, 12, tzinfo=UTC)
    assert words.day(late) == "15/12/2025"
    assert words.day(date(2025, 11, 27)) == "27/11/2025"
    assert words.moment(late) == "01:12 ngày 15/12/2025"
    assert words.moment(None) == "chưa rõ"


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.sampled_from((1, 2, 3)))
def test_a_written_date_can_be_read_back(day: date, known: int) -> None:
    text = iso(*(day.year, day.month, day.day)[:known])
    assert text is not None
    assert "-".join(reversed(words.day(text).split("/"))) == text
    assert bounds(text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2025, 12, 27), "27/12/2025, còn 12 ngày"),
        (date(2025, 12, 15), "15/12/2025, hôm nay"),
        (date(2025, 12, 10), "10/12/2025, đã qua 5 ngày"),
        (None, "chưa rõ"),
    ],
)
def test_a_deadline_says_the_day_and_what_is_left(value: date | None, written: str) -> None:
    assert words.left(value) == written  # the tests' day is 15/12/2025


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("099180002846", "099•••••2846"), ("38010001", "38••••01"), ("0990000417", "09••••••17"),
        ("1234567", "•••••••"), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_identifiers_are_masked(value: str | None, written: str) -> None:
    assert words.masked(value) == written


@given(st.text("0123456789", max_size=30))
def test_a_mask_keeps_the_length_and_hides_at_least_four(number: str) -> None:
    shown = words.masked(number)
    assert len(shown) == len(number)
    assert shown.count(words.BULLET) >= min(len(number), 4)
    assert all(was == now for was, now in zip(number, shown, strict=True) if now != words.BULLET)


@pytest.mark.parametrize(
    ("value", "written"),
    [("0990000417", "0990 000 417"), ("84990000417", "84990000417"), (None, "")],
)
def test_phones(value: str | None, written: str) -> None:
    assert words.grouped_phone(value) == written


@pytest.mark.parametrize(
    ("name", "mark"), [("Lương Thị Hoài", "LH"), ("Đặng Ẩn", "ĐẨ"), ("Ín", "Í"), ("", "")]
)
def test_initials(name: str, mark: str) -> None:
    assert words.initials(name) == mark


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Danh sách xã gửi (danh-sach.xlsx)", "Danh sách xã gửi"),
        ("Quyết định 14-QĐ/HU (2025)", "Quyết định 14-QĐ/HU (2025)"), (None, ""),
    ],
)  # fmt: skip
def test_a_source_without_its_file(source: str | None, written: str) -> None:
    assert words.without_file(source) == written


def test_a_proposed_number_is_taken_apart() -> None:
    assert words.id_parts("099058004217", "99058004217") == [
        ("0", "thêm", True), ("99", "mã nơi", False), ("0", "nam, 19xx", False),
        ("58", "năm sinh", False), ("004217", "ngẫu nhiên", False),
    ]  # fmt: skip
    assert words.id_parts("099058004217", "9905800421") == []
    assert words.id_parts("099058004217", "99•••••4217") == []

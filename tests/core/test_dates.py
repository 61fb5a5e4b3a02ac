"""Dates as people write them: one meaning or a question, never a guess, never an exception."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core import dates
from dangvien.core.reading import Column, Reading

AS_OF = date(2026, 6, 30)
DAYS = st.dates(date(1900, 1, 2), date(2060, 12, 31))
WORDS = "ngày tháng năm sinh 5 12 31 87 1987 00 / - (âm lịch)"
CELL = st.one_of(
    st.text(max_size=20),
    st.text("0123456789 /-.:'xOlT…", max_size=16),
    st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join),
)
COLUMNS = st.sampled_from([Column(), Column(serial=1900), Column(serial=1904), Column(order="mdy")])


def read(raw: str, *, birth: bool = True, column: Column | None = None) -> Reading:
    """Read a cell on the day on which all these stories happen."""
    return dates.read_date(raw, birth=birth, as_of=AS_OF, column=column)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("5/3/1987", "1987-03-05"),
        ("05-03-1987", "1987-03-05"),
        ("5.3.1987", "1987-03-05"),
        ("05 03 1987", "1987-03-05"),
        ("5 / 3 / 1987", "1987-03-05"),
        ("1987-03-05", "1987-03-05"),
        ("1987/3/5", "1987-03-05"),
        ("1987-03-05 00:00:00", "1987-03-05"),
        ("5/3/1987 0:00", "1987-03-05"),
        ("05/03/1987 12:00:00 SA", "1987-03-05"),
        ("05031987", "1987-03-05"),
        ("19870305", "1987-03-05"),
        ("ngày 5 tháng 3 năm 1987", "1987-03-05"),
        ("Ngày 05 tháng 03, năm 1987", "1987-03-05"),
        ("5-Mar-1987", "1987-03-05"),
        ("'5/3/1987", "1987-03-05"),
        ("５/３/1987", "1987-03-05"),
        ("29/02/1960", "1960-02-29"),
        ("tháng 3/1987", "1987-03"),
        ("tháng 3 năm 1987", "1987-03"),
        ("3/1987", "1987-03"),
        ("03-1987", "1987-03"),
        ("1987-03", "1987-03"),
        ("00/03/1987", "1987-03"),
        ("../03/1987", "1987-03"),
        ("1987", "1987"),
        ("1987.0", "1987"),
        ("năm 1987", "1987"),
        ("Sinh năm 1987", "1987"),
        ("00/00/1987", "1987"),
        ("…/…/1987", "1987"),
        ("--/--/1987", "1987"),
    ],
)
def test_a_date_is_put_in_order_with_the_precision_it_was_written_with(
    raw: str, value: str
) -> None:
    reading = read(raw)
    assert (reading.value, reading.fault, reading.fix) == (value, None, None)
    assert reading.reason == (None if raw == value else dates.NOTATION_REASON)


@pytest.mark.parametrize(
    ("raw", "fault", "fix"),
    [
        ("31/02/1990", "impossible", None),
        ("29/2/1961", "impossible", None),
        ("20/00/1958", "impossible", None),
        ("12/05/1087", "impossible", None),
        ("05/13/1958", "swapped", "1958-05-13"),
        ("1958-25-12", "swapped", "1958-12-25"),
        ("31868", "bare_number", "1987-04-01"),
        ("O5/O3/1987", "unreadable", "1987-03-05"),
        ("l2/05/1958", "unreadable", "1958-05-12"),
        ("5031987", "unreadable", "1987-03-05"),
        ("5/3/1987 (âm lịch)", "unreadable", "1987-03-05"),
        ("khoảng 1945", "unreadable", "1945"),
        ("5/3/1987 hoặc 6/3/1987", "unreadable", None),
        ("1958-05-11T17:00:00.000Z", "unreadable", None),  # the 12th in Việt Nam
        ("Tết Mậu Thân", "unreadable", None),
        ("12/05/197", "unreadable", None),
        ("01/01/1900", "placeholder", None),
        ("1900-01-01", "placeholder", None),
        ("00/01/1900", "placeholder", None),
        ("0000-00-00", "placeholder", None),
        ("00/00/0000", "placeholder", None),
        ("chưa rõ", "placeholder", None),
        ("0", "placeholder", None),
        ("1" * 8, "placeholder", None),
    ],
)
def test_what_cannot_be_read_stays_and_is_asked_about(
    raw: str, fault: str, fix: str | None
) -> None:
    reading = read(raw)
    assert (reading.value, reading.fault, reading.fix) == (raw, fault, fix)


@pytest.mark.parametrize(
    ("raw", "born", "admitted"),
    [
        ("5/3/87", "1987-03-05", "1987-03-05"),
        ("5/3/25", "1925-03-05", "2025-03-05"),
        ("5/3/08", "2008-03-05", "2008-03-05"),  # nobody is 118
        ("5/9/26", "1926-09-05", "1926-09-05"),  # admissions lie in the past
        ("050387", "1987-03-05", "1987-03-05"),
    ],
)
def test_two_digits_of_a_year_are_completed_by_the_field(
    raw: str, born: str, admitted: str
) -> None:
    for birth, full in ((True, born), (False, admitted)):
        reading = read(raw, birth=birth)
        assert (reading.value, reading.fault, reading.fix) == (raw, "two_digit_year", full)


# --- columns --------------------------------------------------------------------------------------


def test_a_column_of_serials_is_read_as_such() -> None:
    column = dates.vote(["31868", "29221", "1945", "35000"])
    assert column == Column(serial=1900)
    assert read("31868", column=column) == Reading(
        "1987-04-01", "serial", reason=dates.SERIAL_REASON
    )
    assert read("31868.5", column=column).value == "1987-04-01"
    assert read("9876", column=column).value == "1927-01-14"
    assert read("1945", column=column) == Reading("1945")
    assert read("5/3/1987", column=column).value == "1987-03-05"


def test_a_workbook_of_an_old_mac_counts_from_1904() -> None:
    column = dates.vote(["30406", "27759", "33538"], epoch=1904)
    assert read("30406", column=column).value == "1987-04-01"


@pytest.mark.parametrize(
    "column",
    [
        ["31868", "5/3/1987", "6/3/1987"],
        ["31868"],
        ["1987", "1990", "1991"],
        ["5/3/1987", "05/13/1987"],
        ["05/13/1987"] * 6 + ["13/05/1987"],
        ["x", "không có"],
        [],
    ],
)
def test_an_ordinary_column_has_no_say(column: list[str]) -> None:
    assert dates.vote(column) == Column()


def test_a_column_with_the_month_first_is_asked_about_and_turned_nowhere() -> None:
    column = dates.vote(["05/13/1987", "01/31/1960", "12/25/1971", "07/14/80", "02/28/1955",
                         "03/30/1949", "03/05/1987"])  # fmt: skip
    assert column == Column(order="mdy")
    doubtful = read("03/05/1987", column=column)
    assert (doubtful.value, doubtful.fault) == ("03/05/1987", "swapped")
    assert doubtful.fix == "1987-03-05"
    assert read("1987-03-05", column=column).value == "1987-03-05"
    assert read("25/12/1971", column=column).value == "1971-12-25"
    assert read("07/07/1971", column=column).value == "1971-07-07"


def test_the_day_that_excel_invented() -> None:
    assert dates.from_serial(59) == date(1900, 2, 28)
    assert dates.from_serial(60) is None
    assert dates.from_serial(61) == date(1900, 3, 1)
    assert read("60", column=Column(serial=1900)).fault == "unreadable"


@given(DAYS)
def test_serials_of_both_epochs_come_back(day: date) -> None:
    assert dates.from_serial((day - date(1899, 12, 30)).days if day > date(1900, 2, 28)
                             else (day - date(1899, 12, 31)).days) == day  # fmt: skip
    if day >= date(1904, 1, 1):
        assert dates.from_serial((day - date(1904, 1, 1)).days, 1904) == day


# --- whatever comes -------------------------------------------------------------------------------


@given(DAYS, st.sampled_from(["/", "-", ".", " ", " / "]), st.booleans())
def test_every_day_is_read_in_every_notation(day: date, mark: str, padded: bool) -> None:
    pieces = [f"{day.day:02}" if padded else str(day.day), f"{day.month:02}", str(day.year)]
    assert read(mark.join(pieces)).value == day.isoformat()
    assert read(f"{day:%d%m%Y}").value == read(f"{day:%Y%m%d}").value == day.isoformat()
    assert dates.bounds(day.isoformat()) == (day, day)


@given(CELL, COLUMNS, st.booleans())
def test_reading_a_date_is_safe(raw: str, column: Column, birth: bool) -> None:
    reading = read(raw, birth=birth, column=column)
    if reading.value is None:
        return
    again = read(reading.value, birth=birth, column=column)
    assert (again.value, again.reason) == (reading.value, None)
    if reading.fault in (None, "serial"):
        assert dates.bounds(reading.value)
        assert again.fault is None
    if reading.fix:
        assert read(reading.fix) == Reading(reading.fix)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1987", date(1987, 1, 1), date(1987, 12, 31)),
        ("1988-02", date(1988, 2, 1), date(1988, 2, 29)),
        ("1988-02-29", date(1988, 2, 29), date(1988, 2, 29)),
    ],
)
def test_a_partial_date_spans_days(value: str, first: date, last: date) -> None:
    assert dates.bounds(value) == (first, last)


@pytest.mark.parametrize("text", ["", "0000", "1987-13", "1987-02-30", "5/3/1987", "1987-3", "x"])
def test_anything_else_has_no_bounds(text: str) -> None:
    assert dates.bounds(text) is None


@given(st.text())
def test_bounds_never_raise(text: str) -> None:
    found = dates.bounds(text)
    assert found is None or found[1] - found[0] < timedelta(366)
    assert found is None or re.fullmatch(r"\d{4}(-\d{2}){0,2}", text)

"""What a column says as a whole: Excel serials, the calendar of 1904, the month first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from clean.lists import LAN, US, but, clean, other, run, table

DAYS = [dt.date(1960 + n, 1 + n % 12, 13 + n % 10) for n in range(12)]


def test_a_column_of_serials_is_read_as_dates_and_said_so(tmp_path: Path) -> None:
    people = [other(n, birth_date=str(int(to_excel(day)))) for n, day in enumerate(DAYS)]
    got = clean(tmp_path, *people)
    assert [row["birth_date"] for row in got.table("members")] == [day.isoformat() for day in DAYS]
    found = got.findings("V26", field="birth_date")
    assert [row["state"] for row in found] == ["fixed"] * 12
    assert not [row for row in got.findings("V12") if row["state"] == "open"]
    assert len(got.changes("yes", "birth_date")) == 12


def test_a_lone_serial_among_dates_is_only_proposed(tmp_path: Path) -> None:
    got = clean(tmp_path, *US, but(other(1), birth_date="26012"))
    found = got.findings("V26")
    assert [(row["value"], row["fix"], row["state"]) for row in found] == [
        ("26012", "1971-03-20", "open")
    ]
    assert got.member(4)["birth_date"] == "26012"
    assert got.rules(6) == ["V26"]


def mac_book(path: Path, *, formatted: bool) -> Path:
    """A workbook in the calendar of 1904; unformatted dates are bare numbers."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    people = [other(n, birth_date=day) for n, day in enumerate(DAYS)]
    rows = table(*people)
    at = rows[0].index("Ngày sinh") + 1
    for row in rows:
        sheet.append(list(row))
    if not formatted:
        for number, day in enumerate(DAYS, 2):
            cell = sheet.cell(number, at)
            cell.value = int(to_excel(day, CALENDAR_MAC_1904))
            cell.number_format = "General"
    book.save(path)
    return path


@pytest.mark.parametrize("formatted", [True, False])
def test_a_book_of_1904_gives_the_same_days(tmp_path: Path, formatted: bool) -> None:
    got = run(mac_book(tmp_path / "ds.xlsx", formatted=formatted), "--out", tmp_path / "kq")
    assert [row["birth_date"] for row in got.table("members")] == [day.isoformat() for day in DAYS]


def test_a_list_that_writes_the_month_first_is_asked_about_not_turned_round(
    tmp_path: Path,
) -> None:
    written = [f"{day.month}/{day.day}/{day.year}" for day in DAYS]
    got = clean(tmp_path, *(other(n, birth_date=text) for n, text in enumerate(written)))
    assert [row["birth_date"] for row in got.table("members")] == written
    assert got.changes("no", "birth_date") == [
        (text, day.isoformat()) for text, day in zip(written, DAYS, strict=True)
    ]


def test_date_cells_and_number_cells_are_read_as_excel_shows_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    number = int(LAN["citizen_id"])
    told = but(LAN, birth_date=dt.date(1980, 5, 12), citizen_id=number, card_number=38010001)
    for row in table(told):
        book.worksheets[0].append(list(row))
    book.save(tmp_path / "ds.xlsx")
    got = run(tmp_path / "ds.xlsx", "--out", tmp_path / "kq")
    assert got.member()["birth_date"] == "1980-05-12"
    assert got.member()["card_number"] == "38010001"
    assert got.member()["citizen_id"] == str(number)
    assert got.findings("V05")[0]["fix"] == LAN["citizen_id"]
    assert got.rules() == ["V05"]


def test_a_formula_gives_what_it_last_computed(tmp_path: Path) -> None:
    book = tmp_path / "ds.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet("Xã")
        for at, row in enumerate(table(LAN)):
            sheet.write_row(at, 0, row)
        sheet.write_formula(1, 0, '=UPPER("Vi Thị Lan")', None, "VI THỊ LAN")
    got = run(book, "--out", tmp_path / "kq")
    assert got.member()["full_name"] == "Vi Thị Lan"
    assert got.rules() == []

"""Every row has a number that Excel shows, and one fate."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwt

from clean.lists import HUNG, KHACH, LAN, MAI, US, Cleaned, as_csv, as_xlsx, clean, run, table

SHORT = ("full_name", "birth_date", "citizen_id")
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Ngày vào Đảng", "Ngày chính thức")


def line(number: int, person: dict[str, str]) -> tuple[object, ...]:
    """A row of the classic list."""
    return (number, *(person[name] for name in (*SHORT, "admission_date", "official_date")))


CLASSIC = [
    ("ĐẢNG BỘ XÃ TAM LƯ",),
    ("DANH SÁCH ĐẢNG VIÊN",),
    (),
    HEAD,
    (1, 2, 3, 4, 5, 6),
    ("I", "Chi bộ bản Nà Lốc"),
    line(1, LAN),
    line(2, HUNG),
    (None, "Cộng chi bộ: 2"),
    ("II", "Chi bộ Trạm Y tế"),
    line(3, KHACH),
    (None, None, None, "099175000003"),
    (4,),
    (None, "Tổng cộng: 4 đảng viên"),
    (None, None, None, "Tam Lư, ngày 15 tháng 12 năm 2025"),
    (None, None, None, "BÍ THƯ"),
]


@pytest.fixture(scope="module")
def classic(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """A classic list cleaned."""
    folder = tmp_path_factory.mktemp("classic")
    book = as_xlsx(folder / "ds.xlsx", hidden=["Kín"], Xã=CLASSIC, Kín=table(MAI))
    got = run(book, "--out", folder / "kq")
    assert got.code == 0, got.complaint
    return got


def test_row_ids_are_what_excel_shows(classic: Cleaned) -> None:
    found = [row["row_id"] for row in classic.table("members")]
    assert found == [f"ds.xlsx#Xã#{number}" for number in (7, 8, 11, 12)]


def test_rows_read_are_members_rejects_and_skipped(classic: Cleaned) -> None:
    rows = classic.summary["rows"]
    assert rows["rows_read"] == len(CLASSIC)
    assert rows["rows_read"] == rows["members"] + rows["rejects"] + rows["skipped"]
    assert sum(rows["skipped_by_kind"].values()) == rows["skipped"]
    assert len(classic.table("members")) == rows["members"] == 4
    assert len(classic.table("rejects")) == rows["rejects"] == 0


def test_every_skipped_row_has_its_kind(classic: Cleaned) -> None:
    assert len(classic.summary["rows"]["skipped_by_kind"]) >= 8


def test_hidden_sheets_are_listed_apart(classic: Cleaned) -> None:
    assert classic.summary["hidden_sheets"] == ["ds.xlsx#Kín"]
    assert MAI["full_name"] not in {row["full_name"] for row in classic.table("members")}


def test_a_section_row_gives_its_cell_to_the_rows_below(classic: Cleaned) -> None:
    units = [row["org_name"] for row in classic.table("members")]
    assert units == ["Chi bộ bản Nà Lốc"] * 2 + ["Chi bộ Trạm Y tế"] * 2
    assert classic.unit("Chi bộ bản Nà Lốc")["members"] == "2"


def test_an_identifier_without_a_name_is_a_member_with_v01(classic: Cleaned) -> None:
    assert [row["row_id"] for row in classic.findings("V01")] == ["ds.xlsx#Xã#12"]


def test_csv_records_count_from_one_and_blank_ones_count(tmp_path: Path) -> None:
    rows = [("Danh sách",), *table(LAN, columns=SHORT), (), *table(HUNG, columns=SHORT)[1:]]
    got = run(as_csv(tmp_path / "ds.csv", rows), "--out", tmp_path / "kq")
    assert [row["row_id"] for row in got.table("members")] == ["ds.csv##3", "ds.csv##5"]
    assert got.summary["rows"]["rows_read"] == 5


def test_data_of_nobody_is_a_reject_with_a_reason(tmp_path: Path) -> None:
    nobody = {"birth_date": "01/02/1960", "phone": "0990000009", "hometown": "Xã Tam Lư"}
    got = clean(tmp_path, LAN, nobody)
    assert [row["row_id"] for row in got.table("rejects")] == ["ds.csv##3"]
    assert got.table("rejects")[0]["reason"]
    assert len(got.table("members")) == 1


def test_a_record_of_broken_structure_is_a_reject(tmp_path: Path) -> None:
    rows = [*table(LAN, HUNG, columns=SHORT), ("Ai Đó", "1/1/1970", "x", "y", "z", "099", "thừa")]
    got = run(as_csv(tmp_path / "ds.csv", rows), "--out", tmp_path / "kq")
    assert [row["row_id"] for row in got.table("rejects")] == ["ds.csv##4"]


def test_a_cell_of_a_million_letters_costs_its_row_alone(tmp_path: Path) -> None:
    got = clean(tmp_path, LAN, HUNG | {"hometown": "a" * (1 << 20)}, MAI)
    assert [row["row_id"] for row in got.table("rejects")] == ["ds.csv##3"]
    assert len(got.table("members")) == 2


def test_headings_merged_over_two_rows_are_read_together(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Xã"
    for row in (["STT", "Họ và tên", "Ngày", None, None], [None, None, "sinh", "vào Đảng", None],
                [1, "Vi Thị Lan", "12/05/1980", "19/05/2000", None]):  # fmt: skip
        sheet.append(row)
    for area in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(area)
    book.save(tmp_path / "ds.xlsx")
    got = run(tmp_path / "ds.xlsx", "--out", tmp_path / "kq")
    assert got.member()["birth_date"] == "1980-05-12"
    assert got.member()["admission_date"] == "2000-05-19"


def test_several_files_and_sheets_become_one_list(tmp_path: Path) -> None:
    one = as_xlsx(tmp_path / "a.xlsx", Lan=table(LAN), Hùng=table(HUNG))
    two = as_csv(tmp_path / "b.csv", table(MAI), delimiter=";")
    old = xlwt.Workbook()
    sheet = old.add_sheet("Khách")
    for at, row in enumerate(table(KHACH)):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    old.save(str(tmp_path / "c.xls"))
    got = run(one, two, tmp_path / "c.xls", "--out", tmp_path / "kq")
    assert [row["row_id"] for row in got.table("members")] == [
        "a.xlsx#Lan#2", "a.xlsx#Hùng#2", "b.csv##2", "c.xls#Khách#2",
    ]  # fmt: skip
    assert [row["full_name"] for row in got.table("members")] == [p["full_name"] for p in US]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("utf-16", ";")],
)
def test_every_csv_an_office_makes_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = as_csv(tmp_path / "ds.csv", table(LAN, MAI), encoding=encoding, delimiter=delimiter)
    got = run(path, "--out", tmp_path / "kq")
    assert [row["full_name"] for row in got.table("members")] == ["Vi Thị Lan", "Hà Thị Mai"]
    assert got.rules() == []

"""Worklists: one workbook a cell that has open findings; a list first, then a page a person."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from clean.lists import (
    HUNG,
    KHACH,
    LAN,
    MAI,
    NA_LOC,
    TOP,
    US,
    Cleaned,
    but,
    clean,
    orgs,
    other,
)

ODD = [but(LAN, citizen_id=None, phone=None), but(HUNG, birth_date="1958"), MAI,
       but(KHACH, birth_date=None)]  # fmt: skip


def books(got: Cleaned) -> list[str]:
    """Names of the worklists."""
    return sorted(path.stem for path in (got.out / "worklists").glob("*.xlsx"))


def test_auto_writes_one_for_each_cell_that_has_work(tmp_path: Path) -> None:
    assert books(clean(tmp_path, *ODD)) == ["Chi bộ Trạm Y tế", "Chi bộ bản Nà Lốc"]


def test_all_writes_the_same_and_none_writes_none(tmp_path: Path) -> None:
    assert len(books(clean(tmp_path, *ODD, worklists="all"))) == 2
    assert not (clean(tmp_path, *ODD, worklists="none").out / "worklists").exists()


def test_a_code_writes_for_that_unit_and_what_is_below(tmp_path: Path) -> None:
    given = orgs(tmp_path)
    assert books(clean(tmp_path, *ODD, orgs=given, worklists=NA_LOC)) == ["Chi bộ bản Nà Lốc"]
    assert len(books(clean(tmp_path, *ODD, orgs=given, worklists=TOP))) == 2


def test_a_list_without_work_has_no_worklist(tmp_path: Path) -> None:
    people = [but(person, org_name="Chi bộ bản Nà Lốc") for person in US]
    assert not (clean(tmp_path, *people).out / "worklists").exists()


def test_beyond_five_hundred_cells_there_is_a_line_that_says_how(tmp_path: Path) -> None:
    people = [but(other(n), citizen_id=None, org_name=f"Chi bộ thôn {n}") for n in range(501)]
    got = clean(tmp_path, *people)
    assert not (got.out / "worklists").exists()
    assert any("--worklists" in note for note in got.summary["notes"])
    assert "--worklists" in got.told


def test_the_first_sheet_is_the_list_then_a_page_a_person(tmp_path: Path) -> None:
    got = clean(tmp_path, *ODD, but(other(1), citizen_id="99180000001"))
    book = openpyxl.load_workbook(got.out / "worklists" / "Chi bộ bản Nà Lốc.xlsx")
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row
             if cell.value is not None]  # fmt: skip
    words = " ".join(cells)
    assert "Vi Thị Lan" in words
    assert "Chi bộ bản Nà Lốc" in words
    assert other(1)["full_name"] in words
    assert HUNG["full_name"] not in cells
    assert len(book.sheetnames) >= 2
    assert "099180000001" in " ".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )


def test_file_names_are_safe_and_never_collide(tmp_path: Path) -> None:
    people = [but(other(n), citizen_id=None, org_name=name) for n, name in
              enumerate(["Chi bộ A/B", "Chi bộ C*D?", "../../Chi bộ", "Chi bộ <x>"])]  # fmt: skip
    got = clean(tmp_path, *people)
    assert len(books(got)) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ds.csv", "kết quả"]

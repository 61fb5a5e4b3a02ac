"""What a person settled of a heading goes before what the reader knows of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from dangvien.files.problem import InputProblem
from dangvien.files.read import read_members


def listed(folder: Path, *rows: list[str]) -> Path:
    """A workbook of these rows."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    path = folder / "ds.xlsx"
    book.save(path)
    return path


ROWS = (["STT", "Họ và tên", "Ngày sinh", "Mã thẻ riêng", "Quê quán"],
        ["1", "Vi Thị Lan", "12/05/1980", "38010001", "Tam Lư"],
        ["2", "Lò Văn Hùng", "03/02/1958", "38010002", "Tam Lư"])  # fmt: skip


def test_a_heading_nobody_knows_gets_its_field_and_a_known_one_is_left_out(tmp_path: Path) -> None:
    path = listed(tmp_path, *ROWS)
    before = read_members([path])
    assert "card_number" not in before.rows.columns
    told = read_members([path], headings={"mã  thẻ RIÊNG": "card_number", "Quê quán": ""})
    assert told.rows["card_number"].to_list() == ["38010001", "38010002"]
    assert "hometown" not in told.rows.columns
    assert told.rows["extra:Quê quán"].to_list() == ["Tam Lư", "Tam Lư"]
    described = {c["heading"]: c["field"] for c in told.columns.to_dicts()}
    assert described["Mã thẻ riêng"] == "card_number"
    assert described["Quê quán"] is None
    assert read_members([path], headings={}).rows.equals(before.rows)


def test_what_a_person_settled_wins_over_a_better_heading(tmp_path: Path) -> None:
    path = listed(
        tmp_path, [*ROWS[0], "Nguyên quán"], [*ROWS[1], "Sơn Thủy"], [*ROWS[2], "Mường Mìn"]
    )
    told = read_members([path], headings={"Nguyên quán": "hometown"})
    assert told.rows["hometown"].to_list() == ["Sơn Thủy", "Mường Mìn"]


def test_a_file_that_had_no_header_is_read_once_its_headings_are_settled(tmp_path: Path) -> None:
    path = listed(tmp_path, ["Đ/c", "Sinh", "Nơi ở"], ["Vi Thị Lan", "12/05/1980", "Tam Lư"])
    with pytest.raises(InputProblem):
        read_members([path])
    told = read_members([path], headings={"Đ/c": "full_name", "Sinh": "birth_date"})
    assert told.rows["full_name"].to_list() == ["Vi Thị Lan"]


def test_a_field_that_does_not_exist_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such field"):
        read_members([listed(tmp_path, *ROWS)], headings={"Quê quán": "no_such"})

"""Which cell a row is counted in: never guessed, and the parts add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean.lists import (
    CO_QUAN,
    HUNG,
    KHACH,
    LAN,
    NA_LOC,
    ORGS,
    TOP,
    TRAM,
    US,
    Row,
    as_csv,
    but,
    clean,
    orgs,
    other,
    run,
    table,
)

FOUR = [*US, other(1), other(2), *(other(n, org_name="Chi bộ Trạm Y tế") for n in (3, 4)),
        *(other(n, org_name="Chi bộ Cơ quan Đảng") for n in (5, 6))]  # fmt: skip


def changed(at: int, **cells: object) -> list[Row]:
    """The commune's list with some cells of one row told otherwise (by column number)."""
    rows = [list(row) for row in ORGS]
    for key, value in cells.items():
        rows[at][int(key[1:])] = value
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("cell", "fix"),
    [("Chi bộ Trạm Y tế xã", "Chi bộ Trạm Y tế"), ("Chi bộ nào đó", ""), ("Đảng bộ xã Tam Lư", "")],
)
def test_an_unknown_or_higher_unit_is_v19_and_never_guessed(
    tmp_path: Path, cell: str, fix: str
) -> None:
    got = clean(tmp_path, *FOUR, but(other(9), org_name=cell), orgs=orgs(tmp_path))
    assert [row["fix"] for row in got.findings("V19", row_id="ds.csv##12")] == [fix]
    assert got.member(10)["org_name"] == cell


def test_a_closed_unit_is_v19_for_its_members(tmp_path: Path) -> None:
    got = clean(tmp_path, *FOUR, orgs=orgs(tmp_path, *changed(3, c5="Đã giải thể")))
    assert len(got.findings("V19")) == 3


def test_rows_of_no_known_cell_have_a_line_so_that_parts_add_up(tmp_path: Path) -> None:
    lost = [but(other(8), org_name=None), but(other(9), org_name="Chi bộ nào đó")]
    got = clean(tmp_path, *FOUR, *lost, orgs=orgs(tmp_path))
    assert got.unit("Chưa rõ chi bộ")["members"] == "2"
    top = got.unit("Đảng bộ xã Tam Lư")
    parts = [row for row in got.table("progress") if row["parent_code"] == TOP]
    for name in ("members", "active", "clean_t1", "findings_w", "num_du", "den_du", "num_sach"):
        assert sum(int(row[name]) for row in parts) == int(top[name])


def test_a_cell_of_its_own_wins_over_the_section_and_the_quarrel_is_v34(tmp_path: Path) -> None:
    head = ("Họ và tên", "Ngày sinh", "Số CCCD", "Chi bộ đang sinh hoạt")
    rows = [head, ("Chi bộ bản Nà Lốc",),
            ("Vi Thị Lan", "12/05/1980", LAN["citizen_id"], None),
            ("Trần Văn Khách", "01/07/1970", KHACH["citizen_id"], "Chi bộ Trạm Y tế")]  # fmt: skip
    got = run(as_csv(tmp_path / "ds.csv", rows), "--out", tmp_path / "kq")
    assert [row["org_name"] for row in got.table("members")] == [
        "Chi bộ bản Nà Lốc", "Chi bộ Trạm Y tế",
    ]  # fmt: skip
    assert [row["row_id"] for row in got.findings("V34")] == ["ds.csv##4"]


def test_codes_place_people_and_a_list_of_codes_alone_is_enough(tmp_path: Path) -> None:
    people = [but(person, org_code=code, org_name=None) for person, code in
              zip(US, (NA_LOC, NA_LOC, CO_QUAN, "38168053000003"), strict=True)]  # fmt: skip
    path = as_csv(tmp_path / "ds.csv", table(*people, columns=[*LAN, "org_code"]))
    got = run(path, "--out", tmp_path / "kq", "--orgs", orgs(tmp_path))
    assert not got.findings("V19")
    assert got.unit("Chi bộ Trạm Y tế")["members"] == "1"
    assert got.member(3)["org_name"] == "Chi bộ Trạm Y tế"


def test_one_cell_written_in_several_ways_is_one_unit(tmp_path: Path) -> None:
    ways = ("Chi bộ bản Nà Lốc", "CHI BỘ BẢN NÀ LỐC", "CB bản  Nà Lốc")
    got = clean(tmp_path, *(but(p, org_name=way) for p, way in zip(US, ways, strict=False)))
    assert got.unit("Chi bộ bản Nà Lốc")["members"] == "3"
    assert len(got.table("progress")) == 1


def test_marks_and_codes_tell_cells_apart(tmp_path: Path) -> None:
    ways = [("Chi bộ bản Hạ", None), ("Chi bộ bản Hà", None),
            ("Chi bộ thôn 1", NA_LOC), ("Chi bộ thôn 1", TRAM)]  # fmt: skip
    people = [but(p, org_name=name, org_code=code) for p, (name, code) in
              zip(US, ways, strict=True)]  # fmt: skip
    got = clean(tmp_path, *people)
    assert [row["members"] for row in got.table("progress") if row["org_code"] != "*"] == ["1"] * 4
    assert got.unit("Toàn bộ danh sách")["members"] == "4"


def test_cells_of_one_name_under_two_committees_are_two(tmp_path: Path) -> None:
    rows: list[Row] = [("Họ và tên", "Ngày sinh", "Số CCCD")]
    for n, commune in enumerate(("Tam Lư", "Tam Thanh")):
        people = [other(10 * n + k) for k in range(2)]
        rows += [(f"Đảng bộ xã {commune}",), ("Chi bộ bản Hậu",)]
        rows += [(p["full_name"], p["birth_date"], p["citizen_id"]) for p in people]
    got = run(as_csv(tmp_path / "ds.csv", rows), "--out", tmp_path / "kq")
    cells = [row for row in got.table("progress") if row["org_name"] == "Chi bộ bản Hậu"]
    assert [row["members"] for row in cells] == ["2", "2"]
    assert got.unit("Đảng bộ xã Tam Thanh")["members"] == "2"


@pytest.mark.parametrize("filler", ["x", ".", "-", "không rõ"])
def test_a_filler_in_the_cell_column_is_no_cell(tmp_path: Path, filler: str) -> None:
    got = clean(tmp_path, LAN, but(HUNG, org_name=filler))
    assert filler not in {row["org_name"] for row in got.table("progress")}
    assert got.unit("Chưa rõ chi bộ")["members"] == "1"
    assert got.summary["scores"]["du"]["num"] == 2 * 9 - 1
    assert got.rules(3)

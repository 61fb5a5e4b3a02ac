"""The list of organisations: what it sharpens, what stays silent without it, how parts add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean.lists import (
    CO_QUAN,
    HUNG,
    KHACH,
    LAN,
    MAI,
    NA_LOC,
    ORGS,
    TOP,
    TRAM,
    US,
    Cleaned,
    Row,
    as_csv,
    but,
    clean,
    orgs,
    other,
)

FOUR = [*US, other(1), other(2), *(other(n, org_name="Chi bộ Trạm Y tế") for n in (3, 4)),
        *(other(n, org_name="Chi bộ Cơ quan Đảng") for n in (5, 6))]  # fmt: skip


def o_rules(got: Cleaned) -> list[str]:
    """Findings about organisations."""
    return sorted(row["rule"] for row in got.findings() if row["rule"].startswith("O"))


def changed(at: int, **cells: object) -> list[Row]:
    """The commune's list with some cells of one row told otherwise (by column number)."""
    rows = [list(row) for row in ORGS]
    for key, value in cells.items():
        rows[at][int(key[1:])] = value
    return [tuple(row) for row in rows]


def test_a_list_without_fault_has_no_finding(tmp_path: Path) -> None:
    got = clean(tmp_path, *FOUR, orgs=orgs(tmp_path))
    assert o_rules(got) == []
    assert got.rules() == []
    assert {row["org_code"] for row in got.table("members")} == {NA_LOC, CO_QUAN, TRAM}


@pytest.mark.parametrize(
    ("rows", "rule", "codes"),
    [
        (changed(1, c0="38.168.053"), "O01", ["38.168.053"]),
        (changed(3, c0=CO_QUAN), "O02", [CO_QUAN, CO_QUAN]),
        (changed(1, c0="39.168.053.000.001"), "O03", ["39.168.053.000.001"]),
        (changed(1, c2="38.168.053.000.099"), "O04", [NA_LOC]),
        ([*ORGS, ("38.168.053.000.009", "Chi bộ bản  nà lốc", *ORGS[1][2:])], "O05",
         [NA_LOC, "38.168.053.000.009"]),
        (changed(1, c7="01/06/2024"), "O06", [NA_LOC]),
        (changed(1, c1="Chi bộ bản Nà Lốc huyện Quan Sơn"), "O09", [NA_LOC]),
        (changed(1, c4="Thị trấn"), "O10", [NA_LOC]),
        (changed(1, c4=None), "O10", [NA_LOC]),
        (changed(1, c8="Không Ai Biết"), "O11", [NA_LOC]),
        (changed(0, c9=None), "O08", [TOP]),
    ],
)  # fmt: skip
def test_every_rule_on_organisations_flags_every_row_involved(
    tmp_path: Path, rows: list[Row], rule: str, codes: list[str]
) -> None:
    got = clean(tmp_path, *FOUR, orgs=orgs(tmp_path, *rows))
    found = got.findings(rule)
    assert [row["org_code"] for row in found] == codes
    assert all(row["row_id"].startswith("to-chuc.csv##") for row in found)


def test_a_cell_has_no_children(tmp_path: Path) -> None:
    group = ("38.168.053.000.009", "Chi bộ xóm Trên", NA_LOC, *ORGS[1][3:])
    got = clean(tmp_path, *FOUR, orgs=orgs(tmp_path, *ORGS, group))
    assert [row["org_code"] for row in got.findings("O04")] == ["38.168.053.000.009"]


def test_an_empty_cell_is_o07(tmp_path: Path) -> None:
    got = clean(tmp_path, LAN, HUNG, MAI, KHACH, other(1), orgs=orgs(tmp_path))
    assert [row["org_code"] for row in got.findings("O07")] == [CO_QUAN, TRAM]


def test_without_the_list_its_rules_say_so_and_stay_silent(tmp_path: Path) -> None:
    got = clean(tmp_path, *FOUR)
    rules = got.summary["rules"]
    silent = [code for code in rules if code[0] == "O" and not rules[code]["run"]]
    assert {"O03", "O04", "O06", "O08", "O11", "O12"} <= set(silent)
    assert not set(silent) & set(o_rules(got))
    assert not got.findings("V19")


def test_the_list_and_the_paper_are_compared(tmp_path: Path) -> None:
    rows = [("Mã TCĐ", "Tên tổ chức đảng", "Số đảng viên"), (TOP, "Đảng bộ xã Tam Lư", 10),
            (NA_LOC, "", 5), ("", "Chi bộ Trạm Y tế", "3"), (CO_QUAN, "Cơ quan", 3)]  # fmt: skip
    paper = as_csv(tmp_path / "giấy.csv", rows)
    gone = but(HUNG, status="Đã chuyển đi")
    away = but(LAN, status="Miễn sinh hoạt", exemption_date="01/06/2020")
    got = clean(tmp_path, away, gone, *FOUR[2:], orgs=orgs(tmp_path), control=paper)
    found = got.findings("O12")
    assert [(row["org_code"], row["detail"]) for row in found] == [(TOP, "9/10"), (NA_LOC, "3/5")]
    assert {row["severity"] for row in found} == {"E"}


def test_paper_counts_by_name_alone_are_compared_without_a_list(tmp_path: Path) -> None:
    paper = as_csv(tmp_path / "giấy.csv", [("Chi bộ", "Số đảng viên"), ("CB bản Nà Lốc", "3")])
    got = clean(tmp_path, *US, control=paper)
    assert [row["detail"] for row in got.findings("O12")] == ["2/3"]

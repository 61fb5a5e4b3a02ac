"""What comes out may go in again: the same values, no more changes, the same questions."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clean.lists import HUNG, KHACH, LAN, MAI, NINE, Cleaned, as_csv, but, orgs, other, run, table

ODD = [
    but(LAN, full_name="  VI  THỊ LAN", citizen_id="99180000001"),
    but(HUNG, full_name="lò văn hùng", citizen_id=NINE, birth_date="5/2/1958"),
    but(MAI, birth_date="11/20/1975", phone="0990 000 003", note="=1+1", religion="không"),
    but(
        KHACH, hometown="+84", official_date="19/05/01", sex="NAM", note="-2", phone="+84990000004"
    ),
    but(other(1), status="Miễn sinh hoạt", member_type="chính thức", card_number="3801042"),
    but(other(2), birth_date="1962", citizen_id="0" * 12, org_name="Chi bộ nào đó"),
    but(other(3), full_name=None, note="@x; =2", birth_date="3/1963"),
    but(other(4), birth_date="31/02/1964", file_number="4321th", ethnicity="Sao Hỏa"),
]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """A list with faults of every kind, cleaned."""
    folder = tmp_path_factory.mktemp("once")
    path = as_csv(folder / "ds.csv", table(*ODD))
    return run(path, "--out", folder / "kq", "--orgs", orgs(folder))


@pytest.fixture(scope="module", params=["members.csv", "cleaned.xlsx"])
def twice(
    once: Cleaned, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Cleaned:
    """Its own output, cleaned again."""
    folder = tmp_path_factory.mktemp("twice")
    got = run(once.out / request.param, "--out", folder / "kq", "--orgs", orgs(folder))
    assert got.code == 0, got.complaint
    return got


def values(got: Cleaned) -> list[dict[str, str]]:
    """Rows without their numbers."""
    return [{k: v for k, v in row.items() if k != "row_id"} for row in got.table("members")]


def questions(got: Cleaned) -> list[tuple[str, ...]]:
    """Open findings on members, by place in the list."""
    place = {row["row_id"]: at for at, row in enumerate(got.table("members"))}
    return sorted(
        (f"{place[row['row_id']]:03}", row["rule"], row["field"], row["severity"], row["fix"])
        for row in got.findings(state="open") if row["row_id"] in place
    )  # fmt: skip


def test_values_come_back_the_same(once: Cleaned, twice: Cleaned) -> None:
    assert values(twice) == values(once)


def test_nothing_is_changed_a_second_time(twice: Cleaned) -> None:
    words = {"sex", "member_type", "status"}  # cleaned.xlsx says them in Vietnamese
    again = [row for row in twice.table("changes") if row["applied"] == "yes"]
    assert [row for row in again if row["field"] not in words] == []


def test_the_same_questions_stay_open(once: Cleaned, twice: Cleaned) -> None:
    assert questions(twice) == questions(once)
    assert [row for row in twice.findings() if row["state"] == "fixed"] == []


def test_the_same_is_proposed(once: Cleaned, twice: Cleaned) -> None:
    told = [
        [(row["field"], row["before"], row["after"]) for row in got.table("changes")
         if row["applied"] == "no"] for got in (once, twice)
    ]  # fmt: skip
    assert told[0] == told[1]


def test_every_row_of_the_output_is_a_member_again(once: Cleaned, twice: Cleaned) -> None:
    assert twice.summary["rows"]["members"] == once.summary["rows"]["members"] == len(ODD)
    assert twice.summary["rows"]["rejects"] == 0


def test_the_other_tables_say_the_raw_text(once: Cleaned) -> None:
    assert once.changes("yes", "full_name")[0] == ("  VI  THỊ LAN", "Vi Thị Lan")
    assert once.member(2)["note"] == "=1+1"
    raw = (once.out / "members.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in raw
    assert Path(once.out / "cleaned.xlsx").stat().st_size < 100_000


def test_a_cleaned_book_may_go_round_many_times(once: Cleaned, tmp_path: Path) -> None:
    heads = []
    got = once
    for turn in range(3):
        got = run(got.out / "cleaned.xlsx", "--out", tmp_path / f"lần {turn}")
        assert got.code == 0, got.complaint
        sheet = openpyxl.load_workbook(got.out / "cleaned.xlsx").worksheets[1]
        heads.append([cell.value for cell in sheet[1]])
    assert heads[0] == heads[1] == heads[2]
    assert heads[0].count("Mã dòng") == 1

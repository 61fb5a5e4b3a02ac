"""A column that no input has: said once for the file, and what needs it is not measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean.lists import COLUMNS, HUNG, LAN, MAI, US, Cleaned, as_csv, run, table


def without(folder: Path, *lacking: str) -> Cleaned:
    """Clean a list that lacks these columns."""
    columns = [name for name in COLUMNS if name not in lacking]
    rows = table(*US, columns=columns)
    got = run(as_csv(folder / "ds.csv", rows), "--out", folder / "kq")
    assert got.code == 0, got.complaint
    return got


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """The smallest list: name, birth date, citizen id."""
    rows = table(LAN, HUNG, MAI, columns=("full_name", "birth_date", "citizen_id"))
    folder = tmp_path_factory.mktemp("bare")
    return run(as_csv(folder / "ds.csv", rows), "--out", folder / "kq")


def test_each_absent_column_is_one_finding_for_the_file(bare: Cleaned) -> None:
    found = [row for row in bare.table("findings") if row["cause"] == "no_column"]
    assert {row["row_id"] for row in found} == {"ds.csv##1"}
    assert len({(row["rule"], row["field"]) for row in found}) == len(found)
    assert {"phone", "sex", "admission_date", "card_number", "org_name"} <= {
        row["field"] for row in found
    }
    assert not bare.findings("V22", "V31", "V32", "V19")


def test_the_summary_lists_what_is_absent(bare: Cleaned) -> None:
    absent = bare.summary["fields_absent"]
    assert {"phone", "sex", "status", "card_number", "official_date"} <= set(absent)
    assert not {"full_name", "birth_date", "citizen_id"} & set(absent)


def test_every_rule_is_run_or_not_run_with_why(bare: Cleaned) -> None:
    rules = bare.summary["rules"]
    expected = {f"V{n:02}" for n in range(1, 31)} | {f"O{n:02}" for n in range(1, 13)}
    assert expected <= rules.keys()
    assert all(one["why"] for one in rules.values() if not one["run"])
    assert all(one["findings"] >= 0 for one in rules.values() if one["run"])
    assert all(not rules[code]["run"] for code in ("V27", "V28", "V29", "O12", "O03", "O06"))
    assert "--previous" in rules["V29"]["why"]
    assert "--orgs" in rules["O06"]["why"]
    assert "--control" in rules["O12"]["why"]


def test_the_counts_of_the_rules_are_the_findings(bare: Cleaned) -> None:
    for code, one in bare.summary["rules"].items():
        found = [row for row in bare.table("findings") if row["rule"] == code]
        assert len(found) == one.get("findings", 0)


def test_a_tier_that_lacks_a_column_is_not_measurable_and_never_full(bare: Cleaned) -> None:
    assert {"clean_t1", "clean_t2", "dung_chung", "song"} <= set(bare.summary["not_measurable"])
    for row in bare.table("progress"):
        assert row["clean_t1"] == row["clean_t2"] == ""
        for name in ("song", "dung_chung"):
            assert [row[f"{part}_{name}"] for part in ("score", "num", "den")] == ["", "", ""]
    assert "chưa đo được" in bare.told


def test_a_list_without_status_counts_everyone_as_active_and_says_so(tmp_path: Path) -> None:
    got = without(tmp_path, "status")
    assert {row["status"] for row in got.table("members")} == {""}
    assert got.unit("Toàn bộ danh sách")["active"] == "4"
    assert any("trạng thái" in note and "đang sinh hoạt" in note for note in got.summary["notes"])
    assert got.summary["counts"]["clean_t1"] == 4


def test_a_tier_two_column_spoils_only_tier_two(tmp_path: Path) -> None:
    got = without(tmp_path, "religion")
    assert "clean_t2" in got.summary["not_measurable"]
    assert "clean_t1" not in got.summary["not_measurable"]
    assert got.summary["counts"]["clean_t1"] == 4
    assert got.summary["scores"]["dung_chung"]["score"] == 100


def test_a_phone_column_is_welcome_but_does_not_block(tmp_path: Path) -> None:
    got = without(tmp_path, "phone")
    assert got.summary["counts"]["clean_t1"] == 4
    assert got.summary["scores"]["du"]["num"] == 4 * 8
    assert got.summary["scores"]["du"]["den"] == 4 * 9


def test_a_column_that_is_there_but_empty_is_not_absent(tmp_path: Path) -> None:
    people = [person | {"phone": None} for person in US]
    got = run(as_csv(tmp_path / "ds.csv", table(*people)), "--out", tmp_path / "kq")
    assert "phone" not in got.summary["fields_absent"]
    assert len(got.findings("V22", state="open")) == 4


def test_the_tier_asked_for_changes_what_is_spoken_of_not_what_is_counted(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "ds.csv", table(*US))
    first, second = (run(path, "--out", tmp_path / tier, "--tier", tier) for tier in ("T1", "T2"))
    assert [one.summary["tier"] for one in (first, second)] == ["T1", "T2"]
    assert first.table("progress") == second.table("progress")

"""A whole commune as it is: three ugly files, organisations, paper counts, last month's list."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from typer.testing import CliRunner

from clean.lists import Cleaned, run
from clean.recount import Recount
from dangvien.cli import app


@pytest.fixture(scope="module")
def tam_lu(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """The synthetic commune cleaned with everything it has."""
    folder = tmp_path_factory.mktemp("tam-lư")
    made = CliRunner().invoke(app, ["synth", "--commune", "--out", str(folder)])
    assert made.exit_code == 0, made.output
    lists = ("danh-sach-dang-vien.xlsx", "ds-ban-hon-phay.xlsx", "ds-truong-mam-non.csv")
    got = run(
        *(folder / name for name in lists), "--orgs", folder / "to-chuc.xlsx",
        "--control", folder / "so-giay.xlsx", "--previous", folder / "ky-truoc.csv",
        "--out", folder / "kết quả",
    )  # fmt: skip
    assert got.code == 0, got.complaint
    return got


def test_every_row_is_accounted_for(tam_lu: Cleaned) -> None:
    rows = tam_lu.summary["rows"]
    assert rows["rows_read"] == rows["members"] + rows["rejects"] + rows["skipped"]
    assert rows["rows_read"] == sum(one["rows_read"] for one in rows["sources"])
    assert len(tam_lu.table("members")) == rows["members"] == 640
    assert len(tam_lu.table("rejects")) == rows["rejects"]
    ids = [row["row_id"] for name in ("members", "rejects") for row in tam_lu.table(name)]
    assert len(set(ids)) == len(ids)


def test_every_figure_of_every_cell_is_what_a_slow_count_gives(tam_lu: Cleaned) -> None:
    slow = Recount(tam_lu.table("members"), tam_lu.table("findings"), date(2025, 12, 15))
    progress = tam_lu.table("progress")
    known = {row["org_code"] for row in progress}
    for unit in progress:
        codes = {unit["org_code"]}
        for _ in range(4):
            codes |= {row["org_code"] for row in progress if row["parent_code"] in codes}
        rows = [row for row in slow.members
                if (row["org_code"] if row["org_code"] in known else "?") in codes]  # fmt: skip
        recounted = slow.of(rows, codes)
        assert {name: int(unit[name]) for name in recounted} == recounted


def test_findings_point_to_rows_that_exist(tam_lu: Cleaned) -> None:
    members = {row["row_id"] for row in tam_lu.table("members")}
    for row in tam_lu.findings():
        file = row["row_id"].split("#")[0]
        if row["rule"] == "V29":
            assert file == "ky-truoc.csv"
        elif row["rule"].startswith("O"):
            assert file == "to-chuc.xlsx"
        else:
            assert row["row_id"] in members


def test_rules_between_rows_come_in_groups_of_two_or_more(tam_lu: Cleaned) -> None:
    values = {row["row_id"]: row for row in tam_lu.table("members")}
    for rule in ("V09", "V10"):
        found = [(row["field"], values[row["row_id"]][row["field"]])
                 for row in tam_lu.findings(rule)]  # fmt: skip
        assert found
        assert min(Counter(found).values()) >= 2


def test_its_own_output_goes_in_again_unchanged(tam_lu: Cleaned) -> None:
    orgs = tam_lu.out.parent / "to-chuc.xlsx"
    again = run(tam_lu.out / "members.csv", "--orgs", orgs, "--out", tam_lu.out.parent / "lại")
    assert again.code == 0, again.complaint
    told = [[{k: v for k, v in row.items() if k != "row_id"} for row in got.table("members")]
            for got in (tam_lu, again)]  # fmt: skip
    assert told[0] == told[1]
    assert [row for row in again.table("changes") if row["applied"] == "yes"] == []

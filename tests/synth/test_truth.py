"""The truth is complete: every rule is planted, every row exists, every value can be put back."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from dangvien import synth
from dangvien.synth.record import HEADINGS
from synth.nations import Nation

ORGANISATION_RULES = {f"O{number:02}" for number in range(1, 13)}
MEMBER_RULES = {f"V{number:02}" for number in range(1, 36)} - {"V34"}  # V34 needs section rows
IDS = r"^099\d{9}$"


def test_every_rule_has_something_to_find(nation: Nation) -> None:
    assert set(nation.truth("findings")["rule"]) == ORGANISATION_RULES | MEMBER_RULES


def test_a_row_under_the_wrong_section_is_planted_in_workbooks(tmp_path: Path) -> None:
    synth.build(4_000, 1, tmp_path, "xlsx")
    found = pl.read_parquet(tmp_path / "truth" / "findings.parquet")
    assert "V34" in set(found["rule"])


@pytest.mark.parametrize("table", ["findings", "traps", "maybe", "values"])
def test_every_row_of_truth_is_a_row_of_a_list(nation: Nation, table: str) -> None:
    known = {row for name in ("members", "organisations", "previous")
             for row in nation.listed(name)["row_id"]}  # fmt: skip
    assert set(nation.truth(table)["row_id"]) <= known


def test_nothing_is_both_a_finding_and_a_trap(nation: Nation) -> None:
    both = nation.truth("findings").join(
        nation.truth("traps").filter(pl.col("field") == ""), on=["row_id", "rule"], suffix="_trap"
    )
    # A member between two cells may share other things; a trap stands for its own rule and row.
    assert both.is_empty(), both


def test_every_person_has_a_row_and_copies_have_the_same_person(nation: Nation) -> None:
    people = nation.truth("people")
    assert people["row_id"].to_list() == nation.listed("members")["row_id"].to_list()
    person = dict(people.iter_rows())
    for one, two, _ in nation.truth("duplicates").iter_rows():
        assert one != two
        assert person[one] == person[two]


def test_a_corrupted_cell_differs_from_its_true_value(nation: Nation) -> None:
    members = nation.listed("members").rename({label: name for name, label in HEADINGS.items()})
    for (field,), rows in nation.truth("values").group_by("field"):
        name = str(field)
        shown = rows.join(members.select("row_id", pl.col(name).alias("shown")), on="row_id")
        assert shown.filter(pl.col("shown") == pl.col("value")).is_empty(), name


def test_true_ids_are_synthetic_and_true_days_are_iso(nation: Nation) -> None:
    values = nation.truth("values").drop_nulls("value")
    ids = values.filter(pl.col("field") == "citizen_id")["value"]
    assert ids.str.contains(IDS).all()
    days = values.filter(pl.col("field").str.ends_with("_date"))["value"]
    assert days.str.contains(r"^\d{4}(-\d\d-\d\d)?$").all()


def test_ids_that_are_not_corrupted_are_synthetic_and_nobody_elses(nation: Nation) -> None:
    members = nation.listed("members")
    touched = nation.truth("values").filter(pl.col("field") == "citizen_id")["row_id"]
    person = nation.truth("people")
    ids = members.filter(~pl.col("row_id").is_in(touched.to_list())).join(person, on="row_id")
    assert ids["Số CCCD"].str.contains(IDS).all()
    holders = ids.group_by("Số CCCD").agg(pl.col("person_id").n_unique())
    assert holders["person_id"].max() == 1


def test_the_corruptors_are_different_authors(tmp_path: Path) -> None:
    kinds = []
    for corruptor in ("a", "b"):
        synth.build(6_000, 1, tmp_path / corruptor, "parquet", corruptor=corruptor)
        pairs = pl.read_parquet(tmp_path / corruptor / "truth" / "duplicates.parquet")
        kinds.append(set(pairs["kind"]))
    assert kinds[0] & kinds[1] == {"exact"}


def test_twins_share_birth_and_surname_and_nothing_else(nation: Nation) -> None:
    twins = nation.members_of("twins", "traps").with_columns(
        surname=pl.col("Họ và tên").str.to_uppercase().str.split(" ").list.first()
    )
    assert twins.height >= 4
    assert twins["Số CCCD"].n_unique() == twins.height
    births = {re.sub(r"\D", "", day) for day in twins["Ngày sinh"]}
    assert len(births) <= twins.height


def test_a_household_shares_one_phone(nation: Nation) -> None:
    home = nation.members_of("household")
    assert home.group_by("Số điện thoại").len()["len"].min() == 2


def test_who_vanished_is_in_the_previous_list_only(nation: Nation) -> None:
    rows = nation.truth("findings").filter(pl.col("kind") == "vanished").select("row_id")
    gone = nation.listed("previous").join(rows, on="row_id")
    assert not gone.is_empty()
    assert not set(gone["Số CCCD"]) & set(nation.listed("members")["Số CCCD"])


def test_paper_counts_agree_where_the_truth_says_so(nation: Nation) -> None:
    organisations = nation.listed("organisations")
    agreeing = nation.truth("traps").filter(pl.col("kind") == "agrees").select("row_id")
    cells = organisations.join(agreeing, on="row_id").select("Mã TCĐ")
    paper = pl.read_parquet(nation.folder / "control.parquet").join(cells, on="Mã TCĐ")
    present = ["Đang sinh hoạt", "Miễn công tác và sinh hoạt", "Đình chỉ sinh hoạt",
               "Chờ chuyển sinh hoạt"]  # fmt: skip
    by_digits = {code.replace(".", ""): code for code in organisations["Mã TCĐ"]}
    by_name = dict(organisations.select("Tên tổ chức đảng", "Mã TCĐ").iter_rows())
    members = nation.listed("members").filter(pl.col("Trạng thái").is_in(present))
    units = [
        by_digits.get(code.replace(".", "")) if code else by_name.get(name)
        for code, name in members.select("Mã TCĐ", "Chi bộ đang sinh hoạt").iter_rows()
    ]
    counts = Counter(units)
    assert paper.height > 300
    for code, _, told in paper.iter_rows():
        assert counts[code] == int(told), code


def test_a_trap_shows_the_same_truth_in_other_words(nation: Nation) -> None:
    aliases = nation.members_of("alias", "traps")
    assert not aliases.is_empty()
    corrupted = nation.truth("values").select("row_id", "field")
    told = nation.truth("traps").filter(pl.col("kind") == "alias")
    assert told.join(corrupted, on=["row_id", "field"]).is_empty()

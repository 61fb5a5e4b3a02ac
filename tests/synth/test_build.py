"""A nation is what was asked for, the same twice, and refused when it cannot be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from dangvien import synth
from dangvien.files.problem import InputProblem
from synth.nations import MEMBERS, Nation


def fingerprints(folder: Path) -> dict[str, str]:
    """What every file below a folder holds."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_arguments_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        synth.build(600, 3, tmp_path / name, "csv")
    assert fingerprints(tmp_path / "one") == fingerprints(tmp_path / "two")


def test_another_seed_gives_another_nation(tmp_path: Path) -> None:
    for seed in (1, 2):
        synth.build(600, seed, tmp_path / str(seed), "csv")
    one, two = (fingerprints(tmp_path / str(seed)) for seed in (1, 2))
    assert one["members.csv"] != two["members.csv"]


@pytest.mark.parametrize("members", [1, 2, 3, 7, 24, 500])
def test_a_nation_has_exactly_as_many_members_as_asked_for(members: int, tmp_path: Path) -> None:
    synth.build(members, 1, tmp_path, "parquet")
    assert pl.read_parquet(tmp_path / "members.parquet").height == members
    assert json.loads((tmp_path / "truth" / "about.json").read_text())["members"] == members


def test_a_folder_holds_four_lists_and_the_truth(nation: Nation) -> None:
    lists = {path.name for path in nation.folder.glob("*.parquet")}
    assert lists == {
        f"{name}.parquet" for name in ("members", "organisations", "previous", "control")
    }
    truth = {path.stem for path in (nation.folder / "truth").iterdir()}
    assert truth == {"findings", "traps", "maybe", "values", "duplicates", "people", "about"}


def test_a_workbook_has_section_rows_and_the_truth_knows_their_numbers(tmp_path: Path) -> None:
    synth.build(400, 1, tmp_path, "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "members.xlsx").active
    assert sheet is not None
    rows = dict(enumerate(sheet.iter_rows(values_only=True), 1))
    ids = pl.read_parquet(tmp_path / "truth" / "people.parquet")["row_id"]
    numbers = [int(one.rsplit("#", 1)[1]) for one in ids]
    assert [rows[number][0] for number in numbers] == list(range(1, 401))
    sections = [str(row[1]) for number, row in rows.items() if number > 4 and number not in numbers]
    assert any(text.startswith("Chi bộ") for text in sections)


def test_a_workbook_beyond_a_hundred_thousand_members_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"100\.000"):
        synth.build(100_001, 1, tmp_path / "out", "xlsx")
    assert not (tmp_path / "out").exists()


def test_a_person_who_waits_is_told_of_each_block(tmp_path: Path) -> None:
    told: list[str] = []
    synth.build(50, 1, tmp_path, "csv", progress=told.append)
    assert told == ["Sinh khối 1", "Ghi tệp"]


def test_without_dirt_there_is_nothing_to_find(tmp_path: Path) -> None:
    synth.build(3_000, 4, tmp_path, "parquet", dirt=0.0)
    nation = Nation(tmp_path)
    assert nation.truth("findings").is_empty()
    assert nation.truth("duplicates").is_empty()
    assert not nation.truth("traps").is_empty()


def test_about_a_fifth_of_the_rows_has_something_to_find(nation: Nation) -> None:
    rows = nation.truth("findings").filter(pl.col("row_id").str.starts_with("members"))
    assert 0.15 < rows["row_id"].n_unique() / MEMBERS < 0.27

"""A list checked part by part, in several processes, says what the whole list at once says."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from dangvien.clean import in_parts
from dangvien.clean.directory import SEAL
from dangvien.clean.part import rename
from dangvien.core.assess import assess
from dangvien.core.rules.sample import AS_OF
from dangvien.synth import build

APART = ("V11", "V29")  # pairs of people, and another list, are not for parts


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    build(members=2_000, seed=5, out=folder, format="parquet")
    return folder


def listed(path: Path) -> pl.DataFrame:
    frame = rename(pl.read_parquet(path), "member" if path.stem == "members" else "organisation")
    number = pl.int_range(1, pl.len() + 1).cast(pl.String)
    empty = pl.lit(None, dtype=pl.String)
    return frame.with_columns(
        row_id=pl.lit(f"{path.name}##") + number, source=pl.lit(path.name + "#"),
        section=empty, section_parent=empty,
    )  # fmt: skip


def test_parts_find_what_the_whole_does(
    nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parts, "PART", 700)
    members, orgs = nation / "members.parquet", nation / "organisations.parquet"
    checked = in_parts.check(members, orgs, tmp_path / "out", as_of=AS_OF)
    found = pl.read_parquet(tmp_path / "out" / "findings" / "*.parquet")
    whole = assess(
        listed(members),
        as_of=AS_OF,
        organisation_rows=listed(orgs),
        heading_row=f"{members.name}##0",
    )
    expected = whole.findings.filter(~pl.col("rule").is_in(APART))
    assert found.sort(pl.all()).equals(expected.sort(pl.all()))
    assert checked.changes == whole.standard.changes.height
    assert checked.findings["len"].sum() == found.height
    same = ["unit", "members", "active", "clean_t1", "findings_e", "score_dung", "score_du"]
    assert checked.progress.select(same).equals(whole.progress.select(same))


def test_a_run_replaces_what_it_made_before(nation: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        in_parts.check(nation / "members.parquet", None, out, as_of=AS_OF)
    made = json.loads((out / SEAL).read_text(encoding="utf-8"))
    assert made["rows"] == 2_000
    assert [path.name for path in sorted((out / "members").iterdir())] == ["0000.parquet"]

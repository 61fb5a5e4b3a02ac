"""`dangvien check`: a city or a nation in parquet, standardised and checked part by part.

Memory is bounded by the part, not by the list: only the narrow key columns are held whole, for the
facts between rows. Findings and changes are parquet (code, field, value, parameters).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dangvien.core import census, engine, facts, organisations, placement, score
from dangvien.core.schema import MEMBER, names
from dangvien.core.standardise import standardise
from dangvien.core.votes import vote
from dangvien.files.headings import Table, field_of

PART = 400_000  # rows a part; two parts of a nation fit a commune's PC
_KEYS = (
    "row_id", "status__state", "citizen_id", "citizen_id__valid", "card_number",
    "card_number__fault", "file_number", "file_number__fault", "phone", "phone__fault",
    "temporary_cell", "temporary_cell__fault", "note", *placement.KEYS,
)  # fmt: skip
_FACTS = (
    "same_citizen_id", "same_card", "same_file_number", "same_phone", "counted_twice",
    "unit", "unit_match", "unit_guess", "unit_guess_code", "section_disagrees", "unit_state",
    "unit_is_leaf",
)  # fmt: skip

Step = Callable[[str], None]


@dataclass(frozen=True)
class Checked:
    """What a run in parts found: counts by rule, totals, progress per organisation."""

    rows: int
    changes: int
    findings: pl.DataFrame
    progress: pl.DataFrame


def check(
    source: Path, orgs: Path | None, out: Path, *, as_of: date, step: Step = lambda _: None
) -> Checked:
    """Standardise and check a parquet list against the whole rule book; write DIR/*.parquet parts."""
    with tempfile.TemporaryDirectory(dir=out.parent) as room:
        draft = Path(room)
        for name in ("members", "changes", "findings"):
            (draft / name).mkdir()
        checked = _check(source, orgs, draft, as_of, step)
        shutil.copytree(draft, out, dirs_exist_ok=True)
    return checked


def _check(source: Path, orgs: Path | None, draft: Path, as_of: date, step: Step) -> Checked:
    head = next(_parts(source, 50_000))
    votes = vote(head, MEMBER)
    have = {name for name in names() if name in head.columns} | {"org_code", "org_name"}
    keys, changed, rows = [], 0, 0
    for number, raw in enumerate(_parts(source, PART)):
        step(f"Chuẩn hóa phần {number + 1}")
        standard = standardise(raw, as_of=as_of, votes=votes)
        standard.frame.write_parquet(draft / "members" / f"{number:04}.parquet", compression="lz4")
        standard.changes.write_parquet(draft / "changes" / f"{number:04}.parquet")
        keys.append(standard.frame.select(_KEYS))
        changed += standard.changes.height
        rows += raw.height
    step("Đối chiếu giữa các hồ sơ")
    whole = pl.concat(keys)
    del keys
    if orgs is not None:
        listed = rename(pl.read_parquet(orgs), "organisation").with_columns(source=pl.lit("orgs"))
        tree = organisations.from_list(listed, as_of=as_of)
        have.add("organisations")
    else:
        tree = organisations.from_members(whole)
    whole = facts.stays(facts.sharing(placement.place(whole, tree))).select(_FACTS)
    plan = engine.plan(have)
    found, verdicts, people = [], [], []
    for number, (path, at, size) in enumerate(_written(draft / "members")):
        step(f"Kiểm tra phần {number + 1}")
        part = pl.read_parquet(path).hstack(whole.slice(at, size)).with_columns(
            twin_row=pl.lit(None, dtype=pl.String), left_list=pl.lit(False),
            twin_probability=pl.lit(None, dtype=pl.Float64),
        )  # fmt: skip
        findings = engine.check(part, plan.run, plan.absent)
        findings.write_parquet(draft / "findings" / f"{number:04}.parquet")
        part.select("row_id", "unit", *names()).write_parquet(path)
        found.append(findings.group_by("rule", "severity", "state", "unit").len())
        verdict = score.verdicts(part, findings, as_of=as_of, absent=plan.absent)
        verdicts.append(score.per_unit(verdict, findings))
        people.append(part.select("unit", "status__state", "member_type"))
    step("Tính theo tổ chức")
    counts = pl.concat(found)
    own = pl.concat(verdicts).group_by("unit").agg(pl.all().sum())
    units = census.count(tree, pl.concat(people))
    rolled = score.scores(score.roll_up(own, tree.ancestors()))
    progress = units.select("unit", "org_code", "org_name").join(
        rolled, on="unit", how="left", maintain_order="left"
    )
    progress.write_csv(draft / "progress.csv", include_bom=True)
    by_rule = counts.group_by("rule", "severity", "state").agg(pl.col("len").sum()).sort("rule")
    return Checked(rows, changed, by_rule, progress)


def rename(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Give the columns whose heading is known their field's name; text only."""
    named = {name: field_of(name, table) for name in frame.columns}
    return frame.select(
        pl.col(name).cast(pl.String).alias(field[0]) for name, field in named.items() if field
    )


def _parts(source: Path, size: int) -> Iterator[pl.DataFrame]:
    """Raw frames of `size` rows with their fields named and row ids as contracted."""
    scan = pl.scan_parquet(source)
    total = scan.select(pl.len()).collect().item()
    for at in range(0, total, size):
        part = rename(scan.slice(at, size).collect(), "member")
        numbers = pl.int_range(at + 1, at + 1 + part.height).cast(pl.String)
        yield part.with_columns(
            row_id=pl.lit(f"{source.name}##") + numbers, source=pl.lit(source.name + "#"),
            section=pl.lit(None, dtype=pl.String), section_parent=pl.lit(None, dtype=pl.String),
        )  # fmt: skip


def _written(folder: Path) -> Iterator[tuple[Path, int, int]]:
    at = 0
    for path in sorted(folder.glob("*.parquet")):
        size = pl.scan_parquet(path).select(pl.len()).collect().item()
        yield path, at, size
        at += size

"""The whole job on frames: standardise, place, compare, check, find twins, score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dangvien.core import census, compare, engine, facts, organisations, placement, score, text
from dangvien.core.match import Duplicates, find_duplicates
from dangvien.core.rules import BOOK
from dangvien.core.schema import MEMBER, PRESENT
from dangvien.core.standardise import Standard, standardise

Step = Callable[[str], None]


@dataclass(frozen=True)
class Assessment:
    """All that is known of one input on one day.

    `members`: standard frame with units and facts. `progress`: one row per organisation with counts
    and scores. `verdicts`: one narrow row per member. `differences` is None without a previous list.
    """

    as_of: date
    standard: Standard
    members: pl.DataFrame
    findings: pl.DataFrame
    duplicates: Duplicates
    verdicts: pl.DataFrame
    progress: pl.DataFrame
    tree: organisations.Tree
    differences: pl.DataFrame | None
    absent: frozenset[str]
    rules_run: tuple[str, ...]
    rules_not_run: dict[str, str]
    unmeasured: frozenset[str]

    @property
    def top(self) -> dict[str, Any]:
        """Counts and scores of the whole list."""
        return self.progress.filter(pl.col("parent").is_null()).to_dicts()[0]

    @property
    def synthetic(self) -> bool:
        """Whether anybody in it carries the prefix reserved for synthetic people."""
        return bool((self.members["citizen_id__prefix"] == "synthetic").any())


def assess(
    rows: pl.DataFrame,
    *,
    as_of: date,
    organisation_rows: pl.DataFrame | None = None,
    control_rows: pl.DataFrame | None = None,
    previous_rows: pl.DataFrame | None = None,
    heading_row: str = "",
    step: Step = lambda _: None,
) -> Assessment:
    """Assess raw member rows (see `files.read`); the other lists sharpen what can be said.

    `heading_row`: the row_id that findings about a whole missing column point to.
    """
    step("Chuẩn hóa từng ô")
    standard = standardise(rows, as_of=as_of)
    members = with_name_key(standard.frame)
    step("Xếp đảng viên vào tổ chức")
    if organisation_rows is not None:
        tree = organisations.from_list(organisation_rows, as_of=as_of)
    else:
        tree = organisations.from_members(members)
    members = facts.stays(facts.sharing(placement.place(members, tree)))
    step("Dò hồ sơ trùng")
    duplicates = find_duplicates(members)
    members = facts.twins(members, duplicates.pairs)
    members = members.with_columns(left_list=pl.lit(False))

    step("Kiểm tra theo bộ quy tắc")
    have = _have(rows, tree, control_rows, previous_rows)
    about_members = engine.plan(have)
    absent = about_members.absent
    parts = [
        engine.check(members, about_members.run, absent),
        engine.no_column(about_members, heading_row, top_unit(tree)),
    ]
    differences = None
    if previous_rows is not None:
        differences, gone = _previous(previous_rows, members, tree, as_of)
        parts.append(engine.check(gone, [rule for rule in about_members.run if rule.code == "V29"]))

    units = census.count(tree, members)
    units = census.secretaries(census.paper(units, control_rows), members, tree)
    about_units = engine.plan(have | organisation_fields(organisation_rows), subject="organisation")
    parts.append(check_units(units, tree, about_units))
    if organisation_rows is not None:
        parts.append(engine.no_column(about_units, organisation_rows["source"][0], top_unit(tree)))
    findings = pl.concat(parts)

    step("Tính sáu yêu cầu của dữ liệu")
    unmeasured = unmeasurable(absent, about_members)
    verdicts = score.verdicts(members, findings, as_of=as_of, absent=absent)
    rolled = score.roll_up(score.per_unit(verdicts, findings), tree.ancestors())
    progress = units.select("unit", "parent", "org_code", "org_name", "is_active", "paper").join(
        score.scores(rolled, unmeasured), on="unit", how="left", maintain_order="left"
    )
    not_run = about_members.not_run | about_units.not_run
    return Assessment(
        as_of, standard, members, findings, duplicates, verdicts, progress, tree, differences,
        absent, tuple(rule.code for rule in BOOK if rule.code not in not_run), not_run,
        frozenset(unmeasured),
    )  # fmt: skip


def with_name_key(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `name_key`, once per distinct name."""
    distinct: list[str] = frame["full_name"].drop_nulls().unique().to_list()
    keys = pl.DataFrame(
        {"full_name": distinct, "name_key": [text.name_key(name) for name in distinct]},
        schema={"full_name": pl.String, "name_key": pl.String},
    )
    return frame.join(keys, on="full_name", how="left", maintain_order="left")


def _have(
    rows: pl.DataFrame,
    tree: organisations.Tree,
    control: pl.DataFrame | None,
    previous: pl.DataFrame | None,
) -> set[str]:
    """Fields and facts that this run can speak of."""
    have = {field.name for field in MEMBER if field.name in rows.columns}
    if {"org_name", "org_code"} & have or rows["section"].null_count() < rows.height:
        have |= {"org_name", "org_code"}
    given = {"organisations": tree.listed, "paper": control is not None,
             "previous": previous is not None, "twin_row": True}  # fmt: skip
    return have | {name for name, true in given.items() if true}


def organisation_fields(raw: pl.DataFrame | None) -> set[str]:
    """Fields and facts that a list of organisations brings with it."""
    told = set() if raw is None else set(raw.columns)
    return told | ({"paper"} if "paper_count" in told else set())


def top_unit(tree: organisations.Tree) -> int:
    """The one unit above all others."""
    return int(tree.units.filter(pl.col("parent").is_null())["unit"][0])


def _previous(
    raw: pl.DataFrame, members: pl.DataFrame, tree: organisations.Tree, as_of: date
) -> tuple[pl.DataFrame, pl.DataFrame]:
    previous = placement.place(with_name_key(standardise(raw, as_of=as_of).frame), tree)
    pairs = compare.pair(members, previous)
    gone = previous.join(pairs, left_on="row_id", right_on="previous_row_id", how="anti")
    gone = gone.with_columns(left_list=pl.col("status__state").is_in(PRESENT))
    for name, value in facts.NEUTRAL["member"].items():
        if name not in gone.columns:
            gone = gone.with_columns(pl.lit(value, dtype=facts.dtype(name)).alias(name))
    return compare.differences(members, previous, pairs), gone


def check_units(units: pl.DataFrame, tree: organisations.Tree, plan: engine.Plan) -> pl.DataFrame:
    """Findings about the organisations themselves; their counts stand in `units`."""
    frame = units.filter(~pl.col("made"))
    for name, dtype in facts.record_schema("organisation").items():
        if name not in frame.columns:
            value = facts.NEUTRAL["organisation"].get(name)
            frame = frame.with_columns(pl.lit(value, dtype=dtype).alias(name))
    unlisted = pl.lit("") if not tree.listed else pl.col("row_id")
    frame = frame.with_columns(row_id=unlisted.fill_null(""))
    return engine.check(frame, plan.run, plan.absent if tree.listed else ())


def unmeasurable(absent: frozenset[str], plan: engine.Plan) -> set[str]:
    """Scores and counts that nothing in this input could measure."""
    ran = {rule.dimension for rule in plan.run}
    unknown = {name for name in ("dung", "sach", "thong_nhat") if name not in ran}
    if "verified_date" in absent:
        unknown.add("song")
    needed = {tier: {f.name for f in MEMBER if f.tier <= tier and f.required != "optional"}
              for tier in (1, 2)}  # fmt: skip
    unknown |= {f"clean_t{tier}" for tier, fields in needed.items() if fields & absent}
    if "clean_t1" in unknown:
        unknown.add("dung_chung")
    return unknown

"""One part of a nation, in a process of its own: standardise it, and later check it.

Between the two a part waits on disk without what can be told again: columns of nulls, and the text
as read where it is the value in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dangvien.core import engine, placement, score
from dangvien.core.assess import with_name_key
from dangvien.core.engine import Plan
from dangvien.core.schema import MEMBER, names
from dangvien.core.standardise import standardise
from dangvien.core.votes import Votes
from dangvien.files.headings import Table, field_of

PERSON = ("status__state", "member_type", "name_key")
KEYS = (
    *PERSON, "citizen_id", "citizen_id__valid", "card_number",
    "card_number__fault", "file_number", "file_number__fault", "phone", "phone__fault",
    "temporary_cell", "temporary_cell__fault", "note", *placement.COLUMNS,
)  # fmt: skip
FACTS = (
    "same_citizen_id", "same_card", "same_file_number", "same_phone", "counted_twice",
    "unit", "unit_match", "unit_guess", "unit_guess_code", "section_disagrees", "unit_state",
    "unit_is_leaf",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Rows `at` to `at + size` of a list, and where its tables go."""

    source: Path
    draft: Path
    number: int
    at: int
    size: int

    def path(self, table: str, suffix: str = "parquet") -> Path:
        """File of one of its tables."""
        return self.draft / table / f"{self.number:04}.{suffix}"


@dataclass(frozen=True)
class Seen:
    """What checking a part leaves to be added up."""

    findings: pl.DataFrame  # rule, severity, state, len
    own: pl.DataFrame  # counts per unit


def rename(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Give the columns whose heading is known their field's name; text only.

    Of two columns that mean one field, the one with the better heading is read.
    """
    known = [(name, field_of(name, table)) for name in frame.columns]
    ranked = sorted((found[1], name, found[0]) for name, found in known if found)
    named = {field: name for _, name, field in reversed(ranked)}
    return frame.select(pl.col(name).cast(pl.String).alias(f) for f, name in named.items())


def raw(part: Part) -> pl.DataFrame:
    """The raw frame of a part: fields named, row ids as contracted."""
    frame = pl.scan_parquet(part.source).slice(part.at, part.size).collect()
    number = pl.int_range(part.at + 1, part.at + 1 + frame.height).cast(pl.String)
    nothing = pl.lit(None, dtype=pl.String)
    return rename(frame, "member").with_columns(
        row_id=pl.lit(f"{part.source.name}##") + number, source=pl.lit(part.source.name + "#"),
        section=nothing, section_parent=nothing,
    )  # fmt: skip


def prepare(part: Part, votes: Votes, as_of: date) -> tuple[pl.DataFrame, int, pl.Schema]:
    """Standardise a part; give back its keys, how many changes it has, and its schema."""
    standard = standardise(raw(part), as_of=as_of, votes=votes)
    standard.changes.write_parquet(part.path("changes"), compression="lz4", statistics=False)
    frame = standard.frame
    _thin(frame).write_ipc(part.path("members", "arrow"), compression="lz4")
    keys = with_name_key(frame).select(KEYS)
    return keys, standard.changes.height, frame.schema


def _thin(frame: pl.DataFrame) -> pl.DataFrame:
    held = [name for name, nulls in zip(frame.columns, frame.null_count().row(0), strict=True)
            if nulls < frame.height]  # fmt: skip
    return frame.select(held).with_columns(
        pl.when(pl.col(f"{name}__raw").ne_missing(pl.col(name))).then(f"{name}__raw")
        for name in names()
        if f"{name}__raw" in held and name in held
    )


def check(part: Part, facts: pl.DataFrame, schema: pl.Schema, plan: Plan, as_of: date) -> Seen:
    """Check a part against the rules of a plan, now that the facts between rows are known."""
    path = part.path("members", "arrow")
    frame = pl.read_ipc(path.read_bytes())
    path.unlink()
    gone = {name: dtype for name, dtype in schema.items() if name not in frame.columns}
    frame = frame.hstack(facts).with_columns(
        **{name: pl.lit(None, dtype=dtype) for name, dtype in gone.items()},
        twin_row=pl.lit(None, dtype=pl.String), left_list=pl.lit(False),
        twin_probability=pl.lit(None, dtype=pl.Float64),
    )  # fmt: skip
    findings = engine.check(frame, plan.run, plan.absent)
    findings.write_parquet(part.path("findings"), compression="lz4", statistics=False)
    frame.select("row_id", "unit", *names(MEMBER)).write_parquet(
        part.path("members"), compression="lz4", statistics=False
    )
    verdicts = score.verdicts(frame, findings, as_of=as_of, absent=plan.absent)
    return Seen(counts(findings), score.per_unit(verdicts, findings))


def counts(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings by rule, severity and state."""
    return findings.group_by("rule", "severity", "state").len()

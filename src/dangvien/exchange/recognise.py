"""A file read and assessed: what each row says, and everything that `clean` would find in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from dangvien.core.assess import Assessment, assess
from dangvien.core.rules import BOOK
from dangvien.core.schema import STATUSES
from dangvien.exchange import evidence
from dangvien.exchange.models import Batch
from dangvien.files.read import MemberInput, read_members
from dangvien.members import fields
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import org_frame

# What was wrong with how a cell was written, and is put right in the value in force.
HARMLESS = r"^(?:serial|legacy|noise|case| )*$"
_SHORT = 300  # every field takes that many characters


@dataclass(frozen=True)
class Recognised:
    """A list as read and assessed. `org_ids`: unit of the assessment → organisation id."""

    intake: MemberInput
    assessment: Assessment
    org_ids: list[int]

    @property
    def members(self) -> pl.DataFrame:
        """The standard frame with units and facts, one row per member row."""
        return self.assessment.members

    @cached_property
    def values(self) -> pl.DataFrame:
        """row_id, and every field that the register keeps: the value in force, or null.

        A filler ("x", "không có") says nothing; what no column can hold stays in the evidence.
        """
        names = sorted(fields.kept())
        given = self.members.select(
            "row_id",
            *(
                pl.when(~pl.col(f"{name}__fault").fill_null("").str.contains("placeholder"))
                .then(name).alias(name)
                for name in names
            ),
        ).with_columns(status=pl.when(pl.col("status").is_in(STATUSES)).then("status"))  # fmt: skip
        return given.with_columns(_storable(given, name) for name in names)

    @cached_property
    def doubtful(self) -> dict[str, set[str]]:
        """Field → row ids whose cell is itself wrong: it may fill a blank, never contradict."""
        found: dict[str, set[str]] = {}
        for name in sorted(fields.kept()):
            fault = pl.col(f"{name}__fault").fill_null("")
            rows = self.members.filter(~fault.str.contains(HARMLESS))["row_id"].to_list()
            if rows:
                found[name] = set(rows)
        return found

    def left_out(self) -> dict[str, int]:
        """How many cells of each field say something that the register cannot hold."""
        filler = "placeholder"
        counts = {
            name: self.members.filter(
                pl.col(name).is_not_null()
                & ~pl.col(f"{name}__fault").fill_null("").str.contains(filler)
            ).height - int(self.values[name].count())
            for name in sorted(fields.kept())
        }  # fmt: skip
        return {name: count for name, count in counts.items() if count}


def recognise(batch: Batch) -> Recognised:
    """Read the evidence of a batch and assess it; `InputProblem` when the file cannot be used."""
    with evidence.opened(batch) as path:
        intake = read_members([path], headings=batch.told.get("headings"))
    scope = Organisation.objects.under(batch.org).order_by("path")
    units = org_frame(scope)
    assessment = assess(
        intake.rows, as_of=batch.as_of, organisation_rows=units.drop("org_id"),
        heading_row=next(iter(intake.header_rows.values()), ""),
    )  # fmt: skip
    return Recognised(intake, assessment, units["org_id"].cast(pl.Int64).to_list())


def _storable(frame: pl.DataFrame, name: str) -> pl.Expr:
    """The column without what cannot be stored; only long or odd texts are looked at one by one."""
    text = pl.col(name)
    odd = frame.filter((text.str.len_chars() > _SHORT) | text.str.contains("\x00", literal=True))
    bad = [value for value in odd[name].unique().to_list() if not fields.fits(name, value)]
    return pl.when(~text.is_in(bad)).then(text).alias(name) if bad else text


def findings(recognised: Recognised) -> pl.DataFrame:
    """The open findings with the name of whom they speak of, worst first; sealed, never stored clear."""
    order = {"E": 0, "W": 1, "N": 2}
    names = recognised.members.select("row_id", name="full_name")
    at = recognised.intake.fates.select("row_id", "row_number")
    # The tree is the register's own here, not a list that was sent in: what is wrong with it, and
    # counts of units that a part of the people makes wrong, are no matter of this file.
    of_members = [rule.code for rule in BOOK if rule.subject == "member"]
    found = recognised.assessment.findings.filter(
        pl.col("state") == "open", pl.col("rule").is_in(of_members)
    )
    found = found.join(names, on="row_id", how="left", maintain_order="left")
    found = found.join(at, on="row_id", how="left", maintain_order="left")
    rank = pl.col("severity").replace_strict(order, default=3, return_dtype=pl.Int8)
    ordered = found.with_columns(_rank=rank).sort(
        "_rank", "rule", "row_number", maintain_order=True
    )
    return ordered.drop("_rank")


def rule_counts(found: pl.DataFrame) -> dict[str, Any]:
    """How many findings of each severity and of each rule."""
    return {
        "severities": dict.fromkeys("EWN", 0) | dict(found.group_by("severity").len().rows()),
        "rules": dict(sorted(found.group_by("rule").len().rows())),
    }

"""What the rule book says of people of the register today: a set at once, or the few of one save."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.db.models import QuerySet

from dangvien.core import rules
from dangvien.core.engine import check
from dangvien.members import fields
from dangvien.members.models import Person
from dangvien.quality.book import Choices, choices
from dangvien.quality.examining import facts, judging, reading

BOOK = tuple(rule for rule in rules.BOOK if rule.subject == "member")
SAFE = 0.95  # confidence from which a proposal may be taken in bulk


@dataclass(frozen=True)
class Examined:
    """People as read (`frame`: standard columns, facts, `person`, `unit`) and what is found.

    `findings`: columns of `engine.FINDING_SCHEMA` with `person` and `safe`; open ones only.
    """

    frame: pl.DataFrame
    findings: pl.DataFrame


def examine(people: QuerySet[Person], *, few: bool, settings: Choices | None = None) -> Examined:
    """Ask the rule book about people that stand. `few`: read one by one, for a handful.

    `settings`: instead of those in force, for a trial.
    """
    frame = reading.standard(people, few=few)
    frame = facts.known(frame, people)
    told = choices() if settings is None else settings
    return Examined(frame, judged(frame, told, on_file=True))


def judged(frame: pl.DataFrame, settings: Choices, *, on_file: bool = False) -> pl.DataFrame:
    """The open findings of a frame that carries its facts, as the units' settings have them.

    `on_file`: the frame is what the register holds. What a reader puts right by itself in a list still
    stands there as it was; of a name it is then open, to be taken.
    """
    found = check(frame, BOOK)
    found = judging.as_set(found, frame, BOOK, settings)
    known = [*(fields.kept() | {*fields.UNIT})]  # nothing is said of a section that is switched off
    found = _with_notation(found.filter(pl.col("field").is_in(known)))
    found = found.filter((pl.col("state") == "open") | (pl.col("notation") & pl.lit(on_file)))
    return (
        found.join(frame.select("row_id", "person"), on="row_id", how="left")
        .with_columns(
            safe=pl.col("fix").is_not_null()
            & (~pl.col("field").is_in([*fields.IDENTITY]) | pl.col("notation"))
            & (pl.col("fix_confidence").round(4) >= SAFE).fill_null(False)
        )
        .drop("notation")
    )


def _with_notation(found: pl.DataFrame) -> pl.DataFrame:
    """`notation`: the finding proposes the same name, written properly. Asked of distinct names."""
    name = (pl.col("field") == "full_name") & pl.col("value").is_not_null()
    pairs = found.filter(name & pl.col("fix").ne_missing(pl.col("value"))).select("value", "fix")
    told = [
        (value, fix, True) for value, fix in pairs.drop_nulls().unique().iter_rows()
        if fields.notation_only("full_name", value, fix)
    ]  # fmt: skip
    schema = {"value": pl.String, "fix": pl.String, "notation": pl.Boolean}
    same = pl.DataFrame(told, schema=schema, orient="row")
    return found.join(same, on=["value", "fix"], how="left", maintain_order="left").with_columns(
        notation=pl.col("notation").fill_null(False) & name
    )

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
    return Examined(frame, judged(frame, choices() if settings is None else settings))


def judged(frame: pl.DataFrame, settings: Choices) -> pl.DataFrame:
    """The open findings of a frame that carries its facts, as the units' settings have them."""
    found = check(frame, BOOK)
    found = judging.as_set(found, frame, BOOK, settings)
    known = [*(fields.kept() | {*fields.UNIT})]  # nothing is said of a section that is switched off
    found = found.filter((pl.col("state") == "open") & pl.col("field").is_in(known))
    return found.join(frame.select("row_id", "person"), on="row_id", how="left").with_columns(
        safe=pl.col("fix").is_not_null()
        & ~pl.col("field").is_in([*fields.IDENTITY])
        & (pl.col("fix_confidence").round(4) >= SAFE).fill_null(False)
    )

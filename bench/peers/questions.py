"""The same 20 questions for every contestant: a rule and the field it is asked of."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules import get
from dangvien.core.rules.rule import Rule

ASKED = (
    "V01:full_name", "V02:full_name", "V03:full_name", "V04:citizen_id", "V05:citizen_id",
    "V07:citizen_id", "V08:birth_date", "V09:citizen_id", "V10:card_number", "V12:birth_date",
    "V13:official_date", "V14:admission_date", "V15:card_number", "V16:member_type",
    "V17:card_number", "V19:org_name", "V22:phone", "V24:permanent_address", "V25:citizen_id",
    "V28:residence_cell",
)  # fmt: skip


def questions() -> list[Rule]:
    """The 20 rules, each with the cases of one field only."""
    asked = [name.split(":") for name in ASKED]
    return [next(one for one in get(code).each() if one.field == field) for code, field in asked]


def broken(one: Rule) -> pl.Expr:
    """True where a row breaks the rule in any way: what peers are given."""
    return pl.any_horizontal([case.when.fill_null(False) for case in one.cases])


def columns(rules: list[Rule], known: list[str]) -> list[str]:
    """The columns that the questions and their findings rest on, in the order of the frame."""
    needed = {"row_id"}
    for one in rules:
        needed |= {f"{one.field}{end}" for end in ("", "__raw", "__fault", "__fix", "__conf")}
        for case in one.cases:
            told = (case.when, case.fix, case.detail)
            needed |= {name for expr in told if expr is not None for name in expr.meta.root_names()}
    return [name for name in known if name in needed]

"""The list as read: standard values of each row, what the rule book says, what the tree holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dangvien.clean.tables import words
from dangvien.core import engine, organisations
from dangvien.core.assess import check_units
from dangvien.core.organisation_names import code_digits
from dangvien.core.rules import BOOK
from dangvien.core.schema import ORGANISATION, names
from dangvien.exchange import evidence
from dangvien.exchange.models import Batch
from dangvien.files.problem import InputProblem
from dangvien.files.read import MemberInput, organisation_list
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import org_frame

# What a list of organisations can be asked without a list of members beside it.
RULES = tuple(
    rule for rule in BOOK if rule.code in {"O01", "O02", "O03", "O04", "O05", "O09", "O10"}
)
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Listed:
    """`rows`: standard rows of the file in order; `findings`: row_id → findings, worst first."""

    intake: MemberInput
    rows: list[dict[str, Any]]
    findings: dict[str, list[dict[str, Any]]]
    found: pl.DataFrame


def listed(batch: Batch, held: list[Organisation]) -> Listed:
    """Read the evidence; `held` are the organisations of the register that the list may speak of."""
    with evidence.opened(batch) as path:
        intake = organisation_list(path)
    raw = intake.rows
    if "org_name" not in raw.columns and "org_code" not in raw.columns:
        raise InputProblem("không có cột Tên tổ chức đảng và Mã TCĐ.", file=batch.file_name)
    tree = organisations.from_list(_beside(raw, held), as_of=batch.as_of)
    have = {"organisations", *(name for name in names(ORGANISATION) if name in raw.columns)}
    plan = engine.plan(have, subject="organisation", book=RULES)
    found = check_units(tree.units, tree, plan)
    own = raw.select("row_id")
    found = found.filter(pl.col("state") == "open").join(own, on="row_id", how="semi")
    rows = tree.units.filter(~pl.col("made")).join(own, on="row_id", how="semi").to_dicts()
    return Listed(intake, rows, _told(found), found)


def _beside(raw: pl.DataFrame, held: list[Organisation]) -> pl.DataFrame:
    """The file's rows, and below them what the register holds of organisations it does not name."""
    digits = {code_digits(code) for code in raw["org_code"]} if "org_code" in raw.columns else set()
    rest = [org for org in held if not org.code or code_digits(org.code) not in digits]
    known = [org_frame(rest[start : start + _AT_ONCE]) for start in range(0, len(rest), _AT_ONCE)]
    return pl.concat([raw, *(part.drop("org_id") for part in known)], how="diagonal_relaxed")


def _told(found: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    # Where it hangs comes first: a code that does not fit an unknown superior is the same cause.
    order = {"E": 0, "W": 2, "N": 3}
    rows: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(found.to_dicts(), key=lambda f: order[f["severity"]] + (f["rule"] != "O04")):
        rows.setdefault(one["row_id"], []).append(one)
    return rows


def words_of(finding: dict[str, Any]) -> str:
    """A finding in the words of `clean`."""
    return words(*(finding[n] for n in ("rule", "cause", "value", "detail", "fix", "field")))


def day_of(row: dict[str, Any], field: str, edge: str = "first") -> date | None:
    """A date of a row, its first or last day when it is partly known."""
    found = row.get(f"{field}__{edge}")
    return found if isinstance(found, date) else None

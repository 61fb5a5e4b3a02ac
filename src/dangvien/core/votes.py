"""Column votes: what a whole column is, decided on evidence before any of its cells is read."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from dangvien.core import dates, encodings
from dangvien.core.cells import Vote
from dangvien.core.schema import Field

Votes = dict[tuple[str, str], Vote]

SAMPLE = 2_000  # distinct values a column shows to the vote
_LEGACY_KINDS = {"name", "address", "text", "organisation", "ethnicity", "religion", "code"}


def vote(raw: pl.DataFrame, fields: Iterable[Field]) -> Votes:
    """Vote on every (source, column) of a raw frame; a column that is as expected has no entry."""
    votes: Votes = {}
    present = [field for field in fields if field.name in raw.columns]
    for (source,), part in raw.group_by("source", maintain_order=True):
        for field in present:
            if field.kind not in _LEGACY_KINDS and field.kind != "date":
                continue
            values = _values(part[field.name])
            decided = _vote_one(field, values) if values else Vote()
            if decided != Vote():
                votes[str(source), field.name] = decided
    return votes


def _values(column: pl.Series) -> list[str]:
    values: list[str] = column.drop_nulls().head(SAMPLE * 10).unique(maintain_order=True).to_list()
    return values[:SAMPLE]


def _vote_one(field: Field, values: list[str]) -> Vote:
    if field.kind == "date":
        return Vote(column=dates.vote(values))
    decision = encodings.detect(values)
    return Vote(decision.encoding, decision.evidence) if decision else Vote()

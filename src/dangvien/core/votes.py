"""Column votes: what a whole column is, decided on evidence before any of its cells is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

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
        values = {field.name: _values(part[field.name]) for field in present}
        asked = {field.name: field for field in present if values[field.name]}
        epoch = (part["epoch"][0] if "epoch" in part.columns else None) or 1900
        decided = {name: _vote_one(field, values[name], epoch) for name, field in asked.items()}
        fonts = Counter(vote.encoding for vote in decided.values() if vote.encoding)
        if fonts:
            decided |= _likewise(decided, values, fonts.most_common(1)[0][0])
        votes |= {(str(source), name): won for name, won in decided.items() if won != Vote()}
    return votes


def _likewise(
    decided: dict[str, Vote], values: dict[str, list[str]], encoding: str
) -> dict[str, Vote]:
    """Short columns ("N÷", "ChÝnh thøc") cannot decide alone: they follow the font of their file."""
    evidence = f"Theo các cột khác của tệp, bảng mã {encoding}."
    return {
        name: replace(vote, encoding=encoding, evidence=evidence)
        for name, vote in decided.items()
        if not vote.encoding and encodings.fits(values[name], encoding)
    }


def _values(column: pl.Series) -> list[str]:
    values: list[str] = column.drop_nulls().head(SAMPLE * 10).unique(maintain_order=True).to_list()
    return values[:SAMPLE]


def _vote_one(field: Field, values: list[str], epoch: int) -> Vote:
    if field.kind == "date":
        return Vote(column=dates.vote(values, epoch=epoch))
    if field.kind not in _LEGACY_KINDS:
        return Vote()
    decision = encodings.detect(values)
    return Vote(decision.encoding, decision.evidence) if decision else Vote()

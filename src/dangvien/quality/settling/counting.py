"""The verdict rows of people just examined: `core.score` without what is waived, and where it lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from dangvien import clock
from dangvien.core import score
from dangvien.core.schema import FIELDS
from dangvien.quality.models import Finding
from dangvien.quality.settling import bits
from dangvien.quality.settling.differing import Standing

_SCORED = (
    "members", "active", "exempt", "with_citizen_id", "clean_t1", "clean_t2", "num_dung", "num_du",
    "num_sach", "num_song", "num_thong_nhat",
)  # fmt: skip
_NUMBERS = ("num_dung", "num_du")
COLUMNS = ("unit_id", *_SCORED, "e", "w", "n", "waived", "lies", *bits.COLUMNS)
_BOX = {"org_code": "org_name"}
_FILLED = "·"  # any text: the box counts as filled because somebody granted that it is empty


class Counted(NamedTuple):
    """One person's verdict: values in the order of `COLUMNS`."""

    person: int
    values: tuple[object, ...]

    @property
    def clean(self) -> bool:
        """Clean of T1."""
        return bool(self.values[COLUMNS.index("clean_t1")])


def counted(frame: pl.DataFrame, standing: Iterable[Standing]) -> list[Counted]:
    """Verdicts of the people of a standard frame, given their findings that stand open."""
    if not frame.height:
        return []
    frame = frame.with_columns(row_id=pl.col("person"))
    by_person: dict[int, list[Standing]] = defaultdict(list)
    for one in standing:
        by_person[one.subject].append(one)
    live = [one for one in standing if one.state != Finding.WAIVED]
    rows = _scored(frame, live)
    clean, lacks = _with_waivers(frame, live, by_person), bits.lacking(frame)
    told = []
    for row in rows.iter_rows(named=True):
        person, own = row["row_id"], by_person.get(row["row_id"], [])
        if person in clean:
            row["clean_t1"], row["clean_t2"] = clean[person]
        weights = [one.severity for one in own if one.state != Finding.WAIVED]
        told.append(Counted(person, (
            row["unit"], *(row[n] if n in _NUMBERS else bool(row[n]) for n in _SCORED),
            *(weights.count(weight) for weight in "EWN"), len(own) - len(weights),
            _lies(own) if row["active"] and not row["clean_t1"] else "",
            *bits.sets(lacks[person], own),
        )))  # fmt: skip
    return told


def _scored(frame: pl.DataFrame, live: list[Standing]) -> pl.DataFrame:
    schema = {"row_id": pl.Int64(), "field": pl.String(), "dimension": pl.String(),
              "severity": pl.String(), "state": pl.String()}  # fmt: skip
    told = [(one.subject, one.field, one.dimension, one.severity, "open") for one in live]
    findings = pl.DataFrame(told, schema=schema, orient="row")
    return score.verdicts(frame, findings, as_of=clock.today()).with_columns(
        pl.col(*_SCORED).fill_null(0)
    )


def _with_waivers(
    frame: pl.DataFrame, live: list[Standing], by_person: dict[int, list[Standing]]
) -> dict[int, tuple[int, int]]:
    """Clean or not of people with an exception: a box that may be empty does not block either."""
    waived: dict[str, list[int]] = defaultdict(list)
    for person, own in by_person.items():
        for one in own:
            if one.state == Finding.WAIVED:
                waived[_BOX.get(one.field, one.field)].append(person)
    if not waived:
        return {}
    people = {person for some in waived.values() for person in some}
    part = frame.filter(pl.col("person").is_in(people))
    for name, some in waived.items():
        here = pl.col("person").is_in(some)
        part = part.with_columns(
            pl.when(here).then(pl.col(name).fill_null(_FILLED)).otherwise(name).alias(name),
            pl.when(~here).then(f"{name}__fault").alias(f"{name}__fault"),
        )
    rows = _scored(part, [one for one in live if one.subject in people])
    return {row[0]: row[1:] for row in rows.select("row_id", "clean_t1", "clean_t2").iter_rows()}


def _lies(own: list[Standing]) -> str:
    """Where what blocks lies; what blocks is on the nine boxes, and weighs the most there."""
    live = [one for one in own if one.state != Finding.WAIVED]
    boxes = [one for one in live if one.field in FIELDS and FIELDS[one.field].tier == 1]
    blocking = [one for one in boxes if one.severity == "E"] or boxes or live
    if any(one.state == Finding.WAITING for one in blocking):
        return "approval"
    holders = {one.holder for one in blocking}
    return next((place for place in ("police", "above") if place in holders), "cell")

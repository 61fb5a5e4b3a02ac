"""The sets of fields of a verdict: what holds nothing, what is blocked and where that lies."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from dangvien.core.schema import MEMBER
from dangvien.core.score import stands
from dangvien.quality.masks import BIT
from dangvien.quality.models import Finding
from dangvien.quality.settling.differing import Standing

COLUMNS = ("lacks", "blocked", "at_approval", "at_police", "at_above", "excepted")
_BOX = {"org_code": "org_name"}  # a member's unit is one box, however it is known
_PLACES = {"police": "at_police", "above": "at_above"}


def lacking(frame: pl.DataFrame) -> dict[int, int]:
    """Person → the mandatory fields that hold nothing."""
    bits = [
        pl.when(stands(field)).then(0).otherwise(BIT[field.name]).cast(pl.Int64)
        for field in MEMBER
        if field.required != "optional"
    ]
    told = frame.select("person", lacks=pl.sum_horizontal(bits))
    return dict(told.iter_rows())


def sets(lacks: int, own: Iterable[Standing]) -> tuple[int | None, ...]:
    """The columns of one person; a field that may be empty by an exception does not lack."""
    found = dict.fromkeys(COLUMNS, 0)
    for one in own:
        bit = BIT.get(one.field, 0)
        if one.state == Finding.WAIVED:
            found["excepted"] |= bit
            lacks &= ~BIT.get(_BOX.get(one.field, one.field), 0)
        elif one.severity == "E":
            found["blocked"] |= bit
            if one.state == Finding.WAITING:
                found["at_approval"] |= bit
            elif place := _PLACES.get(one.holder):
                found[place] |= bit
    return lacks, found["blocked"], *(found[name] or None for name in COLUMNS[2:])

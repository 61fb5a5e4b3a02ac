"""Which units need a call: those that will not be done on the last day if they go on as they do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dangvien.campaigns.comparing import compared, interval
from dangvien.campaigns.counts import Counts, total
from dangvien.campaigns.forecast import Forecast
from dangvien.campaigns.shapes import Groups, Standing, UnitRow
from dangvien.orgs.words import short


def directly(name: str) -> str:
    """What the people of a unit itself are called beside the units below it."""
    return f"Trực tiếp ở {short(name)}"


def level(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """The units directly below the top of a tree, and the top's own people as one more, if any."""
    if not rows:
        return []
    top, *rest = rows
    below = [row for row in rest if row.depth == 1 and (row.counts.base or row.counts.newcomers)]
    if top.own.base or top.own.newcomers:
        own = top._replace(
            name=directly(top.name), counts=top.own, finished=int(top.own.finished), peopled=1
        )
        return [own, *below]
    return below


def grouped(rows: Sequence[UnitRow], told: Forecast) -> Groups:
    """The units of the level below the top, sorted.

    At risk: those that will lack most come first. On pace: first where the rate is surely low (the
    lower end of its interval), so that three of five does not stand before thirty of sixty by chance.
    """
    shown = [row for row in level(rows) if row.counts.base]
    whole = total(row.counts for row in shown)
    late, ends = _below(rows, shown, told)
    all_ = [_standing(row, late[row.pk], ends[row.pk], whole) for row in shown]
    left = [one for one in all_ if one.counts.left]
    return Groups(
        risk=tuple(sorted((one for one in left if one.late), key=_most_missing)),
        pace=tuple(sorted((one for one in left if not one.late), key=_surely_low)),
        done=tuple(sorted((one for one in all_ if not one.counts.left), key=_largest)),
    )


def at_risk(rows: Sequence[UnitRow], told: Forecast) -> list[Standing]:
    """The units to call, the one that will lack most first."""
    return list(grouped(rows, told).risk)


def _below(
    rows: Sequence[UnitRow], shown: Sequence[UnitRow], told: Forecast
) -> tuple[dict[int, int], dict[int, date | None]]:
    """What each unit of the level will lack and when it ends, from the cells in its subtree."""
    heads = {row.pk for row in shown}
    late = dict.fromkeys(heads, 0)
    ends: dict[int, date | None] = dict.fromkeys(heads, told.today)
    short = dict(told.short)
    for row in rows:
        head = next((pk for pk in reversed(_ids(row)) if pk in heads), None)
        if head is None or row.pk not in told.ends:
            continue
        late[head] += short.get(row.pk, 0)
        one, last = told.ends[row.pk], ends[head]
        ends[head] = max(one, last) if one and last else None
    return late, ends


def _ids(row: UnitRow) -> list[int]:
    return [int(part) for part in row.path.strip("/").split("/")]


def _standing(row: UnitRow, late: int, ends: date | None, whole: Counts) -> Standing:
    mine = row.counts
    return Standing(
        row, mine, late, ends,
        compared(mine.done, mine.whole, whole.done - mine.done, whole.whole - mine.whole),
        interval(mine.done, mine.whole),
    )  # fmt: skip


def _most_missing(one: Standing) -> tuple[int, int]:
    return -one.late, one.row.pk


def _surely_low(one: Standing) -> tuple[float, int]:
    return one.interval.low, one.row.pk


def _largest(one: Standing) -> tuple[int, int]:
    return -one.counts.whole, one.row.pk

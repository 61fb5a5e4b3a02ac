"""Figures of every unit of a subtree: own counts rolled up in one pass, children into parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dangvien.campaigns.counts import NAMES, Counts
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.counting import own
from dangvien.campaigns.shapes import UnitRow
from dangvien.orgs.models import Organisation

Unit = tuple[int, str, str, int | None, str, bool]  # pk, name, path, parent, form, closed


def tree(campaign: Campaign, org: Organisation) -> list[UnitRow]:
    """Every unit of the subtree with its figures, in the order of the tree, the top first.

    Units that are closed and hold nothing are left out. Refused when parts do not add up.
    """
    return rolled_up(units_of(org), own(campaign, org))


def units_of(org: Organisation) -> list[Unit]:
    """The units of a subtree, one query."""
    below = Organisation.objects.under(org).order_by("sort_key", "pk")
    told = below.values_list("pk", "name", "path", "parent_id", "form", "closed_on")
    return [
        (pk, name, path, up, form, ended is not None) for pk, name, path, up, form, ended in told
    ]


def rolled_up(units: Sequence[Unit], counts: Mapping[int, Counts]) -> list[UnitRow]:
    """Own counts into every ancestor: deepest units first, each adds itself to its parent once."""
    if not units:
        return []
    deep = {unit[0]: unit[2].count("/") for unit in units}
    top = min(deep.values())
    blank = Counts()
    sums: dict[int, list[int]] = {}
    for unit in units:
        sums[unit[0]] = _numbers(counts.get(unit[0]))
    for pk, _, _, parent, _, _ in sorted(units, key=lambda unit: -deep[unit[0]]):
        up = sums.get(parent) if parent is not None else None
        if up is not None and any(told := sums[pk]):
            for place, number in enumerate(told):
                up[place] += number
    rows = []
    for pk, name, path, parent, form, closed in _in_order(units):
        *numbers, finished, peopled = sums[pk]
        whole = Counts(*numbers)
        if closed and not (whole.base or whole.newcomers):
            continue
        whole.check(name)
        rows.append(UnitRow(pk, name, path, parent, form, deep[pk] - top, whole,
                            counts.get(pk, blank), int(finished), int(peopled)))  # fmt: skip
    return rows


def _numbers(one: Counts | None) -> list[int]:
    if one is None:
        return [0] * (len(NAMES) + 2)
    return [*one, one.finished, one.whole > 0]


def _in_order(units: Sequence[Unit]) -> list[Unit]:
    """Each unit after its parent, brothers in the order in which they came."""
    below: dict[int | None, list[Unit]] = {}
    known = {unit[0] for unit in units}
    for unit in units:
        below.setdefault(unit[3] if unit[3] in known else None, []).append(unit)
    ordered, waiting = [], list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(reversed(below.get(unit[0], ())))
    return ordered

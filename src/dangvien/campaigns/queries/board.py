"""The signatures of one unit and of the units right below it: a fixed number of queries, no walk.

What lies deeper is counted by the database, by the first part of the path below the unit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, Value
from django.db.models.functions import Cast, StrIndex, Substr

from dangvien import clock
from dangvien.campaigns.gates import Plan
from dangvien.campaigns.levels import level_of, taking_part
from dangvien.campaigns.models import Campaign, Deadline, Duty, Phase, SignOff
from dangvien.campaigns.queries.standing import duty_of
from dangvien.orgs.models import Organisation

ROWS = 200  # units listed on one page; a province has fewer communes

UnitRow = tuple[int, str, str, str]  # pk, name, form, path


@dataclass(slots=True)
class Cell:
    """One unit in one step: how many of its subtree have signed, of how many; its own signature."""

    phase: Phase
    signs: bool = False
    due: date | None = None
    longer: bool = False
    done: int = 0  # below and itself
    whole: int = 0
    own: SignOff | None = None

    @property
    def turn(self) -> bool:
        """Whether everything below has signed and the unit has not."""
        return self.signs and self.own is None and self.done == self.whole - 1

    @property
    def late(self) -> int:
        """Days past the last one, as long as it has not signed."""
        return max(0, (clock.today() - self.due).days) if self.due and self.own is None else 0


@dataclass(slots=True)
class Row:
    """One unit: who answers, the step that is open, every step."""

    pk: int
    name: str
    level: str
    units: int  # below and itself, of any level
    open: Phase
    duty: Duty | None = None
    cells: list[Cell] = field(default_factory=list)

    @property
    def now(self) -> Cell:
        """The step that is open there."""
        return next(cell for cell in self.cells if cell.phase.pk == self.open.pk)


@dataclass(frozen=True, slots=True)
class Board:
    """A unit of a campaign with those below it; `more`: how many do not fit on the page."""

    org: Organisation
    own: Row
    rows: list[Row]
    more: int


def board(plan: Plan, org: Organisation) -> Board:
    """Everything the page of a campaign shows of one unit; eight queries."""
    below = taking_part(org).filter(parent=org).order_by("sort_key", "pk")
    told = list(below.values_list("pk", "name", "form", "path")[: ROWS + 1])
    more = below.count() - ROWS if len(told) > ROWS else 0
    units: list[UnitRow] = [(org.pk, org.name, org.form, org.path), *told[:ROWS]]
    ids = [pk for pk, *_ in units]
    forms, signed = _forms(org), _signed(plan.campaign, org)
    own = _own(plan.campaign, ids)
    longer = _longer(plan.campaign, ids)
    duties = duty_of(plan.campaign, ids)
    rows = []
    for pk, name, form, _ in units:
        level = level_of(form)
        mine = own.get(pk, {})
        row = Row(
            pk, name, level, sum(forms[pk].values()),
            plan.open(level, list(mine)), duties.get(pk),
        )  # fmt: skip
        for phase in plan.phases:
            whole = sum(n for form, n in forms[pk].items() if plan.signs(phase, level_of(form)))
            due = longer.get((pk, phase.pk))
            row.cells.append(Cell(
                phase, plan.signs(phase, level), due or plan.due(phase, level), due is not None,
                signed[pk][phase.pk], whole, mine.get(phase.pk),
            ))  # fmt: skip
        rows.append(row)
    return Board(org, rows[0], rows[1:], more)


def _head(org: Organisation, column: str) -> Any:
    """The unit right below `org` that a path leads through."""
    rest = Substr(column, len(org.path) + 1)
    return Cast(Substr(rest, Value(1), StrIndex(rest, Value("/")) - 1), IntegerField())


def _forms(org: Organisation) -> dict[int, dict[str, int]]:
    """Unit → form → how many of its subtree, itself included."""
    told: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    below = taking_part(org).exclude(pk=org.pk).order_by().annotate(head=_head(org, "path"))
    for head, form, n in below.values_list("head", "form").annotate(n=Count("pk")):
        told[head][form] += n
        told[org.pk][form] += n
    told[org.pk][org.form] += 1
    return told


def _signed(campaign: Campaign, org: Organisation) -> dict[int, dict[int, int]]:
    """Unit → step → how many of its subtree have signed, itself included."""
    told: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = SignOff.objects.filter(
        phase__campaign=campaign, reopened_at=None, org__in=taking_part(org).order_by().values("pk")
    )
    for phase in rows.filter(org=org).values_list("phase", flat=True):
        told[org.pk][phase] += 1
    below = rows.exclude(org=org).annotate(head=_head(org, "org__path"))
    for head, phase, n in below.values_list("head", "phase").annotate(n=Count("pk")):
        told[head][phase] += n
        told[org.pk][phase] += n
    return told


def _own(campaign: Campaign, ids: list[int]) -> dict[int, dict[int, SignOff]]:
    told: dict[int, dict[int, SignOff]] = defaultdict(dict)
    rows = SignOff.objects.filter(phase__campaign=campaign, org__in=ids, reopened_at=None)
    for one in rows.select_related("signed_by"):
        told[one.org_id][one.phase_id] = one
    return told


def _longer(campaign: Campaign, ids: list[int]) -> dict[tuple[int, int], date]:
    rows = Deadline.objects.filter(phase__campaign=campaign, org__in=ids).order_by("pk")
    return {(org, phase): on for org, phase, on in rows.values_list("org", "phase", "on")}


def signed_of(campaigns: list[Campaign]) -> dict[int, int]:
    """Campaign → how many signatures are in force; one query for a list of campaigns."""
    rows = SignOff.objects.filter(phase__campaign__in=campaigns, reopened_at=None)
    return dict(rows.values_list("phase__campaign").annotate(n=Count("pk")).order_by())

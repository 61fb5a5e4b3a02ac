"""The days of a campaign as one row of cells, its steps above, what is signed below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dangvien import clock
from dangvien.campaigns.models import Campaign, Phase, SignOff
from dangvien.campaigns.queries.tree import UnitRow
from dangvien.look.numbers import ratio
from dangvien.orgs.models import Organisation

MOST = 31  # days that fit as cells


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: past, now or next."""

    on: date
    state: str


@dataclass(frozen=True, slots=True)
class Step:
    """One phase: how many days wide, its words above and below the days."""

    number: int
    name: str
    span: int
    state: str  # past | now | next
    said: str
    ends: date
    short: bool  # too narrow for its name
    last: bool


@dataclass(frozen=True, slots=True)
class Ribbon:
    """All of it. `day` of `days`; 0 before it began."""

    cells: tuple[Cell, ...]
    steps: tuple[Step, ...]
    day: int
    days: int
    left: int

    @property
    def now(self) -> Step | None:
        """The step of today."""
        return next((step for step in self.steps if step.state == "now"), None)

    @property
    def drawn(self) -> bool:
        """Whether the days fit as cells."""
        return len(self.cells) <= MOST


def ribbon(campaign: Campaign, org: Organisation, rows: Sequence[UnitRow]) -> Ribbon:
    """The days and steps, with how many cells of the tree signed each step; two queries."""
    today, phases = clock.today(), list(campaign.phases.order_by("number"))
    days = (campaign.ends - campaign.starts).days + 1
    cells = [campaign.starts + timedelta(days=n) for n in range(days)]
    units = [row.pk for row in rows if row.is_cell and row.works]
    signed = _signed(phases, org, set(units))
    steps = []
    for place, phase in enumerate(phases):
        ends = phases[place + 1].starts if place + 1 < len(phases) else None
        first = max(phase.starts, campaign.starts)
        last = min((ends - timedelta(days=1)) if ends else campaign.ends, campaign.ends)
        span = max((last - first).days + 1, 0)
        if not span:
            continue
        state = "past" if last < today else "now" if first <= today else "next"
        told = (
            f"{ratio(signed[phase.pk], len(units))} chi bộ đã ký" if state == "past" else phase.said
        )
        steps.append(Step(phase.number, phase.name, span, state, told, phase.ends,
                          span * 6 < days, place == len(phases) - 1))  # fmt: skip
    return Ribbon(
        tuple(Cell(on, "now" if on == today else "past" if on < today else "next") for on in cells),
        tuple(steps), min(max((today - campaign.starts).days + 1, 0), days), days,
        max((campaign.ends - today).days, 0),
    )  # fmt: skip


def _signed(phases: Sequence[Phase], org: Organisation, units: set[int]) -> dict[int, int]:
    told = dict.fromkeys((phase.pk for phase in phases), 0)
    below = Organisation.objects.under(org).values("pk")
    signs = SignOff.objects.filter(
        phase__in=[phase.pk for phase in phases], org__in=below, reopened_at=None
    )
    for phase, unit in signs.values_list("phase", "org"):
        told[phase] += unit in units
    return told

"""The days of a campaign as one row of cells, its steps above, what is signed below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dangvien import clock
from dangvien.campaigns.board.shape import Cell, Ribbon, Step
from dangvien.campaigns.models import Campaign, Phase, SignOff
from dangvien.campaigns.shapes import UnitRow
from dangvien.look.numbers import ratio
from dangvien.orgs.models import Organisation


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

"""Which step is open in a unit: a gate holds until the unit has signed the step before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from dangvien import clock
from dangvien.campaigns.levels import LEVELS
from dangvien.campaigns.models import Campaign, Deadline, Phase


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one campaign with the deadline of every level that signs them."""

    campaign: Campaign
    phases: tuple[Phase, ...]
    days: dict[tuple[int, str], date]  # (phase, level) → last day

    def signs(self, phase: Phase, level: str) -> bool:
        """Whether a level signs a step: it has a deadline in it, or the step names no level at all."""
        if not level:
            return False
        return (phase.pk, level) in self.days or not self.levels(phase, named=True)

    def levels(self, phase: Phase, *, named: bool = False) -> list[str]:
        """The levels that sign a step, from below; with `named` only those that have a deadline."""
        told = [level for level in LEVELS if (phase.pk, level) in self.days]
        return told if told or named else list(LEVELS)

    def due(self, phase: Phase, level: str) -> date:
        """The last day of a step for a level, extensions left out."""
        return self.days.get((phase.pk, level), phase.ends)

    def open(self, level: str, signed: Collection[int]) -> Phase:
        """The step that is open in a unit of this level which has signed these steps."""
        today = clock.today()
        here = self.phases[0]
        for one, following in zip(self.phases, self.phases[1:], strict=False):
            held = one.gate and self.signs(one, level)
            if one.pk not in signed and (held or today < following.starts):
                return one
            here = following
        return here

    def before(self, phase: Phase, level: str) -> Iterator[Phase]:
        """The steps that a level signs before this one."""
        return (one for one in self.phases if one.number < phase.number and self.signs(one, level))


def plan_of(campaign: Campaign) -> Plan:
    """The steps and deadlines of a campaign; two queries."""
    phases = tuple(campaign.phases.order_by("number"))
    rows = Deadline.objects.filter(phase__campaign=campaign, org=None)
    days = {(phase, level): on for phase, level, on in rows.values_list("phase", "level", "on")}
    return Plan(campaign, phases, days)

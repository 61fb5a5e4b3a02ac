"""Plans: what has been decided somewhere, as dated data, and the same plan from another first day.

A plan is a file `plans/<key>.toml`. Its days are those of its source; a campaign that starts on
another day moves them all by the same number of days, and may then be given days of its own. A plan
that says `fields = [...]` counts these as clean; without it those of its tier count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from dangvien.campaigns.counted import fields_of, in_order
from dangvien.look.numbers import day

Days = Mapping[tuple[int, str], date]  # (number of the step, level) → last day


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan."""

    number: int
    subject: str
    name: str
    said: str
    starts: date
    ends: date
    gate: bool
    source: str
    days: dict[str, date]  # level → last day
    sources: dict[str, str]  # level → the words that set it; without them the day is ours


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan, with what it rests on."""

    key: str
    title: str
    told: str
    name: str
    basis: str
    source: str
    note: str
    starts: date
    ends: date
    before: bool
    tier: int
    steps: tuple[Step, ...]
    sample: dict[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] = ()  # those that count as clean; without them the tier's

    @property
    def counted(self) -> list[str]:
        """The fields that count as clean."""
        return in_order(self.fields) or fields_of(self.tier)

    @property
    def due(self) -> str:
        """How the deadline is said: "trước 30/12/2025" leaves that day out, "hạn …" does not."""
        return (
            f"trước {day(self.ends + timedelta(days=1))}"
            if self.before
            else f"hạn {day(self.ends)}"
        )

    def from_day(self, starts: date) -> Plan:
        """The same plan with every day moved."""
        by = starts - self.starts
        return replace(
            self, starts=starts, ends=self.ends + by, steps=tuple(_moved(s, by) for s in self.steps)
        )

    def with_days(self, days: Days, kept: frozenset[str] | None = None) -> Plan:
        """The same plan with other last days; a step lasts until the last of its levels.

        `kept`: the levels there are in the scope; deadlines of the others fall away.
        """
        steps = []
        for step in self.steps:
            told = {level: days.get((step.number, level), on) for level, on in step.days.items()}
            told |= {level: on for (number, level), on in days.items() if number == step.number}
            if kept is not None:
                told = {level: on for level, on in told.items() if level in kept}
            steps.append(replace(step, days=told, ends=max(told.values(), default=step.ends)))
        return replace(self, steps=tuple(steps), ends=max((self.ends, *(s.ends for s in steps))))


def _moved(step: Step, by: timedelta) -> Step:
    days = {level: on + by for level, on in step.days.items()}
    return replace(step, starts=step.starts + by, ends=step.ends + by, days=days)


@cache
def plans() -> dict[str, Plan]:
    """Every plan by its key, the widest scope last."""
    folder = files("dangvien.campaigns") / "plans"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    read = [_plan(tomllib.loads((folder / name).read_text(encoding="utf-8"))) for name in names]
    return {plan.key: plan for plan in sorted(read, key=lambda plan: len(plan.steps))}


def _plan(told: dict[str, Any]) -> Plan:
    steps = tuple(_step(number, one) for number, one in enumerate(told.pop("phases"), 1))
    return Plan(**told | {"fields": tuple(told.get("fields", ()))}, steps=steps)


def _step(number: int, told: dict[str, Any]) -> Step:
    rows = told["deadlines"]
    return Step(
        number, told["subject"], told["name"], told["said"], told["starts"], told["ends"],
        told.get("gate", False), told.get("source", ""),
        {row["level"]: row["on"] for row in rows},
        {row["level"]: row["source"] for row in rows if "source" in row},
    )  # fmt: skip

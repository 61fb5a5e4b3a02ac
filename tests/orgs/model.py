"""A slow, plain model of the tree: a list of what happened, replayed for every question.

It shares no code with `orgs`: no intervals, no paths, only facts in the order in which they hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvien.core.organisation_names import allowed

BIRTH = 3  # things that are said of an organisation when it is founded


@dataclass
class Fact:
    """From a day on, these things of one organisation are so; `ended` ends it."""

    org: int
    on: date
    sets: dict[str, Any]


@dataclass
class Life:
    """What an organisation is on a day."""

    parent: int | None
    name: str
    form: str
    ended: bool = False


@dataclass
class Model:
    """All facts, and the successors of what has ended."""

    facts: list[Fact] = field(default_factory=list)
    heirs: dict[int, list[int]] = field(default_factory=dict)

    def orgs(self) -> list[int]:
        return list(dict.fromkeys(fact.org for fact in self.facts))

    def at(self, on: date) -> dict[int, Life]:
        """Every organisation that has begun, as it is on a day, ended ones too."""
        told: dict[int, Life] = {}
        for fact in sorted(self.facts, key=lambda fact: fact.on):  # stable: later told wins
            if fact.on > on:
                break
            if fact.org not in told:
                told[fact.org] = Life(None, "", "")
            for name, value in fact.sets.items():
                setattr(told[fact.org], name, value)
        return told

    def standing(self, on: date) -> dict[int, Life]:
        return {org: life for org, life in self.at(on).items() if not life.ended}

    def days(self) -> list[date]:
        """The days on which something changes."""
        return sorted({fact.on for fact in self.facts})

    def sound(self) -> bool:
        """On every day each superior and each heir stands, and nobody stands below itself."""
        heirs = all(
            heir in self.standing(fact.on)
            for fact in self.facts if fact.sets.get("ended")
            for heir in self.heirs[fact.org]
        )  # fmt: skip
        return heirs and all(self._sound_on(self.standing(day)) for day in self.days())

    def _sound_on(self, now: dict[int, Life]) -> bool:
        for org in now:
            at: int | None = org
            steps = 0
            while at is not None:
                if at not in now or steps > len(now):
                    return False
                at, steps = now[at].parent, steps + 1
        return True

    def tell(self, org: int, on: date, sets: dict[str, Any]) -> None:
        """Write a fact; a later word on the same day replaces, and what changes nothing is no fact."""
        for fact in self.facts:
            if fact.org == org and fact.on == on and len(fact.sets) < BIRTH:
                fact.sets = {k: v for k, v in fact.sets.items() if k not in sets}
        self.facts = [fact for fact in self.facts if fact.sets]
        life = self.at(on)[org]
        sets = {name: value for name, value in sets.items() if getattr(life, name) != value}
        if sets:
            self.facts.append(Fact(org, on, sets))

    def changes_later(self, org: int, on: date, name: str) -> bool:
        """Whether, after a day, the organisation is known to become something else in this."""
        here = getattr(self.at(on)[org], name)
        return any(getattr(self.at(day)[org], name) != here for day in self.days() if day > on)

    def fits(self, org: int, parent: int, on: date) -> bool:
        now = self.at(on)
        return allowed(now[org].form, now[parent].form, on) is not False

    def shown_parent(self, org: int, today: date) -> int | None:
        """What an organisation hangs under today, ended or planned ones too."""
        now = self.at(today)
        if org not in now:  # planned: where it will begin
            first = min(fact.on for fact in self.facts if fact.org == org)
            return self.at(first)[org].parent
        life = now[org]
        if not life.ended or not self.heirs.get(org) or self.heirs[org][0] == life.parent:
            return life.parent
        heir = self.heirs[org][0]
        above = self.shown_parent(heir, today)
        return heir if above is None else above

    def lines(self, today: date) -> dict[int, list[int]]:
        """Every organisation with all that it hangs under today, itself first."""
        told = {}
        for org in self.orgs():
            line: list[int] = []
            at: int | None = org
            while at is not None:
                assert at not in line, "a circle"
                line.append(at)
                at = self.shown_parent(at, today)
            told[org] = line
        return told

    def copy(self) -> Model:
        facts = [Fact(fact.org, fact.on, dict(fact.sets)) for fact in self.facts]
        return Model(facts, {org: list(told) for org, told in self.heirs.items()})

"""The rule book as a unit has it today: the book itself, and what officers set for their units.

A setting reaches the subtree; the nearest unit's one holds, whatever it says: so "as in the book"
below a unit that switched a rule off is a setting too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q

from dangvien import clock
from dangvien.core import rules
from dangvien.core.rules import dated
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Setting


@dataclass(frozen=True, slots=True)
class Choice:
    """What was set about one rule for one subtree."""

    path: str
    on: bool = True
    severity: str = ""
    thresholds: tuple[tuple[str, int], ...] = ()
    setting: int = 0  # the row; 0 for one that is only tried


class Choices:
    """All settings in force, asked unit by unit."""

    def __init__(self, by_rule: dict[str, list[Choice]]) -> None:
        # The longest path first: the nearest unit decides.
        self.by_rule = {
            rule: sorted(made, key=lambda one: (-len(one.path), -one.setting))
            for rule, made in sorted(by_rule.items())
        }

    def __bool__(self) -> bool:
        return bool(self.by_rule)

    def of(self, units: Iterable[int]) -> dict[str, dict[int, Choice]]:
        """Rule → unit → what holds there; units and rules that are as in the book are left out."""
        wanted = list(units)
        paths = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "path"))
        found: dict[str, dict[int, Choice]] = {}
        for rule in self.by_rule:
            told = {pk: self.at(rule, path) for pk, path in paths.items()}
            if chosen := {pk: choice for pk, choice in told.items() if choice is not None}:
                found[rule] = chosen
        return found

    def at(self, rule: str, path: str) -> Choice | None:
        """What holds of a rule at one place of the tree."""
        made = self.by_rule.get(rule, ())
        return next((one for one in made if path.startswith(one.path)), None)

    def tried(self, rule: str, choice: Choice) -> Choices:
        """The same with one choice more, which stands before what the unit has now."""
        rest = [one for one in self.by_rule.get(rule, ()) if one.path != choice.path]
        return Choices({**self.by_rule, rule: [choice, *rest]})


def choices() -> Choices:
    """The settings in force today; one query."""
    by_rule: dict[str, list[Choice]] = {}
    for row in in_force():
        made = Choice(
            row.org.path, row.on, row.severity, tuple(sorted(row.thresholds.items())), row.pk
        )
        by_rule.setdefault(row.rule, []).append(made)
    return Choices(by_rule)


def in_force() -> Iterable[Setting]:
    """Settings that hold today, with their units."""
    today = clock.today()
    holds = Q(until=None) | Q(until__gt=today)
    return Setting.objects.filter(holds, since__lte=today).select_related("org").order_by("pk")


def book_hash(org: Organisation | None = None) -> str:
    """SHA-256 of the rule book and of the settings in force (those that reach a unit's subtree)."""
    return digest(choices(), org)


def digest(settings: Choices, org: Organisation | None = None) -> str:
    """The same of settings at hand."""
    told: list[Any] = [
        [rule, one.path, one.on, one.severity, one.thresholds]
        for rule, made in settings.by_rule.items()
        for one in sorted(made, key=lambda choice: choice.path)
        if org is None or org.path.startswith(one.path) or one.path.startswith(org.path)
    ]
    text = json.dumps([_printed(), told], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _printed() -> str:
    """SHA-256 of the book as released: every expression, word and dated value."""
    told = [
        [
            rule.code, rule.title, rule.field, rule.severity, rule.dimension, rule.why, rule.how,
            rule.basis,
            [[c.key, str(c.when), c.says, c.severity, c.field, str(c.fix), c.confidence,
              str(c.detail), c.fixed] for c in rule.cases],
        ]
        for rule in rules.BOOK
    ]  # fmt: skip
    values = [[v.name, v.value, str(v.since), v.basis] for v in dated.VALUES]
    return hashlib.sha256(json.dumps([told, values]).encode()).hexdigest()

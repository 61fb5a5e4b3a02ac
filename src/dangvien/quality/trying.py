"""A setting tried before it is set: how many records, in which units, how many hours of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import polars as pl

from dangvien.core import rules
from dangvien.core.engine import check
from dangvien.core.rules.rule import Rule
from dangvien.core.schema import MEMBER
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality import runs
from dangvien.quality.book import Choice, Choices
from dangvien.quality.effort import effort
from dangvien.quality.examining import facts, judging, organisations, reading

# What the facts themselves rest on.
_BESIDE = frozenset({
    "citizen_id", "card_number", "phone", "file_number", "temporary_cell", "note", "status",
})  # fmt: skip
_MOST_UNITS = 200  # units named in a trial; the sums are of all


@dataclass(frozen=True, slots=True)
class Trial:
    """What a setting would do today. `now`, `then`: findings as set now and as tried.

    `begun`, `over`, `weighed`: findings that would begin, be over, or weigh otherwise. `units`: where
    anything changes: key, name, findings now and then; the most changed first.
    """

    rule: str
    org: int
    on: bool
    severity: str
    thresholds: dict[str, int]
    asked: int = 0  # records looked at
    now: int = 0
    then: int = 0
    begun: int = 0
    over: int = 0
    weighed: int = 0
    touched: int = 0  # units in which anything changes
    units: list[tuple[int, str, int, int]] = field(default_factory=list)

    @property
    def hours_now(self) -> float:
        """Work that the findings ask for as the rule is set now."""
        return self.now * effort(self.rule).minutes / 60

    @property
    def hours_then(self) -> float:
        """Work that they would ask for."""
        return self.then * effort(self.rule).minutes / 60

    def kept(self) -> dict[str, Any]:
        """What the setting's row keeps of its trial."""
        return asdict(self)


def trial(org: Organisation, rule: str, choice: Choice, settings: Choices) -> Trial:
    """Try a choice for a subtree against what holds there now; nothing is written."""
    told = Trial(rule, org.pk, choice.on, choice.severity, dict(choice.thresholds))
    book, then = rules.get(rule), settings.tried(rule, choice)
    counts = _Counts()
    for frame in _frames(org, book):
        found = check(frame, [book])
        counts.add(
            frame.height, judging.as_set(found, frame, [book], settings),
            judging.as_set(found, frame, [book], then),
        )  # fmt: skip
    return counts.told(told)


class _Counts:
    """Sums of a trial, share by share."""

    def __init__(self) -> None:
        self.asked = self.begun = self.over = self.weighed = 0
        self.now: Counter[int] = Counter()
        self.then: Counter[int] = Counter()
        self.changed: Counter[int] = Counter()

    def add(self, asked: int, now: pl.DataFrame, then: pl.DataFrame) -> None:
        """Count one share."""
        self.asked += asked
        before, after = _keys(now), _keys(then)
        self.now.update(unit for unit, _ in before.values())
        self.then.update(unit for unit, _ in after.values())
        for key in before.keys() | after.keys():
            if before.get(key) == after.get(key):
                continue
            self.changed[(after.get(key) or before[key])[0]] += 1
            self.begun += key not in before
            self.over += key not in after
            self.weighed += key in before and key in after

    def told(self, one: Trial) -> Trial:
        """The trial with its sums."""
        most = [unit for unit, _ in self.changed.most_common(_MOST_UNITS)]
        names = dict(Organisation.objects.filter(pk__in=most).values_list("pk", "name"))
        return Trial(
            one.rule, one.org, one.on, one.severity, one.thresholds, self.asked,
            self.now.total(), self.then.total(), self.begun, self.over, self.weighed,
            len(self.changed), [(pk, names[pk], self.now[pk], self.then[pk]) for pk in most],
        )  # fmt: skip


def _keys(found: pl.DataFrame) -> dict[tuple[str, str], tuple[int, str]]:
    rows = found.filter(pl.col("state") == "open").select("row_id", "field", "unit", "severity")
    return {(row, name): (unit, weight) for row, name, unit, weight in rows.iter_rows()}


def _frames(org: Organisation, book: Rule) -> Iterable[pl.DataFrame]:
    """What the rule needs to see of everybody below, some units at a time, and nothing more."""
    if book.subject == "organisation":
        ids = list(Organisation.objects.under(org).values_list("pk", flat=True))
        yield organisations.frame(ids)
        return
    roots = _roots(book)
    needed = {one.name for one in MEMBER} & {name.partition("__")[0] for name in roots}
    asks = bool({*facts.FACTS.values(), "counted_twice", "twin_row"} & roots)
    fields = frozenset(needed | {"status"} | (_BESIDE if asks else frozenset()))
    for some in runs.shares(org, 40_000):
        people = Person.objects.alive().filter(unit__in=some)
        frame = reading.standard(people, few=False, fields=fields)
        yield facts.known(frame, people) if asks else facts.units(frame)


def _roots(book: Rule) -> set[str]:
    told: set[str] = set()
    for case in book.cases:
        for one in (case.when, case.fix, case.detail):
            told |= set(one.meta.root_names()) if one is not None else set()
        told.add(case.field or book.field)
    return told

"""Open findings counted once, by SQL; every number on the page is a sum of these."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import BooleanField, Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Cast, StrIndex, Substr
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths
from dangvien.quality.models import Finding
from dangvien.worklists.grid.asked import BLOCKING, FACETS, LATE, Asked
from dangvien.worklists.grid.reach import WORK, Reach
from dangvien.worklists.words import SUBJECTS, subject

KEPT = 60  # seconds


class Cell(NamedTuple):
    """Findings alike in all that a facet or a group asks for; `unit` 0 where there are many."""

    rule: str
    severity: str
    holder: str
    safe: bool
    waits: bool
    late: bool
    unit: int
    n: int = 0


@dataclass(frozen=True, slots=True)
class Cube:
    """All cells in reach."""

    cells: tuple[Cell, ...]
    at: datetime  # when they were counted
    within: frozenset[int]  # units of the unit asked for
    heads: tuple[Cell, ...] = ()  # where there are many units: by the one right below the top

    def total(self, asked: Asked) -> int:
        """How many a saved view holds, whatever the facets."""
        return sum(cell.n for cell in self.cells if _seen(cell, asked))

    def shown(self, asked: Asked) -> list[Cell]:
        """What the view and all facets leave."""
        return [cell for cell in self.cells if _seen(cell, asked) and self._fits(cell, asked, "")]

    def counts(self, asked: Asked, facet: str) -> Counter[str]:
        """How many each value of a facet would show beside the other facets."""
        found: Counter[str] = Counter()
        for cell in self.heads if self.heads and facet == "chi-bo" else self.cells:
            if _seen(cell, asked) and self._fits(cell, asked, facet):
                for value in _values(cell, facet):
                    found[value] += cell.n
        return found

    def _fits(self, cell: Cell, asked: Asked, leaving_out: str) -> bool:
        for facet in FACETS:
            wanted = getattr(asked, FACETS[facet])
            if facet == leaving_out or not wanted:
                continue
            if facet == "chi-bo":
                if self.within and cell.unit and cell.unit not in self.within:
                    return False
            elif not set(wanted) & set(_values(cell, facet)):
                return False
        return True


def count(reach: Reach, asked: Asked) -> Cube:
    """The cells in reach; where there are many units, as they were counted a minute ago at most."""
    if reach.few:
        within = reach.below(asked.unit) if asked.unit else ()
        return Cube(_counted(reach), timezone.now(), frozenset(within))
    key = _key(reach.tops)
    kept: tuple[tuple[Cell, ...], tuple[Cell, ...], datetime] | None = cache.get(key)
    if kept is None:
        heads = _by_head(reach)
        kept = _added_up(heads) if heads else _counted(reach), heads, timezone.now()
        cache.set(key, kept, KEPT)
    cells, heads, at = kept
    return Cube(cells, at, frozenset(), heads)


def forget(user: User, unit: int | None) -> None:
    """Whoever has just done something sees it at once, also where a unit was asked for."""
    narrowed = Organisation.objects.visible_to(user, WORK).filter(pk=unit or 0)
    tops = [tuple(paths(user, WORK)), *narrowed.values_list("path")]
    cache.delete_many([_key(one) for one in tops])


def _key(tops: tuple[str, ...]) -> str:
    told = "".join(tops)
    return f"worklist-cells-heads:{clock.today()}:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _counted(reach: Reach) -> tuple[Cell, ...]:
    """One GROUP BY over the open findings in reach, by columns alone so that an index can answer.

    Where there are many units, whose campaign day is past is asked only once such a day is there.
    """
    keys = ["rule", "severity", "holder", "safe", "state", "due"]
    rows = reach.findings()
    if reach.few:
        keys.append("unit_id")
    elif reach.over:
        rows = rows.annotate(past=_flag(Q(due=None, unit__in=reach.over)))
        keys.append("past")
    today, over = clock.today(), set(reach.over)
    found: Counter[Cell] = Counter()
    for row in rows.values_list(*keys).annotate(n=Count("pk")).order_by():
        rule, severity, holder, safe, state, due, *last, n = row
        unit = last[0] if reach.few else 0
        past = unit in over if reach.few else bool(last and last[0])
        late = due < today if due else past
        waits = state == Finding.WAITING
        found[Cell(rule, severity, holder, safe, waits, late, unit)] += n
    return tuple(one._replace(n=n) for one, n in found.items())


def _by_head(reach: Reach) -> tuple[Cell, ...]:
    """The same findings by the unit right below the top; one GROUP BY."""
    if reach.org is None:
        return ()
    rows = reach.findings().annotate(
        head=_head(reach.org), late=_flag(reach.late), waits=_flag(Q(state=Finding.WAITING))
    )
    told = rows.values_list("rule", "severity", "holder", "safe", "waits", "late", "head")
    return tuple(Cell._make(row) for row in told.order_by().annotate(n=Count("pk")))


def _added_up(heads: Iterable[Cell]) -> tuple[Cell, ...]:
    """Cells without their units."""
    found: Counter[Cell] = Counter()
    for one in heads:
        found[one._replace(unit=0, n=0)] += one.n
    return tuple(one._replace(n=n) for one, n in found.items())


def _head(org: Organisation) -> Case:
    """The unit right below `org` that a finding's unit hangs under; `org` for its own."""
    rest = Substr("unit__path", len(org.path) + 1)
    below = Cast(Substr(rest, Value(1), StrIndex(rest, Value("/")) - 1), IntegerField())
    return Case(When(unit=org.pk, then=Value(org.pk)), default=below, output_field=IntegerField())


def narrowed(asked: Asked, reach: Reach) -> Q:
    """The view and the facets as a condition on findings."""
    found = Q()
    if asked.view == BLOCKING:
        found &= Q(severity="E")
    if asked.view == LATE:
        found &= reach.late
    if asked.severities:
        found &= Q(severity__in=asked.severities)
    if asked.holders:
        found &= Q(holder__in=asked.holders)
    if asked.kinds:
        found &= Q(rule__in=_rules(asked.kinds))
    if asked.unit and reach.few:
        found &= Q(unit__in=reach.below(asked.unit))
    return found


def _flag(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def _seen(cell: Cell, asked: Asked) -> bool:
    return not (
        (asked.view == BLOCKING and cell.severity != "E") or (asked.view == LATE and not cell.late)
    )


def _values(cell: Cell, facet: str) -> Iterable[str]:
    if facet == "muc":
        return (cell.severity,)
    if facet == "loai":
        return (subject(cell.rule), cell.rule)
    if facet == "dang-o":
        return (cell.holder,)
    return (str(cell.unit),)


def _rules(kinds: Iterable[str]) -> list[str]:
    found: list[str] = []
    for kind in kinds:
        found += SUBJECTS[kind][1] if kind in SUBJECTS else (kind,)
    return found

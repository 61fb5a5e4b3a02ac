"""Whose record is still open on 15/12, and where it lies by then: chosen before the work begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from dangvien.cli.demo.answers import Blocked, Papers, blocked
from dangvien.cli.demo.cast import Cast
from dangvien.cli.demo.goals import ABOVE, POLICE, WAITING, Goal
from dangvien.quality.models import Verdict

_OWN = "Chi bộ bản Nà Lốc"  # all that is left there lies with its secretary
_EACH = 4  # of one cell with the police, or above
_NUMBER = "citizen_id"
LOST = "V15"  # the decision that would say the date is lost


@dataclass
class Reserve:
    """People by their pk."""

    people: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    police: set[int] = field(default_factory=set)
    above: set[int] = field(default_factory=set)

    @property
    def spare(self) -> set[int]:
        """Those of whom nothing is told but that they are open."""
        return self.people - self.waiting - self.police - self.above


def reserve(cast: Cast, papers: Papers, goals: list[Goal]) -> Reserve:
    """Keep as many of each cell as are open on the sixth day, those with the hardest matters."""
    kept, cells = Reserve(), cast.cells
    left: list[tuple[str, list[Blocked]]] = []
    for goal in goals:
        org = cells[goal.name]
        active = Verdict.objects.filter(unit=org, active=True).count()
        rows = blocked(papers, [org.pk])
        mine = rows[len(rows) - max(active - goal.ready, 0) :] if active > goal.ready else []
        kept.people |= {one.person.pk for one in mine}
        needed = [one for one in mine if one.curable and one.approved]
        kept.waiting |= {one.person.pk for one in needed[: WAITING.get(goal.name, 0)]}
        left.append((goal.name, [one for one in mine if one.person.pk not in kept.waiting]))
    _hand(kept.police, left, POLICE, kept, number=True)
    lost = [(name, [one for one in rows if _is_lost(one)]) for name, rows in left]
    _hand(kept.above, lost, ABOVE // 2, kept, number=False)
    _hand(kept.above, left, ABOVE, kept, number=False)
    return kept


def _hand(
    to: set[int], left: list[tuple[str, list[Blocked]]], most: int, kept: Reserve, *, number: bool
) -> None:
    """A few of each cell whose matter is (or is not) the citizen's number."""
    for each in range(1, _EACH + 3):
        for name, rows in left:
            fits = [one for one in rows if one.person.pk not in kept.police | kept.above
                    and _about_number(one) is number]  # fmt: skip
            mine = sum(one.person.pk in to for one in rows)
            if name != _OWN and fits and mine < each and len(to) < most:
                to.add(fits[0].person.pk)


def _is_lost(one: Blocked) -> bool:
    return any(finding.rule == LOST for finding in one.findings)


def _about_number(one: Blocked) -> bool:
    return any(finding.field == _NUMBER for finding in one.findings)

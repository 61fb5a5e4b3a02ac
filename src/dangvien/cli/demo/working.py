"""The days' corrections: secretaries bring values, officers approve, until each cell is where it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from dangvien.cli.demo.answers import Blocked, Papers, blocked
from dangvien.cli.demo.cast import Cast
from dangvien.cli.demo.goals import WAITING, Goal
from dangvien.cli.demo.reserving import Reserve, reserve
from dangvien.quality.actions import approve, propose, refuse, settle
from dangvien.quality.evidence import DECISION
from dangvien.quality.models import Proposal, Verdict

_ROUNDS = 3  # a value put right may show another that is not
_ON_THE_CARD = frozenset({"citizen_id", "full_name", "birth_date", "sex"})
_UNCLEAR = "Ảnh thẻ mờ số cuối, đồng chí xem lại thẻ rồi gửi lại."


def ready(cast: Cast) -> dict[str, int]:
    """How many of each cell are ready now."""
    rows = Verdict.objects.filter(unit__in=cast.cells.values(), active=True, clean_t1=True)
    return dict(rows.order_by().values_list("unit__name").annotate(n=Count("pk")))


@dataclass
class Work:
    """Six days of it."""

    cast: Cast
    papers: Papers
    goals: list[Goal]
    kept: Reserve = field(default_factory=Reserve)
    _turn: int = 0

    def __post_init__(self) -> None:
        self.kept = reserve(self.cast, self.papers, self.goals)

    def do(self, day: date) -> None:
        """Bring every cell to where it was on the evening of a day."""
        for _ in range(_ROUNDS):
            now = ready(self.cast)
            missing = {one.name: one.by(day) - now.get(one.name, 0) for one in self.goals}
            missing = {name: number for name, number in missing.items() if number > 0}
            done = [self._cell(name, number) for name, number in missing.items()]
            if not any(done):
                return
            settle()

    def _cell(self, name: str, number: int) -> int:
        """What a secretary does on a day; how many people."""
        org, secretary = self.cast.cells[name], self.cast.secretaries[name]
        open_ones = [one for one in blocked(self.papers, [org.pk]) if one.curable]
        free = [one for one in open_ones if one.person.pk not in self.kept.people]
        # When a value put right showed another that nobody knows, somebody else's turn comes earlier.
        spare = [one for one in open_ones if one.person.pk in self.kept.spare]
        chosen = (free + spare)[:number]
        for one in chosen:
            made = self.bring(secretary, one)
            if made.state == Proposal.WAITING:
                self._decide(made)
        return len(chosen)

    def free(self, unit: int) -> set[int]:
        """Who of a unit is to be ready by the sixth day and is not yet."""
        rows = blocked(self.papers, [unit])
        return {one.person.pk for one in rows} - self.kept.people

    def bring(self, secretary: object, one: Blocked) -> Proposal:
        """A secretary brings what the papers say of somebody."""
        fields = {finding.field for finding in one.findings}
        evidence = "card" if fields & _ON_THE_CARD else "file"
        assert evidence != DECISION  # noqa: S101 - that would ask for the paper's number
        return propose(
            actor=secretary, person=one.person, values=one.values, evidence=evidence,  # type: ignore[arg-type]
            version=one.person.version, findings=one.findings,
        )  # fmt: skip

    def _decide(self, made: Proposal) -> None:
        """The two officers take turns; now and then one gives something back."""
        self._turn += 1
        officer = (self.cast.officer, self.cast.second)[self._turn % 2]
        if self._turn in (17, 58):
            refuse(actor=officer, proposal=made, answer=_UNCLEAR)
            return
        approve(actor=officer, proposal=made)

    def leave_waiting(self) -> int:
        """Bring what nobody has approved yet when the sixth day begins."""
        brought = 0
        for name, number in WAITING.items():
            org, secretary = self.cast.cells[name], self.cast.secretaries[name]
            mine = [one for one in blocked(self.papers, [org.pk])
                    if one.curable and one.person.pk in self.kept.waiting]  # fmt: skip
            for one in mine[:number]:
                made = self.bring(secretary, one)
                brought += made.state == Proposal.WAITING
        return brought

"""What a list changed of an organisation, field by field: what goes back, what somebody wrote since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvien.accounts.models import User
from dangvien.exchange.organisations.remembering import CONSENT, DATED, ONE_WORD
from dangvien.orgs import actions
from dangvien.orgs.actions.placing import rows_of
from dangvien.orgs.models import Officer, Organisation, PaperCount
from dangvien.orgs.periods import ended

NO_MEMORY = "Máy không giữ giá trị trước khi nhập nên không trả lại được."
Do = Callable[[User, str], None]


@dataclass
class Back:
    """Of one organisation: fields that go back and how, fields that stay."""

    goes: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    steps: list[Do] = field(default_factory=list)

    def add(self, name: str, now: bool | None, step: Do) -> None:
        """A field that is as the list wrote it (True), is another, or is as before already (None)."""
        if now is None:
            return
        (self.goes if now else self.stays).append(name)
        if now:
            self.steps.append(step)


def judge(org: Organisation, told: dict[str, Any], as_of: date) -> Back:
    """Compare what the list wrote with what is; in the order in which it must go back."""
    was, now, back = told["was"], told["now"], Back()
    if "ended" in now:
        _end(back, org, now["ended"])
    day = date.fromisoformat(was["day"])
    plain: dict[str, str] = {}
    for name in (*DATED.values(), CONSENT):
        if name not in was or was[name] == now[name]:
            continue
        still = _still(org, name, was[name], now[name], day)
        if still and name != "parent_id":
            plain[name] = was[name]
            back.goes.append(ONE_WORD[name])
        else:
            back.add(ONE_WORD[name], still, _move(org, was[name], day))
    if plain:
        back.steps.append(lambda actor, why: _edit(actor, org, day, why, plain))
    if "terms" in was:
        _office(back, org, was["terms"], now["appointed"])
    if "paper" in was:
        _paper(back, org, as_of, was["paper"], now["paper"])
    return back


def _still(org: Organisation, name: str, was: Any, now: Any, day: date) -> bool | None:
    """Whether a value is what the list wrote, on every day from then on; None: it is as before."""
    if name == CONSENT:
        held = {org.consent}
    else:
        rows = rows_of(org)
        held = {getattr(row, name) for row in rows if not ended(row.until, day)}
        held = held or {getattr(rows[-1], name)}
    return None if held == {was} else held == {now}


def _edit(actor: User, org: Organisation, day: date, why: str, values: dict[str, Any]) -> None:
    actions.edit(actor=actor, org=org, on=day, decision=why, **values)


def _move(org: Organisation, parent: Any, day: date) -> Do:
    def step(actor: User, why: str) -> None:
        above = Organisation.objects.get(pk=parent)
        actions.move(actor=actor, org=org, parent=above, on=day, decision=why)

    return step


def _end(back: Back, org: Organisation, told: str | None) -> None:
    on = date.fromisoformat(told or "")
    still = None if org.closed_on is None else org.closed_on == on and not org.successors.exists()
    back.add("org_status", still,
             lambda actor, why: _reopen(actor, org, on, why))  # fmt: skip


def _reopen(actor: User, org: Organisation, on: date, why: str) -> None:
    actions.reopen(actor=actor, org=org, ended=on, decision=why)


def _office(back: Back, org: Organisation, terms: list[Any], appointed: int | None) -> None:
    officer = Officer.objects.filter(pk=appointed or 0, org=org).first()
    still = None if officer is None else officer.until is None and officer.person is None
    before = {pk: date.fromisoformat(until) if until else None for pk, until in terms}

    def step(actor: User, _: str) -> None:
        assert officer is not None  # noqa: S101
        actions.unappoint(actor=actor, officer=officer, before=before)

    back.add("secretary", still, step)


def _paper(back: Back, org: Organisation, on: date, was: int | None, now: int) -> None:
    held = PaperCount.objects.filter(org=org, on=on).first()
    still = None if held is None or held.count == was else held.count == now

    def step(actor: User, why: str) -> None:
        assert held is not None  # noqa: S101
        if was is None:
            actions.unreport(actor=actor, count=held)
        else:
            actions.report_paper(actor=actor, org=org, on=on, count=was, source=why)

    back.add("paper_count", still, step)

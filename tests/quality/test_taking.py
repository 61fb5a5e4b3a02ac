"""Who has a finding: taken, handed over, with a day; never what waits or is waived."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.inbox.models import Notice
from dangvien.members.actions import Impossible
from dangvien.quality.actions import hand_over, take
from dangvien.quality.models import Finding
from members.people import khach, someone, taken_in
from quality.correcting import finding
from register import Register

pytestmark = pytest.mark.django_db


def some(register: Register, count: int = 3) -> list[Finding]:
    """Findings of as many people of Nà Lốc."""
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, count + 1)])
    return [finding(one) for one in people]


def test_taken_and_handed_to_the_cell(register: Register) -> None:
    found = some(register)
    assert take(actor=register.mai, findings=found) == 3
    one = Finding.objects.order_by("pk")[0]
    assert (one.state, one.holder, one.taken_by) == (Finding.WORKING, "officer", register.mai)
    due = date(2025, 12, 20)
    assert hand_over(actor=register.mai, findings=found[:2], to="cell", due=due) == 2
    one.refresh_from_db()
    assert (one.state, one.holder, one.taken_by, one.due) == (Finding.OPEN, "cell", None, due)
    notice = Notice.objects.get(org=register.na_loc)
    assert "giao 2 việc" in notice.said
    assert Entry.objects.filter(action="finding.hand_over").get().concerned.count() == 2


def test_the_secretary_takes_and_gives_back_to_the_officer_only(register: Register) -> None:
    found = some(register)
    take(actor=register.hung, findings=found)
    assert set(Finding.objects.values_list("holder", flat=True)) == {"cell"}
    assert hand_over(actor=register.hung, findings=found, to="officer") == 3
    for to in ("cell", "police", "above"):
        with pytest.raises(Refused):
            hand_over(actor=register.hung, findings=found, to=to)
    with pytest.raises(Impossible):
        hand_over(actor=register.mai, findings=found, to="nobody")
    with pytest.raises(Impossible):
        hand_over(actor=register.mai, findings=found, to="cell", due=date(2025, 12, 1))


def test_others_and_others_findings(register: Register) -> None:
    found = some(register)
    for who in ("binh", "leader", "khach"):
        with pytest.raises(Refused):
            take(actor=getattr(register, who), findings=found)
    theirs = finding(khach(register))
    assert take(actor=register.mai, findings=[*found, theirs]) == 3
    theirs.refresh_from_db()
    assert theirs.state == Finding.OPEN


def test_what_waits_or_is_waived_stays_where_it_is(register: Register) -> None:
    found = some(register)
    Finding.objects.filter(pk=found[0].pk).update(state=Finding.WAITING)
    Finding.objects.filter(pk=found[1].pk).update(state=Finding.WAIVED)
    assert take(actor=register.mai, findings=found) == 1


def test_many_ask_the_database_as_often_as_few(
    register: Register, django_assert_max_num_queries: Any
) -> None:
    found = some(register, 40)
    with django_assert_max_num_queries(40):
        take(actor=register.mai, findings=found)

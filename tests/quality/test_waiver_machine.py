"""Random lives of exceptions: never granted by whoever asked, one at a time, over with their day."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from dangvien.accounts.policy import Refused
from dangvien.members.actions import Impossible
from dangvien.quality.actions import (
    deny,
    end_waiver,
    end_waivers,
    grant,
    hand_over,
    propose,
    take,
    waive,
    withdraw,
)
from dangvien.quality.models import Finding, Proposal, Waiver
from lives import told
from members.people import someone, taken_in
from quality.correcting import finding
from quality.machine import Lives, live
from register import user

ACTORS = st.sampled_from(("hung", "mai", "nga", "tinh", "binh"))
MAY = ("mai", "nga", "tinh")
START = date(2025, 12, 15)
WHY, SENTENCE = "Thẻ mất, đang chờ cấp lại.", "Thẻ đã cấp lại hôm qua."


@dataclass
class Asked:
    """What the model knows of an exception."""

    by: str
    finding: int
    until: date
    state: str = Waiver.ASKED


class Exceptions(Lives):
    """Two findings of two people, five users, and days that go by."""

    def __init__(self) -> None:
        super().__init__()
        self.day, self.before = START, os.environ.get("DANGVIEN_TODAY", "")
        self.users: dict[str, Any] = {
            name: getattr(self.register, name) for name in ("hung", "mai", "tinh", "binh")
        } | {"nga": user("nga", "Vi Thị Nga", "commune_officer", self.register.commune)}
        people = taken_in(self.register.mai, self.register.na_loc, [someone(n) for n in (1, 2)])
        self.people = people
        self.findings = [finding(one, "card_number", "V15").pk for one in people]
        self.asked: dict[int, Asked] = {}
        self.waiting: set[int] = set()  # findings with a proposal that waits

    def teardown(self) -> None:
        """The clock goes back as well."""
        os.environ["DANGVIEN_TODAY"] = self.before
        super().teardown()

    def live(self, pk: int) -> list[Asked]:
        """The exceptions of a finding that are asked for or hold."""
        return [
            one for one in self.asked.values()
            if one.finding == pk and one.state in (Waiver.ASKED, Waiver.GRANTED)
        ]  # fmt: skip

    @rule(actor=ACTORS, which=st.integers(0, 1), days=st.integers(-1, 12), why=st.booleans())
    def waive(self, actor: str, which: int, days: int, why: bool) -> None:
        """Ask for one."""
        self.step()
        pk, until = self.findings[which], self.day + timedelta(days=days)
        try:
            made = waive(
                actor=self.users[actor], finding=Finding.objects.get(pk=pk), until=until,
                reason=WHY if why else "mất",
            )  # fmt: skip
        except Refused:
            assert actor == "binh"
            return
        except Impossible:
            assert not why or days < 0 or self.live(pk) or pk in self.waiting
            return
        assert why
        assert actor != "binh"
        assert not self.live(pk)
        self.asked[made.pk] = Asked(actor, pk, until)

    @precondition(lambda self: self.asked)
    @rule(actor=ACTORS, pick=st.integers(0, 50))
    def grant(self, actor: str, pick: int) -> None:
        """Grant one of all there ever were."""
        self.step()
        pk, told = self.one(pick)
        try:
            grant(actor=self.users[actor], waiver=Waiver.objects.get(pk=pk))
        except Refused:
            assert actor not in MAY or actor == told.by
            return
        except Impossible:
            assert (
                told.state != Waiver.ASKED or told.until < self.day or told.finding in self.waiting
            )
            return
        assert actor in MAY
        assert actor != told.by
        assert told.state == Waiver.ASKED
        told.state = Waiver.GRANTED

    @precondition(lambda self: self.asked)
    @rule(actor=ACTORS, pick=st.integers(0, 50), words=st.sampled_from((SENTENCE, "", "không")))
    def deny(self, actor: str, pick: int, words: str) -> None:
        """Refuse one."""
        self.step()
        pk, told = self.one(pick)
        try:
            deny(actor=self.users[actor], waiver=Waiver.objects.get(pk=pk), answer=words)
        except (Refused, Impossible):
            right = actor in MAY and actor != told.by
            assert not right or words != SENTENCE or told.state != Waiver.ASKED
            return
        assert actor != told.by
        assert told.state == Waiver.ASKED
        told.state = Waiver.REFUSED

    @precondition(lambda self: self.asked)
    @rule(actor=ACTORS, pick=st.integers(0, 50))
    def end(self, actor: str, pick: int) -> None:
        """End one before its day."""
        self.step()
        pk, told = self.one(pick)
        try:
            end_waiver(actor=self.users[actor], waiver=Waiver.objects.get(pk=pk))
        except (Refused, Impossible):
            right = actor in MAY or actor == told.by
            assert not right or told.state not in (Waiver.ASKED, Waiver.GRANTED)
            return
        assert told.state in (Waiver.ASKED, Waiver.GRANTED)
        told.state = Waiver.ENDED

    @rule(days=st.integers(0, 4))
    def pass_days(self, days: int) -> None:
        """Some days go by, and the tick comes."""
        self.step()
        self.day += timedelta(days=days)
        os.environ["DANGVIEN_TODAY"] = self.day.isoformat()
        due = [
            one for one in self.asked.values()
            if one.until < self.day and one.state in (Waiver.ASKED, Waiver.GRANTED)
        ]  # fmt: skip
        assert end_waivers() == len(due)
        for one in due:
            one.state = Waiver.ENDED

    @rule(which=st.integers(0, 1), back=st.booleans())
    def propose(self, which: int, back: bool) -> None:
        """A proposal of the same field comes, or goes."""
        self.step()
        pk, person = self.findings[which], self.people[which]
        rows = Proposal.objects.undecided().filter(person=person)
        if back:
            for one in rows:
                withdraw(actor=self.register.hung, proposal=one)
            self.waiting.discard(pk)
        elif not rows.exists():
            propose(actor=self.register.hung, person=person, values={"card_number": "38777777"},
                    evidence="told", version=1)  # fmt: skip
            if not any(one.state == Waiver.GRANTED for one in self.live(pk)):
                self.waiting.add(pk)

    @rule(actor=ACTORS, which=st.integers(0, 1), over=st.booleans())
    def have(self, actor: str, which: int, over: bool) -> None:
        """Taken, handed over: a finding that is waived or waits stays what it is."""
        self.step()
        rows = Finding.objects.filter(pk=self.findings[which])
        try:
            if over:
                hand_over(actor=self.users[actor], findings=rows, to="officer")
            else:
                take(actor=self.users[actor], findings=rows)
        except Refused:
            return

    def one(self, pick: int) -> tuple[int, Asked]:
        """One of all exceptions."""
        pk = sorted(self.asked)[pick % len(self.asked)]
        return pk, self.asked[pk]

    @invariant()
    def as_the_model_says(self) -> None:
        """States as in the model; waived exactly while one holds; never granted by who asked."""
        rows = {one.pk: one for one in Waiver.objects.all()}
        assert {pk: one.state for pk, one in rows.items()} == {
            pk: told.state for pk, told in self.asked.items()
        }
        for pk in self.findings:
            holds = [one for one in self.live(pk) if one.state == Waiver.GRANTED]
            state = Finding.objects.get(pk=pk).state
            assert len(self.live(pk)) <= 1
            assert (state == Finding.WAIVED) == bool(holds)
            assert (state == Finding.WAITING) == (pk in self.waiting)
        for one in rows.values():
            if one.state in (Waiver.GRANTED, Waiver.REFUSED):
                assert one.decided_by_id != one.asked_by_id


@pytest.mark.django_db
def test_random_lives_of_exceptions(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "exceptions", live(Exceptions))

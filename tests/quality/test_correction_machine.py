"""Random lives of corrections against a slow model: no self-approval, nothing twice, undo exact."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from dangvien.accounts.policy import Refused
from dangvien.members.actions import Impossible, Stale, correct
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from dangvien.members.sheet import value_of
from dangvien.quality.actions import accept_safe, approve, propose, refuse, undo_bulk, withdraw
from dangvien.quality.models import Proposal
from lives import told
from members.people import someone, taken_in
from quality.correcting import finding
from quality.machine import Lives, live
from register import user

VALUES = {
    "citizen_id": [f"09918000002{n}" for n in range(3)],
    "official_date": ["2002-05-20", "2002-05-21"],
    "phone": ["0990000701", "0990000702"],
    "hometown": ["Xã Một", "Xã Hai"],  # notation is made standard: two spaces come from lists only
}  # fmt: skip
FREE = ("phone", "hometown")
SENTENCE = "Xem lại thẻ rồi gửi lại."
ACTORS = st.sampled_from(("hung", "mai", "nga", "tinh", "binh"))
ALIVE = (Proposal.WAITING, Proposal.STALE)


@dataclass
class Asked:
    """What the model knows of a proposal; `seen`: how often each field had been written by then."""

    by: str
    person: int
    values: dict[str, tuple[str, str]]
    seen: dict[str, int]
    state: str = Proposal.WAITING


@dataclass
class Kept:
    """One record of the model: values, how often each was written, by which bulk last."""

    values: dict[str, str]
    writes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    bulk: dict[str, UUID | None] = field(default_factory=dict)

    def write(self, name: str, text: str, bulk: UUID | None = None) -> None:
        """A value of another hand."""
        if self.values[name] != text:
            self.values[name] = text
            self.writes[name] += 1
            self.bulk[name] = bulk


class Corrections(Lives):
    """Two people of one cell, five users, everything that can be done to their values."""

    def __init__(self) -> None:
        super().__init__()
        self.users: dict[str, Any] = {
            name: getattr(self.register, name) for name in ("hung", "mai", "tinh", "binh")
        } | {"nga": user("nga", "Vi Thị Nga", "commune_officer", self.register.commune)}
        made = taken_in(
            self.register.mai, self.register.na_loc,
            [someone(n, hometown="Xã  Một", official_date="2002-05-19") for n in (1, 2)],
        )  # fmt: skip
        self.people = [one.pk for one in made]
        self.kept = {pk: Kept(self.stored(pk)) for pk in self.people}
        self.asked: dict[UUID, Asked] = {}
        self.bulks: dict[UUID, dict[int, str]] = {}  # person → value before
        self.approvals = 0

    def person(self, which: int) -> Person:
        """One of the two, as stored."""
        return Person.objects.select_related("unit").get(pk=self.people[which])

    @staticmethod
    def stored(pk: int) -> dict[str, str]:
        """What the register holds."""
        one = Person.objects.select_related("unit").get(pk=pk)
        held = numbers(one)
        return {name: value_of(one, name, held) for name in VALUES}

    @rule(
        actor=ACTORS, which=st.integers(0, 1), name=st.sampled_from(sorted(VALUES)),
        pick=st.integers(0, 2), evidence=st.sampled_from(("card", "card", "told", "")),
        also=st.booleans(),
    )  # fmt: skip
    def propose(
        self, actor: str, which: int, name: str, pick: int, evidence: str, also: bool
    ) -> None:
        """Bring a value, perhaps with a second one that nobody has to approve."""
        self.step()
        one = self.person(which)
        texts = VALUES[name]
        values = {name: texts[pick % len(texts)]} | (
            {"phone": VALUES["phone"][pick % 2]} if also else {}
        )
        kept = self.kept[one.pk]
        changed = {n: (kept.values[n], t) for n, t in values.items() if kept.values[n] != t}
        try:
            made = propose(
                actor=self.users[actor], person=one, values=values, evidence=evidence,
                version=one.version,
            )  # fmt: skip
        except Refused:
            assert actor == "binh"
            return
        except Impossible:
            return
        assert actor != "binh"
        later = {n: v for n, v in changed.items() if n not in FREE or evidence == "told"}
        for other in self.asked.values():  # one's own is replaced, another's is never written over
            if other.person == one.pk and other.state in ALIVE and set(other.values) & set(changed):
                assert other.by == actor
                assert set(other.values) <= set(changed)
                other.state = Proposal.WITHDRAWN
        for n in set(changed) - set(later):
            kept.write(n, changed[n][1])
        assert (made.state == Proposal.WAITING) == bool(later)
        if later:
            seen = {n: kept.writes[n] for n in later}
            self.asked[made.uid] = Asked(actor, one.pk, later, seen)

    @precondition(lambda self: self.asked)
    @rule(actor=ACTORS, pick=st.integers(0, 50), over=st.booleans(), look=st.booleans())
    def approve(self, actor: str, pick: int, over: bool, look: bool) -> None:
        """Approve one of all proposals there ever were, with or without a choice of a conflict."""
        self.step()
        uid, told = self.one(pick)
        held = Proposal.objects.get(uid=uid)
        kept = self.kept[told.person]
        clash = {
            n for n, (before, after) in told.values.items()
            if kept.writes[n] != told.seen[n] and kept.values[n] not in (before, after)
        }  # fmt: skip
        version = Person.objects.get(pk=told.person).version if look else None
        right = actor in ("mai", "nga", "tinh") and actor != told.by
        try:
            approve(
                actor=self.users[actor], proposal=held, version=version,
                over=sorted(told.values) if over else (),
            )  # fmt: skip
        except Refused:
            assert not right
            return
        except Stale:
            assert right
            assert clash
            assert version is None
            told.state = Proposal.STALE
            return
        except Impossible:
            assert told.state not in ALIVE or (clash == set(told.values) and not over)
            return
        assert right
        assert told.state in ALIVE
        assert not clash or version is not None
        told.state = Proposal.APPLIED
        self.approvals += 1
        for n, (_, after) in told.values.items():
            if n not in clash or over:
                kept.write(n, after)

    @precondition(lambda self: self.asked)
    @rule(actor=ACTORS, pick=st.integers(0, 50), words=st.sampled_from((SENTENCE, "không")))
    def refuse(self, actor: str, pick: int, words: str) -> None:
        """Give one back."""
        self.step()
        uid, told = self.one(pick)
        try:
            refuse(actor=self.users[actor], proposal=Proposal.objects.get(uid=uid), answer=words)
        except (Refused, Impossible):
            right = actor in ("mai", "nga", "tinh") and actor != told.by
            assert not right or words != SENTENCE or told.state not in ALIVE
            return
        assert actor != told.by
        assert words == SENTENCE
        assert told.state in ALIVE
        told.state = Proposal.REFUSED

    @precondition(lambda self: self.asked)
    @rule(actor=ACTORS, pick=st.integers(0, 50))
    def withdraw(self, actor: str, pick: int) -> None:
        """Take one back."""
        self.step()
        uid, told = self.one(pick)
        try:
            withdraw(actor=self.users[actor], proposal=Proposal.objects.get(uid=uid))
        except (Refused, Impossible):
            assert actor != told.by or told.state not in ALIVE
            return
        assert actor == told.by
        assert told.state in ALIVE
        told.state = Proposal.WITHDRAWN

    @rule(actor=ACTORS, which=st.integers(0, 1), pick=st.integers(0, 2), name=st.sampled_from(
        ("hometown", "phone", "citizen_id")))  # fmt: skip
    def edit(self, actor: str, which: int, pick: int, name: str) -> None:
        """Write on the record itself; identity is never written alone."""
        self.step()
        one, text = self.person(which), VALUES[name][pick % len(VALUES[name])]
        try:
            correct(actor=self.users[actor], person=one, values={name: text}, source="gọi điện",
                    version=one.version)  # fmt: skip
        except (Refused, Impossible):
            assert actor == "binh" or name == "citizen_id"
            return
        assert name != "citizen_id"
        self.kept[one.pk].write(name, text)

    @rule(actor=ACTORS)
    def accept_all(self, actor: str) -> None:
        """Take the safe fixes of both in one deed."""
        self.step()
        rows = [one for which in (0, 1) for one in self.untidy(which)]
        before = {pk: kept.values["hometown"] for pk, kept in self.kept.items()}
        busy = {
            told.person for told in self.asked.values()
            if told.state in ALIVE and "hometown" in told.values
        }  # fmt: skip
        due = {pk for pk, text in before.items() if text == "Xã  Một" and pk not in busy}
        try:
            bulk = accept_safe(actor=self.users[actor], findings=rows)
        except Impossible:
            assert not due or actor in ("hung", "binh")
        else:
            assert actor in ("mai", "nga", "tinh")
            self.bulks[bulk] = {pk: before[pk] for pk in due}
            for pk in due:
                self.kept[pk].write("hometown", "Xã Một", bulk)
        for row in rows:
            row.closed_on = row.opened_on
            row.save(update_fields=["closed_on"])

    def untidy(self, which: int) -> list[Any]:
        """The finding that the rule book would have made."""
        one = self.person(which)
        if one.hometown != "Xã  Một":
            return []
        return [finding(one, "hometown", "V24", value="Xã  Một", fix="Xã Một", safe=True)]

    @precondition(lambda self: self.bulks)
    @rule(actor=ACTORS, pick=st.integers(0, 20))
    def undo(self, actor: str, pick: int) -> None:
        """Take a deed back: what it was the last to write is as it was, the rest is left alone."""
        self.step()
        bulk = list(self.bulks)[pick % len(self.bulks)]
        told = self.bulks[bulk]
        mine = {pk for pk in told if self.kept[pk].bulk.get("hometown") == bulk}
        try:
            back, kept = undo_bulk(actor=self.users[actor], bulk=bulk)
        except Refused:
            assert actor in ("hung", "binh")
            return
        except Impossible:
            assert not mine
            return
        assert (back, kept) == (len(mine), len(told) - len(mine))
        for pk in mine:
            self.kept[pk].write("hometown", told[pk])
            self.kept[pk].bulk["hometown"] = None

    def one(self, pick: int) -> tuple[UUID, Asked]:
        """One of all proposals, by when it was made: uids are random, and a life must be repeatable."""
        uid = list(self.asked)[pick % len(self.asked)]
        return uid, self.asked[uid]

    @invariant()
    def as_the_model_says(self) -> None:
        """Values, states and deciders; what is decided stays decided."""
        for pk, kept in self.kept.items():
            assert self.stored(pk) == kept.values
        rows = {one.uid: one for one in Proposal.objects.exclude(needs="")}
        assert {uid: one.state for uid, one in rows.items()} == {
            uid: told.state for uid, told in self.asked.items()
        }
        applied = [one for one in rows.values() if one.state == Proposal.APPLIED]
        assert len(applied) == self.approvals
        assert all(one.decided_by_id != one.proposed_by_id for one in applied)


@pytest.mark.django_db
def test_random_lives_of_corrections(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "corrections", live(Corrections))

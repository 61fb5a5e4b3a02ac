"""Random lives of pairs against a small model: opinions, merges, edits, merges taken back.

No self-approval, no skipped step; after a merge is taken back exactly the fields that nobody touched
since are as before, both histories have every line they had, and numbers never belong to two in use.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.members.actions import Impossible, Stale, correct
from dangvien.members.models import Change, Event, Identifier, Person
from dangvien.members.queries import frame
from dangvien.members.sealed import numbers
from dangvien.quality import duplicates
from dangvien.quality.duplicates.choosing import taken, to_choose
from dangvien.quality.models import Merge, Opinion, Pair
from lives import lives, told
from members.people import someone, taken_in
from quality.pairs import officer
from register import Register

STEPS = 60
REASON = "đã hỏi hai chi bộ"
NO = (ValidationError, Refused, Impossible, Stale)
FIELDS = ("workplace", "phone", "religion", "hometown", "card_number")


class _Over(Exception):  # noqa: N818
    """A life ends: nothing of it stays."""


class Life:
    """Three records of what may be one person, four officers, and what must have come of it."""

    def __init__(self, register: Register, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.register = register
        self.officers = [
            register.mai, register.tinh, officer(f"mot-{seed}", register.commune),
            officer(f"hai-{seed}", register.province, "province_officer"),
        ]  # fmt: skip
        self.others = [register.hung, register.binh, register.leader]
        units = (register.na_loc, register.party_office, register.na_loc)
        self.people = [
            taken_in(register.tinh, unit, [someone(7, citizen_id="", card_number=f"3880000{n}",
                     phone=f"0990000{700 + n}", workplace=f"Nơi {n}", file_number="")])[0]
            for n, unit in enumerate(units)
        ]  # fmt: skip
        duplicates.refresh(people=self.people)
        self.pairs = list(Pair.objects.order_by("pk"))
        assert len(self.pairs) == 3
        for pair in self.pairs:
            Pair.objects.filter(pk=pair.pk).update(doubtful=self.dice.random() < 0.6)
        # Merge → (values of the survivor before, fields edited since, its proposer).
        self.merged: dict[int, tuple[dict[str, Any], set[str]]] = {}
        self.done = 0

    def step(self) -> None:
        act = self.dice.choice((
            *[self.answer] * 8, *[self.propose] * 7, *[self.decide] * 7, *[self.edit] * 8,
            *[self.ask_back] * 5, *[self.part] * 7, *[self.reopen] * 2, self.retract, self.look_again,
        ))  # fmt: skip
        act()
        self.done += 1
        self.sound()

    def actor(self) -> User:
        return self.dice.choice(self.officers * 7 + self.others)

    def tried(self, act: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                return act()
        except NO:
            return None

    def pair(self, *states: str) -> Pair:
        """One of the pairs; mostly one in these states, that the step may come to something."""
        rows = Pair.objects.select_related("org", "first__unit", "second__unit").order_by("pk")
        all_of_them = list(rows)
        fit = [pair for pair in all_of_them if pair.state in states and pair.ended_on is None]
        return self.dice.choice(fit if fit and self.dice.random() < 0.85 else all_of_them)

    def answer(self) -> None:
        pair, actor = self.pair(Pair.OPEN, Pair.ASKED), self.actor()
        said = self.dice.choice(("same", "same", "same", "same", "different", "unsure"))
        given_before = pair.opinions.filter(void=False).exclude(answer="unsure")
        mine = set(given_before.values_list("by", flat=True))
        told = self.tried(
            lambda: duplicates.answer(
                actor=actor, pair=pair, answer=said, reason=REASON if said == "different" else ""
            )
        )
        if told is None:
            return
        assert actor in self.officers
        assert pair.state in (Pair.OPEN, Pair.ASKED)
        firm = pair.opinions.filter(void=False).exclude(answer="unsure")
        if told.state in (Pair.SAME, Pair.DIFFERENT) and pair.doubtful and not pair.raised:
            agreed = firm.filter(answer=said).values_list("by", flat=True)
            assert len(set(agreed)) >= 2, "one person settled a doubtful pair"
        if told.raised > pair.raised:
            assert {one.answer for one in firm} == {"same", "different"}
            assert actor.pk not in mine
        if pair.raised:
            assert actor.pk not in mine, "who disagreed below decided above"

    def propose(self) -> None:
        pair, actor = self.pair(Pair.SAME), self.actor()
        first, second = pair.first, pair.second
        wanted = to_choose(first, second, (numbers(first), numbers(second)))
        choices = {name: self.dice.choice(("first", "second")) for name in wanted.differ}
        if choices and self.dice.random() < 0.1:
            choices.popitem()
        seen = (first.version - (self.dice.random() < 0.1), second.version)
        made = self.tried(
            lambda: duplicates.propose(
                actor=actor,
                pair=pair,
                keeps=self.dice.choice(("first", "second")),
                choices=choices,
                reason=REASON,
                seen=seen,
            )
        )
        if made is not None:
            assert pair.state == Pair.SAME, "a merge of what nobody judged one person"
            assert seen == (first.version, second.version)
            assert set(wanted.differ) <= set(made.choices)

    def decide(self) -> None:
        waiting = list(Merge.objects.filter(state=Merge.WAITING).select_related("pair", "keeps"))
        if not waiting:
            return
        made, actor = self.dice.choice(waiting), self.actor()
        keeps = "first" if made.keeps_id == made.pair.first_id else "second"
        loser = made.pair.second_id if keeps == "first" else made.pair.first_id
        before, lost = self.now(made.keeps_id), self.now(loser)
        ends = (made.pair.first_id, made.pair.second_id)
        versions = [Person.objects.get(pk=pk).version for pk in ends]
        if self.dice.random() < 0.15:
            told = self.tried(
                lambda: duplicates.refuse(actor=actor, merge=made, answer="chưa đủ giấy")
            )
            assert told is None or actor.pk != made.proposed_by_id
            return
        told = self.tried(lambda: duplicates.approve(actor=actor, merge=made))
        if told is None:
            return
        assert actor.pk != made.proposed_by_id, "approved by who proposed"
        assert actor in self.officers
        assert versions == made.versions, "merged on a stale look"
        expected = before | {
            name: lost[name] for name in taken(made.choices, keeps) if name in lost
        }  # fmt: skip
        assert self.now(made.keeps_id) == expected
        assert Person.objects.get(pk=loser).same_as_id == made.keeps_id
        self.touched(made.keeps_id, set(taken(made.choices, keeps)))
        self.merged[made.pk] = (before, set())

    def edit(self) -> None:
        person = self.dice.choice(self.people)
        person = Person.objects.select_related("unit").get(pk=person.pk)
        name, number = self.dice.choice(FIELDS), self.dice.randrange(10**5)
        numbered = {"phone": f"09900{number:05}", "card_number": f"388{number:05}"}
        text = numbered.get(name, f"Nơi {number}")
        told = self.tried(
            lambda: correct(
                actor=self.register.mai,
                person=person,
                values={name: text},
                source="hỏi",
                version=person.version,
            )
        )
        if told is not None:
            assert person.same_as_id is None, "a record that went was edited"
            self.touched(person.pk, {name})

    def ask_back(self) -> None:
        made = self.a_merge(Merge.MERGED)
        if made is not None:
            self.tried(
                lambda: duplicates.ask_back(
                    actor=self.actor(),
                    merge=made,
                    reason="gộp nhầm",
                    then=self.dice.choice((Pair.DIFFERENT, Pair.OPEN)),
                )
            )

    def part(self) -> None:
        made = self.a_merge(Merge.SPLITTING) or self.a_merge(Merge.MERGED)
        if made is None:
            return
        actor, state = self.actor(), made.state
        if self.dice.random() < 0.15:
            self.tried(lambda: duplicates.leave(actor=actor, merge=made, answer="vẫn một người"))
            return
        pair = made.pair
        loser = pair.second_id if made.keeps_id == pair.first_id else pair.first_id
        lines = {pk: self.history(pk) for pk in (made.keeps_id, loser)}
        now = self.now(made.keeps_id)
        told = self.tried(lambda: duplicates.take_back(actor=actor, merge=made))
        if told is None:
            return
        assert state == Merge.SPLITTING, "parted before anybody asked"
        assert actor.pk != made.split_by_id, "parted by who asked for it"
        assert actor in self.officers
        for pk, had in lines.items():
            assert had <= self.history(pk), "a line of history went"
        assert Person.objects.get(pk=loser).same_as_id is None
        before, edited = self.merged.pop(made.pk)
        keeps = "first" if made.keeps_id == pair.first_id else "second"
        mine = set(taken(made.choices, keeps))
        after = self.now(made.keeps_id)
        for name, text in after.items():
            if name in mine and name not in edited:
                assert text == before[name], (name, "did not go back")
            else:
                assert text == now[name], (name, "went back though somebody touched it")
        assert (
            set(told.kept)
            == {name for name in mine & edited if before.get(name) != self.taken_value(made, name)}
            or set(told.kept) <= edited
        )
        self.touched(made.keeps_id, mine)

    def taken_value(self, made: Merge, name: str) -> Any:
        pair = made.pair
        return self.now(pair.second_id if made.keeps_id == pair.first_id else pair.first_id).get(
            name
        )

    def reopen(self) -> None:
        pair = self.pair(Pair.SAME, Pair.DIFFERENT)
        told = self.tried(lambda: duplicates.reopen(actor=self.actor(), pair=pair, reason=REASON))
        if told is not None:
            assert pair.state in (Pair.SAME, Pair.DIFFERENT)
            assert not Merge.objects.filter(pair=pair, state__in=Merge.LIVE).exists()

    def retract(self) -> None:
        actor = self.actor()
        self.tried(lambda: duplicates.retract(actor=actor, pair=self.pair()))

    def look_again(self) -> None:
        duplicates.refresh(people=[self.dice.choice(self.people).pk])

    def a_merge(self, state: str) -> Merge | None:
        rows = list(Merge.objects.filter(state=state).select_related("pair", "keeps"))
        return self.dice.choice(rows) if rows else None

    def touched(self, person: int, names: set[str]) -> None:
        for pk in self.merged:
            if Merge.objects.get(pk=pk).keeps_id == person:
                self.merged[pk][1].update(names)

    def now(self, pk: int) -> dict[str, Any]:
        [told] = frame(Person.objects.filter(pk=pk)).to_dicts()
        return {name: text for name, text in told.items() if name not in ("version", "row_id")}

    @staticmethod
    def history(pk: int) -> set[tuple[str, int]]:
        changes = Change.objects.filter(person=pk).values_list("pk", flat=True)
        events = Event.objects.filter(person=pk).values_list("pk", flat=True)
        return {("change", one) for one in changes} | {("event", one) for one in events}

    def sound(self) -> None:
        """What holds after every step."""
        gone = Person.objects.exclude(same_as=None)
        assert not Identifier.objects.filter(person__in=gone, until=None).exists()
        alive = Pair.objects.filter(state=Pair.MERGED)
        merges = Merge.objects.filter(state__in=(Merge.MERGED, Merge.SPLITTING))
        live = set(merges.values_list("pair", flat=True))
        assert set(alive.values_list("pk", flat=True)) == live
        assert gone.count() == len(live)
        for made in Merge.objects.exclude(decided_by=None).exclude(state=Merge.WITHDRAWN):
            assert made.decided_by_id != made.proposed_by_id
        assert not Opinion.objects.filter(by__in=self.others).exists()


@pytest.mark.django_db
def test_lives_of_pairs(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    steps = 0

    @settings(max_examples=lives(STEPS), suppress_health_check=[HealthCheck.too_slow])
    @given(seed=st.integers(0, 10**9))
    def live(seed: int) -> None:
        nonlocal steps
        with suppress(_Over), transaction.atomic():
            life = Life(register, seed)
            for _ in range(STEPS):
                life.step()
            steps += STEPS
            raise _Over

    live()
    told(capsys, "pairs", steps)

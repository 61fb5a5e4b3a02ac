"""Random lives of records that are merged, edited and parted, against a slow model of every field."""

from __future__ import annotations

import random
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvien.members.actions import Impossible, correct, merge, restate, unmerge
from dangvien.members.models import Change, Identifier, Person
from dangvien.members.queries import frame
from lives import lives, told
from members.people import someone, taken_in
from register import Register

STEPS = 40
PLAIN = ("workplace", "religion", "phone", "card_number", "full_name")
STATED = ("admission_date", "official_date")


class _Over(Exception):  # noqa: N818
    """A life ends: nothing of it stays."""


@dataclass
class Model:
    """What each field of one record was written to, and by which merge; the last one holds."""

    fields: dict[str, list[tuple[Any, UUID | None]]]
    numbers: bool = True  # whether its numbers are in use
    undone: set[UUID] = field(default_factory=set)

    def write(self, name: str, value: Any, deed: UUID | None = None) -> None:
        self.fields[name].append((value, deed))

    def value(self, name: str) -> Any:
        return self.fields[name][-1][0]

    def part(self, deed: UUID) -> None:
        """A field goes back where the merge wrote last, past what other merges gave and took back."""
        self.undone.add(deed)
        for writes in self.fields.values():
            if writes[-1][1] == deed:
                writes.pop()
                while writes[-1][1] in self.undone:
                    writes.pop()


class Life:
    """Four records, whose merges form chains."""

    def __init__(self, register: Register, seed: int) -> None:
        self.dice, self.register = random.Random(seed), register  # noqa: S311
        units = (register.na_loc, register.party_office, register.na_loc, register.party_office)
        self.people = [
            taken_in(register.tinh, unit, [someone(n, workplace=f"Nơi {n}", religion="Không")])[0]
            for n, unit in enumerate(units, 1)
        ]  # fmt: skip
        self.model = {
            one.pk: Model(
                defaultdict(
                    list, {name: [(text, None)] for name, text in self.stored(one.pk).items()}
                )
            )
            for one in self.people
        }
        self.into: dict[int, int] = {}
        self.deeds: dict[UUID, tuple[int, int]] = {}

    def stored(self, pk: int) -> dict[str, Any]:
        [told] = frame(Person.objects.filter(pk=pk)).to_dicts()
        return {name: told[name] for name in (*PLAIN, *STATED, "citizen_id")}

    def person(self) -> Person:
        pk = self.dice.choice(self.people).pk
        return Person.objects.select_related("unit").get(pk=pk)

    def step(self) -> None:
        self.dice.choice((self.edit, self.edit, self.edit, self.state, self.join, self.join, self.part,
                          self.part))()  # fmt: skip
        self.agree()

    def edit(self) -> None:
        one, name = self.person(), self.dice.choice(PLAIN[:-1])
        number = self.dice.randrange(3)  # few values: the same one comes back
        told = {"phone": f"0990000{900 + number}", "card_number": f"3899000{number}"}
        text = told.get(name, f"Nơi {number}")
        if one.pk in self.into:
            return
        correct(actor=self.register.mai, person=one, values={name: text}, source="hỏi",
                version=one.version)  # fmt: skip
        if self.model[one.pk].value(name) != text:
            self.model[one.pk].write(name, text)

    def state(self) -> None:
        one, name = self.person(), self.dice.choice(STATED)
        if one.pk in self.into:
            return
        text = f"20{self.dice.randrange(10, 13)}-03-04"
        restate(actor=self.register.mai, person=one, values={name: text}, decision="QĐ 1",
                approved_by=self.register.tinh)  # fmt: skip
        # What an event says holds from then on, also where it says what is so already.
        self.model[one.pk].write(name, text)

    def join(self) -> None:
        keeps, loses = self.person(), self.person()
        take = [n for n in (*PLAIN, *STATED) if self.dice.random() < 0.4]
        deed = uuid4()
        try:
            with transaction.atomic():
                merge(actor=self.register.mai, keeps=keeps, loses=loses, take=take, deed=deed,
                      versions=(keeps.version, loses.version), source="đã xem")  # fmt: skip
        except Impossible:
            assert keeps.pk == loses.pk or {keeps.pk, loses.pk} & self.into.keys()
            return
        assert not {keeps.pk, loses.pk} & self.into.keys()
        mine, theirs = self.model[keeps.pk], self.model[loses.pk]
        for name in take:
            if name in STATED or mine.value(name) != theirs.value(name):
                mine.write(name, theirs.value(name), deed)
        theirs.numbers = False
        self.into[loses.pk] = keeps.pk
        self.deeds[deed] = (keeps.pk, loses.pk)

    def part(self) -> None:
        if not self.deeds:
            return
        deed = self.dice.choice(list(self.deeds))
        keeps, loses = (Person.objects.select_related("unit").get(pk=pk) for pk in self.deeds[deed])
        changes = Change.objects.filter(person__in=(keeps, loses)).values_list("pk", flat=True)
        lines = set(changes)
        try:
            with transaction.atomic():
                unmerge(
                    actor=self.register.mai, keeps=keeps, loses=loses, deed=deed, source="gộp nhầm"
                )
        except Impossible:
            assert keeps.pk in self.into  # merged on: the later one is parted first
            return
        assert keeps.pk not in self.into
        assert lines <= set(changes.all())
        self.model[keeps.pk].part(deed)
        self.model[loses.pk].numbers = True
        del self.into[loses.pk], self.deeds[deed]

    def agree(self) -> None:
        people = {str(one.uid): one.pk for one in self.people}
        rows = frame(Person.objects.filter(pk__in=self.model)).to_dicts()
        assert len(rows) == len(self.model)
        for stored in rows:
            pk = people[stored["row_id"]]
            model = self.model[pk]
            for name in model.fields:
                number = name in Identifier.KINDS
                expected = model.value(name) if model.numbers or not number else None
                assert stored[name] == expected, (pk, name)
        merged = dict(Person.objects.exclude(same_as=None).values_list("pk", "same_as"))
        assert merged == self.into


@pytest.mark.django_db
def test_lives_of_merged_records(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
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
    told(capsys, "merged records", steps)

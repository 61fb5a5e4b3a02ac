"""Random lives of a register: what is stored is always what a fresh run over everything would find."""

from __future__ import annotations

import os
import random
from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import register as small
from dangvien.accounts.policy import Refused
from dangvien.members import actions as members
from dangvien.members.actions import Draft, Filling, Undoing
from dangvien.members.models import Person
from dangvien.orgs import actions as orgs
from dangvien.orgs.models import Organisation
from dangvien.quality import runs
from dangvien.quality.actions import run, settle
from dangvien.quality.book import choices
from dangvien.quality.models import Finding, Setting
from dangvien.quality.settling.keeping import Round
from quality.slowly import agree
from quality.sound import sound

TODAY = date(2025, 12, 15)
STEPS, LIVES = 30, 6
# Few values for many people: they collide, which is what the facts are about.
NUMBERS = [sound(n)["citizen_id"] for n in (1, 2, 3)]
VALUES = {
    "citizen_id": ["", *NUMBERS, "12345"],
    "card_number": ["", sound(1)["card_number"], sound(2)["card_number"], "không"],
    "phone": ["", sound(1)["phone"], sound(2)["phone"]],
    "file_number": ["", sound(1)["file_number"], sound(2)["file_number"]],
    "birth_date": ["1960-01-01", "1958", "2015-02-03"],
    "sex": ["", "nam", "nữ"],
    "full_name": ["Vi Văn An", "Lò Thị Hoa", "LÒ VĂN 1"],
    "temporary_cell": ["", "Chi bộ khác"],
    "permanent_address": ["", "Xã Sơn Hà, huyện Quan Sơn, Thanh Hóa"],
}
DEEDS = (
    "correct", "correct", "correct", "correct", "event", "event", "take_in", "fill", "take_back",
    "organisation", "organisation", "setting", "work", "settle", "settle",
)  # fmt: skip


class Life:
    """One register in which things happen at random; now and then it is settled."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.register = small.build()
        self.batches: dict[UUID, list[int]] = {}
        self.made = 0
        self.take_in()
        self.take_in()
        run(actor="tick", org=self.register.province)
        self.settle()

    def batch(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128))

    def person(self) -> Person:
        people = Person.objects.alive().select_related("unit").order_by("pk")
        if not people:
            raise ValidationError("nobody is left")
        return self.dice.choice(list(people))

    def cell(self) -> Organisation:
        cells = Organisation.objects.filter(form="chi_bo_co_so", closed_on=None).order_by("pk")
        return self.dice.choice(list(cells))

    def step(self) -> None:
        """One deed; a refusal leaves everything as it was."""
        deed = self.dice.choice(DEEDS)
        try:
            with transaction.atomic():
                getattr(self, deed)()
        except (ValidationError, Refused, members.Impossible, members.AlreadyVerified):
            pass

    def correct(self) -> None:
        """One to three fields of somebody become others."""
        person = self.person()
        names = self.dice.sample(sorted(VALUES), self.dice.randint(1, 3))
        values = {name: self.dice.choice(VALUES[name]) for name in names}
        members.correct(
            actor=self.register.mai, person=person, values={n: v for n, v in values.items() if v},
            erase=[n for n, v in values.items() if not v], source="Giấy tờ gốc",
            version=person.version, approved_by=self.register.tinh,
        )  # fmt: skip

    def event(self) -> None:
        """Something happens to somebody."""
        person, told = self.person(), {"on": TODAY, "decision": "QĐ 1"}
        actor = self.register.tinh
        kind = self.dice.choice(("move", "move", "die", "exempt", "suspend", "resume", "recognise"))
        if kind == "move":
            members.move(actor=actor, person=person, unit=self.cell(), **told)
        else:
            getattr(members, kind)(actor=actor, person=person, **told)

    def take_in(self) -> None:
        """A list brings a few people."""
        batch, cell, told = self.batch(), self.cell(), []
        for _ in range(self.dice.randint(1, 4)):
            self.made += 1
            wrong = self.dice.sample(sorted(VALUES), self.dice.randint(0, 2))
            told.append(sound(self.made, **{n: self.dice.choice(VALUES[n]) for n in wrong}))
        drafts = [Draft(one, cell, "Tệp", row=row) for row, one in enumerate(told)]
        people = members.take_in(actor=self.register.tinh, batch=batch, drafts=drafts)
        self.batches[batch] = [person.pk for person in people]

    def fill(self) -> None:
        """A list adds to somebody's record, and may say another unit."""
        person, name = self.person(), self.dice.choice(sorted(VALUES))
        value = self.dice.choice(VALUES[name])
        unit = self.cell() if self.dice.random() < 0.3 else None
        batch = self.batch()
        filling = Filling(person.pk, person.version, {name: value}, "Tệp", unit)
        members.fill(actor=self.register.tinh, batch=batch, fillings=[filling])
        self.batches[batch] = [person.pk]

    def take_back(self) -> None:
        """A list is undone."""
        batch = self.dice.choice(sorted(self.batches))
        undoing = [Undoing(pk, batch) for pk in self.batches[batch]]
        members.take_back(actor=self.register.tinh, batch=self.batch(), undoing=undoing)

    def organisation(self) -> None:
        """Something happens to an organisation."""
        actor, org = self.register.tinh, self.cell()
        told = {"actor": actor, "on": TODAY, "decision": "QĐ 2"}
        kind = self.dice.choice(("rename", "recode", "move", "found", "close", "appoint", "paper"))
        if kind == "rename":
            name = self.dice.choice(("Chi bộ bản Nà Lốc", "Chi bộ bản Nà Lộc", "Chi bộ huyện Bên"))
            orgs.rename(org=org, name=name, **told)
        elif kind == "recode":
            orgs.recode(org=org, code=self.dice.choice(("", "38.150.001", "38.151.001")), **told)
        elif kind == "move":
            communes = [self.register.commune, self.register.other_commune]
            orgs.move(org=org, parent=self.dice.choice(communes), **told)
        elif kind == "found":
            form = self.dice.choice(("chi_bo_co_so", "to_dang"))
            parent = org if form == "to_dang" else self.register.commune
            orgs.found(parent=parent, name="Chi bộ mới", form=form, kind="", code="", **told)
        elif kind == "close":
            orgs.close(org=org, successors=[self.cell()], **told)
        elif kind == "appoint":
            officer = self.person()
            uid = officer.uid if self.dice.random() < 0.5 else None
            orgs.appoint(
                actor=actor, org=self.dice.choice([org, self.register.commune]),
                name=officer.full_name, position="secretary", person=uid, since=TODAY, decision="",
            )  # fmt: skip
        else:
            place = self.dice.choice([org, self.register.commune])
            count = self.dice.randint(0, 8)
            orgs.report_paper(actor=actor, org=place, on=TODAY, count=count, source="Sổ")

    def setting(self) -> None:
        """An officer sets a rule otherwise for a unit; its people are looked at again."""
        org = self.dice.choice([self.register.province, self.register.commune, self.cell()])
        rule, thresholds = self.dice.choice(
            [("V09", {}), ("V22", {}), ("V12", {"oldest_age": 60}), ("O07", {"cell_official": 5})]
        )
        Setting.objects.create(
            rule=rule, org=org, since=TODAY, on=self.dice.random() < 0.5, thresholds=thresholds,
            severity=self.dice.choice(("", "E", "N")), reason="thử", set_by=self.register.tinh,
        )  # fmt: skip
        run(actor="tick", org=org)

    def work(self) -> None:
        """People do something about findings: take, propose, except."""
        rows = list(Finding.objects.filter(closed_on=None).order_by("pk"))
        for row in self.dice.sample(rows, min(len(rows), 3)):
            state = self.dice.choice((Finding.OPEN, Finding.WORKING, Finding.WAITING))
            holder = self.dice.choice(("officer", "cell", "police", "above"))
            Finding.objects.filter(pk=row.pk).update(state=state, holder=holder)
        from dangvien.quality import verdicts  # noqa: PLC0415

        verdicts.refresh({row.person_id for row in rows if row.person_id})

    def settle(self) -> None:
        """Everything touched so far is looked at again."""
        settle()
        agree()


@pytest.mark.django_db
@settings(
    max_examples=int(os.environ.get("LIVES", LIVES)),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a life does not shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.integers(0, 2**32))
def test_stored_findings_are_those_of_a_fresh_run(seed: int) -> None:
    with transaction.atomic():
        life = Life(seed)
        for _ in range(STEPS):
            life.step()
        life.settle()
        now = Round(choices())
        runs.over(life.register.province, now)
        left = {name: n for name, n in now.counts.items() if n and name != "people"}
        assert left == {}, "a run after a settling finds nothing to write"
        transaction.set_rollback(True)

"""Random campaigns against a slow model: no skipped step, no signature above an unsigned unit.

Every step is done by the actions and by the model, and both must agree whether it may be done; after
each, what the database says is compared whole, and no signature ever taken back is lost.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns import world
from dangvien.accounts.policy import Refused
from dangvien.campaigns.actions import begin, open_campaign, reopen, sign
from dangvien.campaigns.models import Campaign, Phase, SignOff
from dangvien.campaigns.queries.left import left
from dangvien.members.models import Person, Touched
from dangvien.orgs.models import Grant, Organisation
from dangvien.quality.models import Finding, Proposal
from lives import lives, told
from members.people import someone, taken_in
from register import organisation, user

STEPS = 60
SIGNING = {1: {"cell", "commune", "grassroots"}, 2: {"cell", "commune", "grassroots"},
           3: {"commune"}}  # fmt: skip
LEVEL = {"chi_bo_co_so": "cell", "chi_bo_truc_thuoc": "cell", "xa": "commune",
         "dang_bo_co_so": "grassroots", "to_dang": ""}  # fmt: skip


@dataclass
class Unit:
    """One unit as the model knows it."""

    org: Organisation
    above: list[int]  # itself left out
    person: Person
    blocked: Finding | None = None
    own: Finding | None = None  # about the organisation
    waiting: Proposal | None = None


@dataclass
class Model:
    """What must be true, said as slowly as possible."""

    top: int
    units: dict[int, Unit] = field(default_factory=dict)
    signed: set[tuple[int, int]] = field(default_factory=set)  # (step, unit)
    history: int = 0

    def signs(self, step: int, pk: int) -> bool:
        return LEVEL[self.units[pk].org.form] in SIGNING[step]

    def below(self, pk: int) -> list[int]:
        return [one for one, unit in self.units.items() if pk in unit.above]

    def may_sign(self, step: int, pk: int) -> bool:
        inside = [pk, *self.below(pk)]
        clean = not any(
            (
                self.units[one].own
                if step == 1
                else self.units[one].blocked or self.units[one].waiting
            )
            for one in inside
        )
        return (
            self.signs(step, pk) and (step, pk) not in self.signed and clean
            and all((one, pk) in self.signed for one in range(1, step) if self.signs(one, pk))
            and all((step, one) in self.signed for one in self.below(pk) if self.signs(step, one))
        )  # fmt: skip

    def falls(self, step: int, pk: int) -> set[tuple[int, int]]:
        up = {pk, *self.units[pk].above}
        return {(s, one) for s, one in self.signed if s >= step and one in up}


class Play:
    """One campaign, from its first day to wherever the dice lead it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        root = organisation("Đảng bộ tỉnh Thử", None, "tinh", "38")
        self.officer = user("tinh", "Đỗ Thị Tình", "province_officer", root)
        top = organisation("Đảng bộ xã Thử", root, "xa", "38.150")
        self.mai = user("mai", "Hà Thị Mai", "commune_officer", top)
        self.model = Model(top.pk)
        self.add(top, [])
        for number in range(self.dice.randint(2, 6)):
            above = self.dice.choice([top, *self.bases()])
            form = self.dice.choice(
                ["chi_bo_co_so", "dang_bo_co_so"] if above == top else ["chi_bo_truc_thuoc"]
            )
            org = organisation(f"Đơn vị {number}", above, form, f"38.150.{number:03}")
            self.add(org, [above.pk, *self.model.units[above.pk].above])
            if form != "dang_bo_co_so" and self.dice.random() < 0.2:
                group = organisation(f"Tổ {number}", org, "to_dang", "")
                self.add(group, [org.pk, *self.model.units[org.pk].above])
        campaign = open_campaign(actor=self.mai, org=top, plan="tam-lu", starts=world.STARTS)
        Campaign.objects.filter(pk=campaign.pk).update(told={"sample": {}})
        campaign.refresh_from_db()
        self.campaign = begin(actor=self.mai, campaign=campaign)
        self.steps = {one.number: one for one in Phase.objects.filter(campaign=campaign)}

    def bases(self) -> list[Organisation]:
        return [one.org for one in self.model.units.values() if one.org.form == "dang_bo_co_so"]

    def add(self, org: Organisation, above: list[int]) -> None:
        [person] = taken_in(self.officer, org, [someone(len(self.model.units))])
        world.examined([person])
        Touched.objects.all().delete()  # the engine is not asked here
        self.model.units[org.pk] = Unit(org, above, person)
        secretary = user(f"bi-thu-{org.pk}", "Lò Văn Thư")
        Grant.objects.create(user=secretary, role="cell_secretary", org=org, since=date(2025, 1, 1))

    def unit(self) -> Unit:
        return self.dice.choice(list(self.model.units.values()))

    def sign(self) -> None:
        step, unit = self.dice.choice((1, 1, 2, 2, 3)), self.unit()
        if self.dice.random() < 0.7:  # mostly where something is to be signed
            able = [
                (s, pk) for pk in self.model.units for s in (1, 2, 3) if self.model.may_sign(s, pk)
            ]
            if able:
                step, pk = self.dice.choice(able)
                unit = self.model.units[pk]
        fine, phase = self.model.may_sign(step, unit.org.pk), self.steps[step]
        already = (step, unit.org.pk) in self.model.signed
        ready = self._again(step, unit.org.pk) if already else fine
        assert left(phase, unit.org).ready == ready
        try:
            with transaction.atomic():
                sign(actor=self.mai, phase=phase, org=unit.org, paper="biên bản")
        except ValidationError as error:
            if fine:
                raise AssertionError("refused, and need not be") from error
            return
        assert fine, "signed, and should have been refused"
        self.model.signed.add((step, unit.org.pk))
        self.model.history += 1

    def _again(self, step: int, pk: int) -> bool:
        """Whether it could be signed now, were it not signed already."""
        self.model.signed.discard((step, pk))
        try:
            return self.model.may_sign(step, pk)
        finally:
            self.model.signed.add((step, pk))

    def reopen(self) -> None:
        if not self.model.signed or self.dice.random() < 0.5:
            return
        step, pk = self.dice.choice(sorted(self.model.signed))
        falling = self.model.falls(step, pk)
        one = SignOff.objects.get(phase=self.steps[step], org=pk, reopened_at=None)
        secretary = Grant.objects.get(org=pk, role="cell_secretary").user
        alone = {unit for _, unit in falling} == {pk}
        actor = self.dice.choice((self.mai, secretary))
        reason = self.dice.choice(("sai số trên sổ", "sai số trên sổ", " "))
        try:
            with transaction.atomic():
                told = reopen(actor=actor, sign_off=one, reason=reason)
        except Refused as error:
            if actor == self.mai or alone:
                raise AssertionError("refused, and need not be") from error
            return
        except ValidationError as error:
            if reason.strip():
                raise AssertionError("refused, and need not be") from error
            return
        assert reason.strip()
        assert actor == self.mai or alone, "took back a signature above the own unit"
        assert {(each.phase.number, each.org_id) for each in told} == falling
        self.model.signed -= falling

    def trouble(self) -> None:
        unit = self.unit()
        if any((2, pk) in self.model.signed for pk in (unit.org.pk, *unit.above)):
            return  # what is signed is locked: nothing of a campaign happens there
        if unit.blocked is None:
            unit.blocked = world.blocked(unit.person)
        else:
            world.cleared(unit.blocked, self.dice.choice((Finding.FIXED, Finding.WAIVED)))
            unit.blocked = None
            Finding.objects.filter(person=unit.person).update(closed_on=world.STARTS)

    def organisation_trouble(self) -> None:
        unit = self.unit()
        if any((1, pk) in self.model.signed for pk in (unit.org.pk, *unit.above)):
            return
        if unit.own is None:
            unit.own = Finding.objects.create(
                unit=unit.org, rule="O12", field="paper_count", cause="differs", severity="E",
                dimension="du", opened_on=world.STARTS,
            )  # fmt: skip
        else:
            Finding.objects.filter(pk=unit.own.pk).update(
                state=Finding.FIXED, closed_on=world.STARTS
            )
            unit.own = None

    def proposal(self) -> None:
        unit = self.unit()
        if any((2, pk) in self.model.signed for pk in (unit.org.pk, *unit.above)):
            return
        if unit.waiting is None:
            unit.waiting = Proposal.objects.create(
                person=unit.person, unit=unit.org, values=b"", evidence="card", version=1,
                needs="finding.approve", proposed_by=self.mai,
            )  # fmt: skip
        else:
            Proposal.objects.filter(pk=unit.waiting.pk).update(state=Proposal.REFUSED)
            unit.waiting = None

    def check(self) -> None:
        rows = SignOff.objects.filter(phase__campaign=self.campaign)
        live = set(rows.filter(reopened_at=None).values_list("phase__number", "org"))
        assert live == self.model.signed
        assert rows.count() == self.model.history, "a signature was lost"
        assert not rows.exclude(reopened_at=None).filter(reason="").exists()
        for step, pk in live:
            for under in self.model.below(pk):
                assert not self.model.signs(step, under) or (step, under) in live
            for before in range(1, step):
                assert not self.model.signs(before, pk) or (before, pk) in live


@pytest.mark.django_db
def test_a_random_campaign_keeps_its_word(capsys: pytest.CaptureFixture[str]) -> None:
    steps = 0

    @settings(max_examples=lives(STEPS), suppress_health_check=[HealthCheck.too_slow])
    @given(seed=st.integers(0, 2**32))
    def live(seed: int) -> None:
        nonlocal steps
        with transaction.atomic():
            play = Play(seed)
            deeds = (play.sign, play.sign, play.sign, play.reopen, play.trouble,
                     play.organisation_trouble, play.proposal)  # fmt: skip
            for _ in range(STEPS):
                play.dice.choice(deeds)()
                play.check()
            steps += STEPS
            transaction.set_rollback(True)

    live()
    told(capsys, "signatures", steps)

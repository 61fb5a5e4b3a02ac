"""Random lives of a tree against a slow model: no circle, no wrong sight, nothing to rebuild."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvien.accounts.models import User
from dangvien.orgs import actions
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.queries import tree
from orgs.model import Fact, Model

START, FIRST = date(2025, 7, 1), date(2025, 12, 15)
FORMS = ("xa", "dang_bo_co_so", "dang_bo_bo_phan", "chi_bo_co_so", "chi_bo_truc_thuoc", "to_dang")
TREE_SIZE, STEPS = 60, 24


class Play:
    """One life: every step is done by the actions and by the model, and both must agree."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.today = FIRST
        self.actor = User.objects.create(username="tinh", full_name="Đỗ Thị Tình")
        root = actions.found_root(name="Gốc", code="", form="tinh", kind="", on=START)
        self.model = Model([Fact(root.pk, START, {"parent": None, "name": "Gốc", "form": "tinh"})])
        Grant.objects.create(user=self.actor, role="province_officer", org=root, since=START)
        for _ in range(self.dice.randint(3, 15)):
            self.found(START)

    def pick(self) -> Organisation:
        return Organisation.objects.get(pk=self.dice.choice(self.model.orgs()))

    def day(self) -> date:
        return self.today + timedelta(
            days=self.dice.choice((-150, -60, -20, -1, 0, 0, 0, 3, 30, 250))
        )

    def agree(self, expected: Model | None, act: object) -> Organisation | None:
        """Do it; it must be refused exactly when the model says that it breaks the tree."""
        try:
            with transaction.atomic():
                told = act()  # type: ignore[operator]
        except ValidationError as error:
            if expected is not None:
                raise AssertionError("refused, and need not be") from error
            return None
        assert expected is not None, "done, and should have been refused"
        self.model = expected
        return told  # type: ignore[no-any-return]

    def found(self, on: date | None = None) -> None:
        on, parent = on or self.day(), self.pick()
        form, name = self.dice.choice(FORMS), f"Tổ chức {len(self.model.orgs())}"
        told = self.model.copy()
        told.facts.append(Fact(-1, on, {"parent": parent.pk, "name": name, "form": form}))
        fine = parent.pk in told.standing(on) and told.sound() and told.fits(-1, parent.pk, on)
        with transaction.atomic():
            try:
                org = actions.found(
                    actor=self.actor, parent=parent, name=name, form=form, kind="", code="",
                    on=on, decision="QĐ 1",
                )  # fmt: skip
            except ValidationError as error:
                if fine:
                    raise AssertionError("refused, and need not be") from error
                return
        assert fine, "done, and should have been refused"
        told.facts[-1].org = org.pk
        self.model = told

    def move(self) -> None:
        org, parent, on = self.pick(), self.pick(), self.day()
        now = self.model.standing(on)
        if (
            org.pk in now and self.dice.random() < 0.7
        ):  # mostly under something that it may stand under
            fine = [pk for pk in now if pk != org.pk and self.model.fits(org.pk, pk, on)]
            parent = Organisation.objects.get(pk=self.dice.choice(fine)) if fine else parent
        told: Model | None = self._with(org, on, parent=parent.pk)
        if told and (now[org.pk].parent in (None, parent.pk) or parent.pk not in now):
            told = None
        if told and not self.model.fits(org.pk, parent.pk, on):
            told = None
        self.agree(
            told, lambda: actions.move(actor=self.actor, org=org, parent=parent, on=on, decision="")
        )

    def rename(self) -> None:
        org, on, name = self.pick(), self.day(), f"Tên {self.dice.randint(1, 4)}"
        told = self._with(org, on, name=name)
        if told and self.model.at(on)[org.pk].name == name:
            told = None
        self.agree(
            told, lambda: actions.rename(actor=self.actor, org=org, name=name, on=on, decision="")
        )

    def _with(self, org: Organisation, on: date, **sets: object) -> Model | None:
        """The model with one more fact, or None when that cannot be."""
        now = self.model.standing(on)
        if org.pk not in now:
            return None
        differs = {k: v for k, v in sets.items() if getattr(now[org.pk], k) != v}
        if any(self.model.changes_later(org.pk, on, name) for name in differs):
            return None
        told = self.model.copy()
        told.tell(org.pk, on, sets)
        return told if told.sound() else None

    def close(self) -> None:
        org, on = self.pick(), self.day()
        heirs = [self.pick() for _ in range(self.dice.choice((0, 1, 1, 1, 2)))]
        heirs = list(dict.fromkeys(heirs))
        self.agree(
            self._without(org, heirs, on),
            lambda: actions.close(
                actor=self.actor, org=org, on=on, decision="QĐ 9", successors=heirs
            ),
        )

    def _without(  # noqa: PLR0911
        self, org: Organisation, heirs: list[Organisation], on: date
    ) -> Model | None:
        now = self.model.standing(on)
        if org.pk not in now or now[org.pk].parent is None:
            return None
        if any(heir.pk not in now or heir == org for heir in heirs):
            return None
        if any(fact.on >= on for fact in self.model.facts if fact.org == org.pk):
            return None  # something later, or on the same day, is written of it
        told = self.model.copy()
        told.facts.append(Fact(org.pk, on, {"ended": True}))
        told.heirs[org.pk] = [heir.pk for heir in heirs]
        days = [on, *(day for day in told.days() if day > on)]
        for day in days:  # an heir may not stand below what ends, on any day that it will see
            there = self.model.standing(day)
            for heir in heirs:
                at = heir.pk if heir.pk in there else None
                while at is not None:
                    at = there[at].parent
                    if at == org.pk:
                        return None
        below = {c for day in days for c, life in self.model.standing(day).items()
                 if life.parent == org.pk}  # fmt: skip
        if below and len(heirs) != 1:
            return None
        for child in below:
            if child not in now or now[child].parent != org.pk:
                return None
            if self.model.changes_later(child, on, "parent"):
                return None
            if not self.model.fits(child, heirs[0].pk, on):
                return None
            told.tell(child, on, {"parent": heirs[0].pk})
        return told if told.sound() else None

    def call_off(self) -> None:
        org = self.pick()
        told = self.model.copy()
        planned = [f for f in told.facts if f.org == org.pk and f.on > self.today]
        told.facts = [fact for fact in told.facts if fact not in planned]
        if any(fact.sets.get("ended") for fact in planned):
            del told.heirs[org.pk]
        fine = planned and org.pk in self.model.standing(self.today) and told.sound()
        self.agree(told if fine else None, lambda: actions.call_off(actor=self.actor, org=org))

    def sleep(self) -> None:
        self.today += timedelta(days=self.dice.choice((1, 7, 45)))
        os.environ["DANGVIEN_TODAY"] = self.today.isoformat()
        actions.apply_due(self.today)

    def check(self) -> None:
        """Paths, sight and trees of any day, each by walking the model."""
        lines = self.model.lines(self.today)
        stored = {org.pk: org for org in Organisation.objects.all()}
        assert {pk: [pk, *reversed(org.ancestor_ids)] for pk, org in stored.items()} == lines
        now = self.model.at(self.today)
        assert all(stored[pk].name == life.name for pk, life in now.items())
        for on in {self.day(), self.day(), self.today}:
            nodes = tree(self.actor, on)
            said = {node.pk: (node.parent, node.name, node.form) for node in nodes}
            assert said == {
                org: (life.parent, life.name, life.form)
                for org, life in self.model.standing(on).items()
            }
        self._check_sight(lines)

    def _check_sight(self, lines: dict[int, list[int]]) -> None:
        one = User.objects.create(username=f"ai{User.objects.count()}", full_name="Ai")
        held = set(self.dice.sample(self.model.orgs(), k=min(2, len(lines))))
        for org in held:
            Grant.objects.create(user=one, role="leader", org_id=org, since=START)
        seen = set(Organisation.objects.visible_to(one).values_list("pk", flat=True))
        assert seen == {org for org, line in lines.items() if held & set(line)}
        on = self.day()
        assert {n.pk for n in tree(one, on)} == seen & set(self.model.standing(on))

    def run(self) -> None:
        steps = (
            self.found, self.move, self.move, self.rename, self.close, self.close, self.call_off,
            self.sleep,
        )  # fmt: skip
        for at in range(STEPS):
            self.dice.choice(steps if len(self.model.orgs()) < TREE_SIZE else steps[1:])()
            if at % 8 == 7:
                self.check()
        versions = dict(Organisation.objects.values_list("pk", "version"))
        assert actions.rebuild() == 0
        assert dict(Organisation.objects.values_list("pk", "version")) == versions


@pytest.mark.django_db
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_life_of_a_tree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGVIEN_TODAY", FIRST.isoformat())
    with transaction.atomic():
        Play(seed).run()
        transaction.set_rollback(True)

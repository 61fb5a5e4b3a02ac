"""A grant reaches its subtree while it lasts, and nothing else: compared with a slow model."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, timedelta
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import MAY_GRANT, PERMISSIONS, ROLES, roles_with
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.orgs.actions import grants
from dangvien.orgs.actions.moving import move
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.rights import grantable
from dangvien.orgs.scope import holds, may
from register import FOUNDED, Register, organisation, user

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 15)
ASKED = ("member.read", "org.read", "account.manage", "health.read")


@dataclass
class Model:
    """The same rules, written the slow way: walk up, ask every grant."""

    parent: dict[int, int | None]
    grants: dict[int, tuple[int, str, int, date, date | None]] = field(default_factory=dict)

    def above(self, org: int) -> list[int]:
        """The organisation and all its superiors."""
        chain, at = [], org
        while at is not None:
            chain.append(at)
            at = self.parent[at]  # type: ignore[assignment]
        return chain

    def may(self, person: int, permission: str, org: int, today: date) -> bool:
        """Whether any grant on the way up holds the permission today."""
        return any(
            who == person and permission in ROLES[role][1] and where in self.above(org)
            and since <= today and (until is None or today < until)
            for who, role, where, since, until in self.grants.values()
        )  # fmt: skip


steps = st.one_of(
    st.tuples(
        st.just("give"), st.integers(0, 2), st.sampled_from(sorted(ROLES)), st.integers(0, 5),
        st.integers(-3, 4), st.one_of(st.none(), st.integers(1, 6)),
    ),
    st.tuples(st.just("revoke"), st.integers(0, 20)),
    st.tuples(st.just("move"), st.integers(1, 5), st.integers(0, 5)),
    st.tuples(st.just("days"), st.integers(1, 4)),
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shape=st.lists(st.integers(0, 4), min_size=5, max_size=5),
    story=st.lists(steps, min_size=3, max_size=8),
)
def test_rights_equal_a_slow_model(db: None, shape: list[int], story: list[tuple]) -> None:  # type: ignore[type-arg]
    with transaction.atomic(), mock.patch.dict(os.environ):
        os.environ["DANGVIEN_TODAY"] = TODAY.isoformat()
        _tell(shape, story)
        transaction.set_rollback(True)


def _tell(shape: list[int], story: list[tuple]) -> None:  # type: ignore[type-arg]
    orgs = [organisation("Đỉnh", None, "", "00")]
    for number, under in enumerate(shape, 1):
        orgs.append(
            organisation(f"Đơn vị {number}", orgs[min(under, number - 1)], "", f"{number:02}")
        )
    boss = user("boss", "Người Giao", "administrator", orgs[0])
    mover = user("mover", "Người Chuyển", "province_officer", orgs[0])
    people = [user(f"p{n}", f"Người {n}", "leader", orgs[0]) for n in range(3)]
    model = Model({org.pk: org.parent_id for org in orgs})
    for held in Grant.objects.filter(user__in=people):
        model.grants[held.pk] = (held.user_id, held.role, held.org_id, held.since, None)
    for step in story:
        _take(step, orgs, people, boss, mover, model)
        _same(orgs, people, model)
    _same(orgs, people, model, last=True)


def _take(
    step: tuple,
    orgs: list[Organisation],
    people: list[User],
    boss: User,
    mover: User,
    model: Model,  # type: ignore[type-arg]
) -> None:
    today = clock.today()
    if step[0] == "give":
        _, who, role, where, since, lasts = step
        begins = today + timedelta(days=since)
        ends = None if lasts is None else today + timedelta(days=lasts)
        try:
            held = grants.give(
                actor=boss, user=people[who], role=role, org=orgs[where], since=begins, until=ends
            )
        except ValidationError:  # ends before it begins, or is held already
            return
        model.grants[held.pk] = (people[who].pk, role, orgs[where].pk, begins, ends)
    elif step[0] == "revoke" and model.grants:
        pk = sorted(model.grants)[step[1] % len(model.grants)]
        grants.revoke(actor=boss, grant=Grant.objects.get(pk=pk))
        del model.grants[pk]
    elif step[0] == "move":
        org, to = orgs[step[1]], orgs[step[2]]
        try:
            move(actor=mover, org=org, parent=to, on=today, decision="QĐ")
        except ValidationError:  # below itself, or there already
            return
        model.parent[org.pk] = to.pk
    elif step[0] == "days":
        os.environ["DANGVIEN_TODAY"] = (today + timedelta(days=step[1])).isoformat()


def _same(
    orgs: list[Organisation], people: list[User], model: Model, *, last: bool = False
) -> None:
    today = clock.today()
    for number, person in enumerate(people):
        for permission in ASKED if last else ASKED[number : number + 1]:
            expected = {o.pk for o in orgs if model.may(person.pk, permission, o.pk, today)}
            seen = Organisation.objects.visible_to(person, permission)
            assert set(seen.values_list("pk", flat=True)) == expected
            assert holds(person, permission) is bool(expected)
    one = Organisation.objects.get(pk=orgs[-1].pk)
    assert may(people[0], "member.read", one) is model.may(
        people[0].pk, "member.read", one.pk, today
    )


def test_nobody_gives_a_role_to_themselves_or_beyond_their_table(register: Register) -> None:
    tries = 0
    for name in ("hung", "mai", "binh", "tinh", "leader", "admin", "khach"):
        actor = getattr(register, name)
        for org in (register.province, register.commune, register.na_loc, register.clinic):
            for role in ROLES:
                with pytest.raises(Refused):
                    grants.give(actor=actor, user=actor, role=role, org=org, since=TODAY)
                mine = actor.grants.first()
                inside = mine is not None and org.path.startswith(mine.org.path)
                allowed = inside and role in MAY_GRANT.get(mine.role, frozenset())
                assert (role in grantable(actor, org)) is allowed
                tries += 1
    assert tries == 7 * 4 * len(ROLES)


def test_a_role_is_given_and_taken_back_with_an_entry_each(register: Register) -> None:
    held = grants.give(
        actor=register.mai, user=register.hung, role="leader", org=register.commune, since=TODAY,
        until=TODAY + timedelta(days=30),
    )  # fmt: skip
    assert may(register.hung, "org.read", register.commune)
    grants.revoke(actor=register.mai, grant=held)
    grants.revoke(actor=register.mai, grant=held)  # twice changes nothing
    assert not may(register.hung, "org.read", register.commune)
    said = list(
        Entry.objects.filter(subject=f"user:{register.hung.pk}").values_list("action", flat=True)
    )
    assert said == ["grant.give", "grant.revoke"]


def test_a_foreign_grant_is_not_revoked(register: Register) -> None:
    for actor in (register.mai, register.hung, register.leader, register.khach):
        with pytest.raises(Refused):
            grants.revoke(actor=actor, grant=register.binh.grants.get())
    with pytest.raises(Refused):
        grants.revoke(actor=register.mai, grant=register.mai.grants.get())  # one's own


def test_a_unit_that_ended_takes_no_role(register: Register) -> None:
    register.na_loc.closed_on = FOUNDED
    register.na_loc.save()
    with pytest.raises(ValidationError):
        grants.give(
            actor=register.mai, user=register.hung, role="leader", org=register.na_loc, since=TODAY
        )


def test_a_role_may_follow_itself(register: Register) -> None:
    def cell(since: date, until: date | None) -> Grant:
        return grants.give(
            actor=register.mai, user=register.hung, role="cell_committee", org=register.na_loc,
            since=since, until=until,
        )  # fmt: skip

    cell(TODAY, TODAY + timedelta(days=10))
    cell(TODAY + timedelta(days=10), None)
    with pytest.raises(ValidationError):
        cell(TODAY + timedelta(days=5), TODAY + timedelta(days=12))


def test_every_role_hands_out_only_what_exists() -> None:
    assert set(MAY_GRANT) <= set(ROLES)
    assert all(roles <= set(ROLES) for roles in MAY_GRANT.values())
    assert "administrator" not in MAY_GRANT["province_officer"]
    assert {p for p in PERMISSIONS if "administrator" in roles_with(p)} == {
        "org.read", "account.manage", "grant.manage", "health.read",
    }  # fmt: skip

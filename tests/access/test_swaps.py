"""What an officer may do at home, replayed with one id of somebody else's in its place (A4).

Every address, every role of the commune next door, every id in path, query, form or JSON, one at
a time. Nothing of Tam Lư may be shown, and nothing there may change.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

import access.world as at
from access.cases import CASES, OPEN, SIGNED_IN, Case
from access.test_matrix import body
from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.campaigns.models import Campaign, Deadline, Duty, SignOff
from dangvien.exchange.models import Batch, Row
from dangvien.members.models import Change, Event, Identifier, Person
from dangvien.orgs.models import Grant, Officer, Organisation, Placement
from dangvien.quality.models import Proposal
from dangvien.worklists.models import Sheet
from register import user


class _Undone(Exception):  # noqa: N818
    """Takes back what one request wrote."""


def next_door(world: at.World) -> tuple[at.World, dict[str, str]]:
    """The same world as the neighbours see it, and each of their ids with its counterpart in Tam Lư."""
    home, there = world.register, copy(world.register)
    there.na_loc, there.commune = home.clinic, home.other_commune
    there.hung = user("thu", "Lê Văn Thư", "cell_secretary", home.clinic)
    there.mai = home.binh
    other = copy(world)
    other.register = there
    other.people = {**world.people, "own": world.people["other-cell"]}
    other.batches = {**world.batches, "own": world.batches["other-cell"]}
    other.officer = Officer.objects.create(
        org=home.clinic, name="Lê Văn Thư", position="secretary"
    ).pk
    other.grant = Grant.objects.get(user=there.hung).pk
    other.row = Row.objects.get(batch=other.batches["own"], fate="conflict").pk
    other.campaign, other.notice = at.campaign(other)
    assert other.campaign is not None
    assert world.campaign is not None
    other.finding, other.sheet, other.returned = at.handed_out(other)
    assert world.finding is not None
    assert world.sheet is not None
    assert world.returned is not None
    pairs = [
        (other.finding.uid, world.finding.uid), (other.sheet.code, world.sheet.code),
        (other.returned.uid, world.returned.uid),
        (home.clinic.pk, home.na_loc.pk), (home.other_commune.pk, home.commune.pk),
        (there.hung.pk, home.hung.pk), (other.officer, world.officer), (other.grant, world.grant),
        (other.row, world.row), (other.people["own"].uid, world.people["own"].uid),
        (other.batches["own"].uid, world.batches["own"].uid), (other.campaign.uid, world.campaign.uid),
    ]  # fmt: skip
    return other, {str(ours): str(theirs) for ours, theirs in pairs}


@dataclass(frozen=True)
class Asked:
    """One request, with one id swapped."""

    address: str
    data: dict[str, Any]


def swaps(case: Case, world: at.World, pairs: dict[str, str]) -> Iterator[Asked]:
    """The request with each id of ours replaced by the neighbour's, one at a time."""
    address, data = case.address(world), case.data(world)
    parts = re.split(r"([/?=&])", address)
    for number, part in enumerate(parts):
        if part in pairs:
            yield Asked("".join([*parts[:number], pairs[part], *parts[number + 1 :]]), data)
    for name, value in data.items():
        if str(value) in pairs:
            yield Asked(address, {**data, name: pairs[str(value)]})
    if case.method == "GET" and case.where == "any":  # the lists that take a unit
        unit = pairs[str(world.register.na_loc.pk)]
        yield Asked(f"/{case.address(world).lstrip('/').split('?')[0]}?don-vi={unit}", data)


def fingerprint(commune: Organisation) -> list[Any]:
    """Everything of Tam Lư that a request could have touched."""
    path = commune.path
    people = Person.objects.filter(unit__path__startswith=path)
    return [
        list(people.order_by("pk").values_list("pk", "version", "unit", "withdrawn_at")),
        [Model.objects.filter(person__in=people).count() for Model in (Event, Change, Identifier)],
        list(Organisation.objects.filter(path__startswith=path).values_list("pk", "path", "version")),
        [Model.objects.filter(org__path__startswith=path).count() for Model in (Placement, Officer)],
        list(Grant.objects.filter(org__path__startswith=path).values_list("pk", "revoked_at")),
        list(Batch.objects.filter(org=commune).order_by("pk").values_list("pk", "state")),
        list(Row.objects.filter(batch__org=commune).order_by("pk").values_list("pk", "decided")),
        list(User.objects.order_by("pk").values_list("pk", "is_active", "password")),
        list(Campaign.objects.filter(org=commune).values_list("pk", "version", "state")),
        list(SignOff.objects.filter(org__path__startswith=path).values_list("pk", "reopened_at")),
        [Model.objects.filter(org__path__startswith=path).count() for Model in (Deadline, Duty)],
        list(Sheet.objects.filter(handout__unit__path__startswith=path).values_list("pk", "state")),
        Proposal.objects.filter(person__in=people).count(),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_swapped_id_shows_and_changes_nothing(
    register: Any, signed_in: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    world = at.build(register)
    other, pairs = next_door(world)
    wrong: list[str] = []
    tried = 0
    for role in ROLES:
        one = user(f"ben-{role}".replace("_", "-"), "Cán Bộ Bên", role, register.other_commune)
        client = signed_in(one)
        before = fingerprint(register.commune)
        jar = client.cookies.output(header="").strip()
        foreign = [p.full_name for where, p in world.people.items() if where != "other-cell"]
        foreign += [number for where, number in world.numbers.items() if where != "other-cell"]
        for case in CASES:
            if case.roles in (OPEN, SIGNED_IN):
                continue
            for asked in swaps(case, other, pairs):
                tried += 1
                client.cookies.load(jar)
                problem = ""
                try:
                    with transaction.atomic():
                        send = client.get if case.method == "GET" else client.post
                        extra = {"content_type": "application/json"} if case.json else {}
                        shown = body(send(asked.address, asked.data, **extra))
                        if fingerprint(register.commune) != before:
                            problem = "changed something"
                        raise _Undone
                except _Undone:
                    pass
                told = asked.address + str(asked.data)
                if any(canary in shown and canary not in told for canary in foreign):
                    problem = "showed somebody"
                if problem:
                    wrong.append(f"{role}: {case.method} {asked.address} {asked.data}: {problem}")
    with capsys.disabled():
        sys.stdout.write(f"\nswaps: {tried} tried, {len(wrong)} leaks\n")
    assert wrong == [], "\n".join(wrong[:40])
    assert tried > 400

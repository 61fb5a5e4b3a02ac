"""What an officer may do at home, replayed with one id of somebody else's in its place (A4).

Every address, every role of the commune next door, every id in path, query, form or JSON, one at a
time. Nothing of Tam Lư may be shown, nothing there may change, and an address with such an id is absent.
The ids need no list: they are where a request about Tam Lư differs from the same one about next door.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

import access.world as at
from access.cases import CASES, MEMBERS, OPEN, WORK, Case, get, nothing, post
from access.kept import Writes, fingerprint
from access.test_matrix import FORBIDDEN, body
from dangvien.accounts.permissions import ROLES
from dangvien.members.models import Change, Person
from dangvien.quality.models import Finding, ReEntry, Waiver
from register import user

# Path parts that name no object of a unit: a word, a rule, a number within what is named beside it, the
# register's own checkpoints; sessions and passkeys, which are tried in tests/accounts.
NO_OBJECT = {
    ("member_reveal", "kind"), ("rule", "code"), ("sample-look", "number"), ("sample-keep", "number"),
    ("checkpoint_file", "pk"), ("end_session", "pk"), ("mfa_remove_webauthn", "pk"),
}  # fmt: skip


class _Undone(Exception):  # noqa: N818
    """Takes back what one request wrote."""


@dataclass
class World(at.World):
    """With what only forms name."""

    thing: Finding | None = None
    waiver: int = 0
    line: int = 0


def in_forms(world: World) -> World:
    """A finding with an exception asked for; a change that has to be typed again."""
    person, cell, hung = world.people["own"], world.register.na_loc, world.register.hung
    world.thing = Finding.objects.create(
        person=person, unit=cell, rule="V15", field="card_number", cause="missing", severity="E",
        dimension="du", opened_on=at.LONG_AGO,
    )  # fmt: skip
    asked = Waiver.objects.create(
        finding=world.thing, reason="Thẻ mất.", until=date(2025, 12, 31), asked_by=hung
    )
    world.waiver = asked.pk
    change = Change.objects.create(person=person, field="workplace", after="Trường", version=1)
    world.line = ReEntry.objects.create(change=change, person=person, unit=cell).pk
    return world


def both(home: at.World) -> tuple[World, World]:
    """Tam Lư, and the same things next door as the neighbours have them."""
    theirs = World(**vars(home))
    register, there = home.register, copy(home.register)
    there.na_loc, there.commune, there.mai = register.clinic, register.other_commune, register.binh
    there.hung = user("thu", "Lê Văn Thư", "cell_secretary", register.clinic)
    ours = World(there, home.group, checkpoint=home.checkpoint)
    ours.people = {"own": home.people["other-cell"]}
    ours.people["sibling"] = at.canary(ours, "own", 7)
    ours.batches = {"own": home.batches["other-cell"]}
    at.furnish(ours)
    return in_forms(ours), in_forms(theirs)


def thing(world: Any) -> str:
    """A finding, as forms name it."""
    return str(world.thing.uid)


# What is named in a form or after a question mark only.
IN_FORMS: tuple[Case, ...] = (
    get("waivers", MEMBERS, data=lambda w: {"viec": thing(w)}),
    *(post("waivers", WORK, data=lambda w, deed=deed: {
        "ngoai-le": w.waiver, "lam": deed, "answer": "Thẻ đã cấp lại."})
      for deed in ("duyet", "khong", "thoi")),
    *(post("re_entry", MEMBERS, data=lambda w, deed=deed: {"dong": w.line, "lam": deed})
      for deed in ("da-nhap", "chua", "hien")),
    *(post(name, WORK, data=lambda w: {"viec": thing(w)})
      for name in ("worklist_accept", "worklist_hand", "worklist_look")),
    post("worklist_use", WORK, data=lambda w: {"mot": thing(w)}),
    get("question_ask", MEMBERS, data=lambda w: {"viec": thing(w)}),
    post("question_ask", MEMBERS, data=lambda w: {
        "viec": thing(w), "kind": "doubt", "said": "Ghi ngày nào?"}),
    get("sheet_by_code", MEMBERS, data=lambda w: {"ma": w.sheet.code}),
    get("fix", MEMBERS, args=lambda w: {"uid": w.people["own"].uid}, data=lambda w: {"viec": thing(w)}),
    *(get(case.name, case.roles, data=lambda w: {"don-vi": w.register.na_loc.pk,
          "chi-bo": w.register.na_loc.pk})
      for case in CASES if case.method == "GET" and case.where == "any" and case.args is nothing),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One request, with one id swapped."""

    address: str
    data: dict[str, Any]
    absent: bool = False


def swaps(case: Case, ours: World, theirs: World) -> Iterator[Asked]:
    """The request with each id of ours replaced by the neighbour's, one at a time."""
    path, other = case.args(ours), case.args(theirs)
    address = case.address(ours)
    query = address[address.find("?") :] if "?" in address else ""
    for name in path:
        if path[name] != other[name]:
            swapped = reverse(case.name, kwargs=path | {name: other[name]}) + query
            yield Asked(swapped, case.data(ours), absent=True)
    if "{cell}" in case.query:
        unit = case.query.format(cell=theirs.register.na_loc.pk)
        yield Asked(reverse(case.name, kwargs=path) + unit, case.data(ours))
    sent = case.data(theirs)
    for name, value in case.data(ours).items():
        if name in sent and isinstance(value, str | int) and value != sent[name]:
            yield Asked(address, {**case.data(ours), name: sent[name]})


def of_no_unit(ours: World, theirs: World) -> set[tuple[str, str]]:
    """Path parts that are the same for the neighbours: nothing can be put in their place."""
    return {
        (case.name, name) for case in CASES if case.roles != OPEN
        for name, value in case.args(ours).items() if value == case.args(theirs)[name]
    }  # fmt: skip


@pytest.mark.django_db
def test_a_swapped_id_shows_and_changes_nothing(
    register: Any, signed_in: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    home = at.build(register, [])
    ours, theirs = both(home)
    assert of_no_unit(ours, theirs) == NO_OBJECT, "an address whose object has no counterpart"
    here = Person.objects.filter(unit__path__startswith=register.commune.path)
    foreign = [one.full_name for one in here]
    foreign += [number for where, number in home.numbers.items() if where != "other-cell"]
    wrong: list[str] = []
    tried, kinds = 0, set()
    for role in ROLES:
        one = user(f"ben-{role}".replace("_", "-"), "Cán Bộ Bên", role, register.other_commune)
        client = signed_in(one)
        before = fingerprint(register.commune)
        jar = client.cookies.output(header="").strip()
        for case in (*CASES, *IN_FORMS):
            if case.roles == OPEN:
                continue
            for asked in swaps(case, ours, theirs):
                tried += 1
                kinds.add(re.sub(r"\d+|[0-9a-f-]{36}", "", asked.address.split("?")[0]))
                client.cookies.load(jar)
                problem, writes = "", Writes()
                try:
                    with transaction.atomic(), connection.execute_wrapper(writes):
                        send = client.get if case.method == "GET" else client.post
                        extra = {"content_type": "application/json"} if case.json else {}
                        answer = send(asked.address, asked.data, **extra)
                        shown = body(answer)
                        if asked.absent and answer.status_code != FORBIDDEN:
                            problem = f"answered {answer.status_code}, should be absent"
                        if writes.matter and fingerprint(register.commune) != before:
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
        sys.stdout.write(f"\nswaps: {tried} tried at {len(kinds)} addresses, {len(wrong)} leaks\n")
    assert wrong == [], "\n".join(wrong[:40])
    assert tried > 1000

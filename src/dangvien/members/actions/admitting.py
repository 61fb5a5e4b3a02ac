"""A record that begins here: with an admission, or with a member from outside the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core import standardise
from dangvien.core.schema import FIELDS
from dangvien.members import keys, sealed
from dangvien.members.actions import possible, projecting, standing
from dangvien.members.actions.desk import Desk
from dangvien.members.actions.editing import SOURCE_NEEDED, current, standard_values
from dangvien.members.fields import IDENTIFIERS, PLAIN, SECTIONS
from dangvien.members.models import Admission, Event, Identifier, Membership, Person, Touched
from dangvien.members.projection import project
from dangvien.members.refusals import Impossible
from dangvien.members.undoing import standing as still_written
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

BEGUN = ("admitted", "received")  # the first event of a record made by hand
WORKED_ON = "Hồ sơ đã có người ghi tiếp nên không rút lại được. Ghi việc ấy bằng sự kiện khác."
STATED = ("member_type", "admission_date", "admission_decision_date", "official_date")


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The first event of a record: its kind, its day, what it says, its basis."""

    kind: str
    action: str
    on: date
    decision: str
    source: str
    authority: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def admit(
    *,
    actor: User,
    unit: Organisation,
    values: Mapping[str, str],
    on: date,
    decided_on: date | None,
    decision: str,
    source: str,
    authority: str = "",
) -> Person:
    """Take a new member into a unit: the ceremony's day, the decision's day, and who they are."""
    data = {
        "status": "active", "member_type": "probationary", "admission_date": on.isoformat(),
        "admission_decision_date": decided_on.isoformat() if decided_on else "",
    }  # fmt: skip
    first = _Beginning("admitted", "member.admit", on, decision, source, authority, data)
    return _begin(actor, unit, values, first)


def receive(
    *,
    actor: User,
    unit: Organisation,
    values: Mapping[str, str],
    on: date,
    stated: Mapping[str, str],
    decision: str,
    source: str,
    authority: str = "",
) -> Person:
    """Take in a member who comes from outside the register, with what their papers state.

    `stated`: type and dates of admission as the papers say them; the day is that of the arrival.
    """
    if wrong := set(stated) - set(STATED):
        raise TypeError(f"no such field: {', '.join(sorted(wrong))}")
    told = standard_values(values)
    born = Person(unit=unit, birth_date=told.get("birth_date", ""))
    read = standardise.record(
        {name: text for name, text in stated.items() if text}, as_of=clock.today(),
        fields=tuple(FIELDS[name] for name in STATED),
    )  # fmt: skip
    dates = {name: str(read[name]) for name in STATED if read.get(name)}
    possible.dates(born, {name: text for name, text in dates.items() if name != "member_type"})
    data = {"status": "active", **dates}
    first = _Beginning("received", "member.receive", on, decision, source, authority, data)
    return _begin(actor, unit, values, first)


@transaction.atomic
def _begin(actor: User, unit: Organisation, values: Mapping[str, str], first: _Beginning) -> Person:
    require(actor, "member.event", unit)
    require(actor, "member.identity", unit)
    told = standard_values(values)
    if not told.get("full_name"):
        raise Impossible({"full_name": "Ghi họ và tên."})
    source = first.source.strip()
    if not source:
        raise Impossible({"source": SOURCE_NEEDED})
    person = Person(
        unit=unit, **keys.of_name(told["full_name"]), sources={"*": {"s": source[:200]}},
        sections={name: told[name] for name in SECTIONS if name in told},
        **{name: told.get(name, "") for name in PLAIN},
    )  # fmt: skip
    possible.on_day(person, first.on)
    possible.open_unit(unit, first.on)
    person.save()
    Identifier.objects.bulk_create(
        sealed.identifier(person, kind, told[kind], source=source, since=first.on)
        for kind in IDENTIFIERS
        if kind in told
    )
    event = Event.objects.create(
        person=person, kind=first.kind, on=first.on, unit=unit, data=dict(first.data),
        decision=first.decision[:200], authority=first.authority[:160], actor=str(actor)[:160],
    )  # fmt: skip
    projected = project([projecting.happening(event)])
    for name, value in projected.values.items():
        setattr(person, name, value)
    person.save(update_fields=projecting.COLUMNS)
    Membership.objects.bulk_create(projecting.stays_of(person, projected))
    Admission.objects.bulk_create(projecting.admissions_of(person, projected))
    Touched.objects.create(person=person, keys=keys.touched(told))
    record(
        actor=actor, action=first.action, org=unit, subject=f"person:{person.uid}",
        people=[person.uid], data={"event": event.pk, "on": first.on.isoformat()},
    )  # fmt: skip
    return person


@transaction.atomic
def withdraw(
    *, actor: User, person: Person, event: Event, decision: str, version: int | None = None
) -> Person:
    """Take back a record begun by mistake that nobody has worked on: it is kept and shown to nobody."""
    now = current(actor, person, version, "member.event")
    require(actor, "member.event", now.unit)
    alone = list(now.events.values_list("pk", "kind")) == [(event.pk, event.kind)]
    if event.kind not in BEGUN or not alone or still_written(now.changes.order_by("pk")):
        raise Impossible({"event": WORKED_ON})
    standing.voidable(actor, now, event)
    desk = Desk(actor=actor, people=[now])
    now.withdrawn_at = timezone.now()
    desk.happen(now, "withdrawn", on=clock.today(), decision=decision[:200])
    desk.end_numbers(now)
    desk.write()
    record(
        actor=actor, action="member.withdraw", org=now.unit, subject=f"person:{now.uid}",
        people=[now.uid], data={"event": event.pk},
    )  # fmt: skip
    return now

"""A new member: the record begins with the admission."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.members import keys, sealed
from dangvien.members.actions import possible, projecting
from dangvien.members.actions.editing import SOURCE_NEEDED, standard_values
from dangvien.members.fields import IDENTIFIERS, PLAIN, SECTIONS
from dangvien.members.models import Admission, Event, Identifier, Membership, Person, Touched
from dangvien.members.projection import project
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require


@transaction.atomic
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
    require(actor, "member.event", unit)
    require(actor, "member.identity", unit)
    told = standard_values(values)
    if not told.get("full_name"):
        raise Impossible({"full_name": "Ghi họ và tên."})
    if not source.strip():
        raise Impossible({"source": SOURCE_NEEDED})
    person = Person(
        unit=unit, **keys.of_name(told["full_name"]), sources={"*": {"s": source.strip()[:200]}},
        sections={name: told[name] for name in SECTIONS if name in told},
        **{name: told.get(name, "") for name in PLAIN},
    )  # fmt: skip
    possible.on_day(person, on)
    possible.open_unit(unit, on)
    person.save()
    Identifier.objects.bulk_create(
        sealed.identifier(person, kind, told[kind], source=source, since=on)
        for kind in IDENTIFIERS
        if kind in told
    )
    data = {
        "status": "active", "member_type": "probationary", "admission_date": on.isoformat(),
        "admission_decision_date": decided_on.isoformat() if decided_on else "",
    }  # fmt: skip
    event = Event.objects.create(
        person=person, kind="admitted", on=on, unit=unit, data=data, decision=decision[:200],
        authority=authority[:160], actor=str(actor)[:160],
    )  # fmt: skip
    projected = project([projecting.happening(event)])
    for name, value in projected.values.items():
        setattr(person, name, value)
    person.save(update_fields=projecting.COLUMNS)
    Membership.objects.bulk_create(projecting.stays_of(person, projected))
    Admission.objects.bulk_create(projecting.admissions_of(person, projected))
    Touched.objects.create(person=person, keys=keys.touched(told))
    record(
        actor=actor, action="member.admit", org=unit, subject=f"person:{person.uid}",
        people=[person.uid], data={"event": event.pk, "on": on.isoformat()},
    )  # fmt: skip
    return person

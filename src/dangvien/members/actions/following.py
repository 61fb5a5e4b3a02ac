"""People go over to the organisation that takes theirs over; `orgs.actions.close` calls this."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from dangvien.core.schema import PRESENT
from dangvien.members.actions.desk import Desk, lock
from dangvien.members.models import Membership, Person
from dangvien.orgs.models import Organisation

MOVED = "moved"


def follow(
    *, actor: Any, unit: Organisation, heir: Organisation, on: date, decision: str
) -> list[UUID]:
    """Move everybody who is at a unit to its successor, by one event each; set-wise.

    The right was asked for by the end of the unit, which also writes the one entry of the log.
    """
    here = Person.objects.alive().filter(unit=unit, status__in=PRESENT)
    people = lock(here.values_list("pk", flat=True))
    later = Membership.objects.filter(
        person__in=people, kind=Membership.OFFICIAL, until=None, since__gte=on
    ).order_by("since")  # fmt: skip
    if stay := later.last():
        raise ValidationError(
            {"on": f"Có đảng viên về đây từ ngày {stay.since:%d/%m/%Y}; chọn một ngày sau đó."}
        )
    desk = Desk(actor=actor, people=people.values())
    for person in people.values():
        desk.happen(person, MOVED, on=on, unit=heir, decision=decision[:200])
    desk.write()
    return [person.uid for person in people.values()]

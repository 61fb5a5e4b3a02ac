"""Nobody was at home: the person goes to the end of the list for today."""

from __future__ import annotations

from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.members.models import Person
from dangvien.orgs.scope import require
from dangvien.worklists.models import Missed


def missed(*, actor: User, person: Person) -> Missed:
    """Note that somebody was not met today; said twice on one day it is one visit."""
    with transaction.atomic():
        require(actor, "finding.work", person.unit)
        today = clock.today()
        row, new = Missed.objects.select_for_update().get_or_create(
            person=person, defaults={"on": today, "by": actor}
        )
        if not new and row.on == today:
            return row
        if not new:
            row.on, row.by, row.times = today, actor, row.times + 1
            row.save(update_fields=["on", "by", "times"])
        record(
            actor=actor, action="worklist.missed", org=person.unit, subject=f"person:{person.uid}",
            people=[person.uid], data={"times": row.times},
        )  # fmt: skip
    return row

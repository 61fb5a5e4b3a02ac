"""All projections made again from their events."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dangvien.audit.actions import record
from dangvien.members.actions.desk import with_units
from dangvien.members.actions.projecting import COLUMNS, project_again
from dangvien.members.models import Person

_AT_ONCE = 500


def rebuild(*, actor: Any) -> int:
    """Recompute every record's projection; returns how many records were not as their events say."""
    last, wrong = 0, 0
    while True:
        with transaction.atomic():
            rows = Person.objects.select_for_update().filter(pk__gt=last).order_by("pk")
            people = with_units(rows[:_AT_ONCE])
            if not people:
                return wrong
            last = people[-1].pk
            differ = {one.pk: one for one, *_ in project_again(people)}
            for one in differ.values():
                one.version += 1
            Person.objects.bulk_create(
                differ.values(), update_conflicts=True, unique_fields=["id"],
                update_fields=[*COLUMNS, "unit", "version"],
            )  # fmt: skip
            if differ:
                record(
                    actor=actor, action="member.rebuild", data={"count": len(differ)},
                    people=[one.uid for one in differ.values()],
                )  # fmt: skip
        wrong += len(differ)

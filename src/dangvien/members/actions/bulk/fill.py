"""Values of a list for people on file: what was decided goes in, nothing goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from dangvien.audit.actions import record
from dangvien.members.actions.bulk.drafts import (
    Filled,
    Filling,
    checked,
    common,
    given,
    require_all,
)
from dangvien.members.actions.desk import Desk, lock
from dangvien.members.fields import PROJECTED
from dangvien.members.models import Change, Membership, Person


@transaction.atomic
def fill(*, actor: Any, batch: UUID, fillings: Sequence[Filling]) -> list[Filled]:
    """Write the non-empty values that differ; a record changed since its preview is stale, untouched."""
    fillings = checked(fillings)
    people = lock(filling.person_id for filling in fillings)
    units = [one.unit for one in people.values()]
    require_all(actor, [*units, *(f.unit for f in fillings if f.unit is not None)])
    desk = Desk(actor=actor, people=people.values(), batch=batch)
    done = _done_before(batch, people)
    held = _cells(fillings)
    told = [_fill(desk, people.get(f.person_id), f, done, held) for f in fillings]
    changed = desk.write()
    if changed:
        record(
            actor=actor, action="member.fill", org=common(units), subject=f"batch:{batch}",
            people=[one.uid for one in changed], data={"count": len(changed)},
        )  # fmt: skip
    return told


def _fill(
    desk: Desk,
    person: Person | None,
    filling: Filling,
    done: dict[int, list[Change]],
    held: dict[tuple[int, str], int],
) -> Filled:
    if person is None or person.withdrawn_at is not None or person.same_as_id is not None:
        return Filled(filling.person_id, "stale")
    if before := [c for c in done.get(person.pk, ()) if c.version == filling.version + 1]:
        return Filled(person.pk, "applied", tuple(change.field for change in before))
    if person.version != filling.version:
        return Filled(person.pk, "stale")
    values = given(filling.values)
    changed = [
        name
        for name, value in values.items()
        if name not in PROJECTED and _newer(desk, person, name, value)
        and desk.put(person, name, value, source=filling.source)
    ]  # fmt: skip
    changed += _state(desk, person, filling, values, held)
    return Filled(person.pk, "applied" if changed else "unchanged", tuple(changed))


def _newer(desk: Desk, person: Person, name: str, value: str) -> bool:
    """The day of the last check only goes forward."""
    return name != "verified_date" or value > desk.value(person, name)


def _state(
    desk: Desk,
    person: Person,
    filling: Filling,
    values: dict[str, str],
    held: dict[tuple[int, str], int],
) -> list[str]:
    """What only events write: status, admission and unit, as stated in the list."""
    data: dict[str, Any] = {
        name: values[name]
        for name in PROJECTED
        if name in values and values[name] != getattr(person, name)
    }
    changed = list(data)
    unit = filling.unit
    if unit is not None and unit.pk != person.unit_id:
        changed.append("org_name")
    else:
        unit = None
    for kind, cell in (("temporary", filling.temporary), ("residence", filling.residence)):
        if cell is not None and cell.pk != held.get((person.pk, kind)):
            data[kind] = cell.pk
            changed.append(kind)
            desk.note(person, kind, "", cell.name, filling.source)
    if changed:
        desk.happen(
            person, "stated", on=desk.today, unit=unit, data=data, decision=filling.source[:200]
        )
    return changed


def _cells(fillings: list[Filling]) -> dict[tuple[int, str], int]:
    """The cells beside the official one on file: (person, kind) → unit; asked only where needed."""
    named = [f.person_id for f in fillings if f.temporary is not None or f.residence is not None]
    if not named:
        return {}
    rows = Membership.objects.filter(person__in=named, until=None).exclude(kind="official")
    return {(row.person_id, row.kind): row.unit_id for row in rows}


def _done_before(batch: UUID, people: Iterable[int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {}
    for change in Change.objects.filter(batch=batch, person__in=list(people)):
        found.setdefault(change.person_id, []).append(change)
    return found

"""The doing of a batch taken back: its people withdrawn, its values gone back where it wrote last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dangvien.audit.actions import record
from dangvien.members import sealed
from dangvien.members.actions.bulk.drafts import Undoing, Undone, checked, common, require_all
from dangvien.members.actions.desk import Desk, lock
from dangvien.members.fields import IDENTIFIERS, PLAIN, SECTIONS
from dangvien.members.models import Change, Event, Person
from dangvien.members.undoing import Back, back, standing

_VALUES = frozenset((*PLAIN, *IDENTIFIERS, *SECTIONS))


@transaction.atomic
def take_back(*, actor: Any, batch: UUID, undoing: Sequence[Undoing]) -> list[Undone]:
    """Take back what another batch did to these people; `batch` is the inverse one.

    Somebody else's later work always stays and is named in `kept`.
    """
    undoing = checked(undoing)
    people = lock(one.person_id for one in undoing)
    units = [person.unit for person in people.values()]
    require_all(actor, units)
    changes, events = _history(people)
    desk = Desk(actor=actor, people=people.values(), batch=batch)
    told = []
    for one in undoing:
        person = people[one.person_id]
        desk.undoes[person.pk] = one.batch
        if _made_by(events[person.pk], one.batch):
            told.append(_withdraw(desk, person, changes[person.pk]))
        else:
            plan = back(changes[person.pk], one.batch)
            told.append(_go_back(desk, person, plan, _said_by(events[person.pk], one.batch)))
    changed = desk.write()
    if changed:
        record(
            actor=actor, action="member.take_back", org=common(units), subject=f"batch:{batch}",
            people=[one.uid for one in changed],
            data={"count": len(changed), "withdrawn": sum(one.withdrawn for one in told)},
        )  # fmt: skip
    return told


def would_go_back(undoing: Iterable[Undoing]) -> list[Undone]:
    """What `take_back` would do now, for a preview; nothing is written. Any number of people."""
    undoing = list(undoing)
    told = []
    for start in range(0, len(undoing), 500):
        some = undoing[start : start + 500]
        people = Person.objects.in_bulk([one.person_id for one in some])
        changes, events = _history(people)
        for one in some:
            person = people[one.person_id]
            if _made_by(events[person.pk], one.batch):
                stays = _worked_on(person, changes[person.pk])
                told.append(Undone(person.pk, not stays, (), ("*",) if stays else ()))
            else:
                plan = back(changes[person.pk], one.batch)
                told.append(Undone(person.pk, False, (*plan.back, *plan.done), plan.kept))
    return told


def _history(
    people: Iterable[int],
) -> tuple[dict[int, list[Change]], dict[int, list[Event]]]:
    changes: dict[int, list[Change]] = defaultdict(list)
    events: dict[int, list[Event]] = defaultdict(list)
    ids = list(people)
    for change in Change.objects.filter(person__in=ids).order_by("pk"):
        changes[change.person_id].append(change)
    for event in Event.objects.filter(person__in=ids).order_by("pk"):
        events[event.person_id].append(event)
    return changes, events


def _made_by(events: list[Event], batch: UUID) -> bool:
    return bool(events) and events[0].batch == batch


def _said_by(events: list[Event], batch: UUID) -> list[Event]:
    """Events of the batch that nobody cancelled."""
    void = {event.cancels_id for event in events}
    return [e for e in events if e.batch == batch and e.kind == "stated" and e.pk not in void]


def _worked_on(person: Person, changes: list[Change]) -> bool:
    return person.same_as_id is not None or (
        person.withdrawn_at is None and bool(standing(changes))
    )


def _withdraw(desk: Desk, person: Person, changes: list[Change]) -> Undone:
    if person.withdrawn_at is not None:
        return Undone(person.pk, withdrawn=True)
    if _worked_on(person, changes):
        return Undone(person.pk, kept=("*",))
    person.withdrawn_at = timezone.now()
    desk.happen(person, "withdrawn", on=desk.today)
    desk.end_numbers(person)
    return Undone(person.pk, withdrawn=True)


def _go_back(desk: Desk, person: Person, plan: Back, said: list[Event]) -> Undone:
    for name, change in plan.back.items():
        if name in _VALUES:
            before = sealed.changed_value(person.uid, name, change.before)
            desk.put_back(person, name, before, change.mark)
        elif name in ("temporary", "residence"):
            desk.note(person, name, change.after, change.before, "")
        else:
            desk.marks[person.pk, name] = change.mark
    for event in said:
        # Later events keep what they said: only the fields that this one said last go back.
        desk.happen(person, "cancelled", on=desk.today, cancels=event)
    return Undone(person.pk, False, (*plan.back, *plan.done), plan.kept)

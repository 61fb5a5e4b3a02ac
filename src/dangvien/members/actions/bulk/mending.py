"""Safe fixes of many records in one deed, and the deed taken back: fields as they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.members import fields, locking, sealed
from dangvien.members.actions.bulk.drafts import Undone, checked, common
from dangvien.members.actions.desk import Desk, lock
from dangvien.members.actions.editing import BY_EVENT, SECOND, editable
from dangvien.members.actions.verifying import holders
from dangvien.members.models import Change, Identifier, Person
from dangvien.members.refusals import Impossible
from dangvien.members.undoing import back
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths


@dataclass(frozen=True, slots=True)
class Fix:
    """One field of one person: what it must hold now, what it is to hold."""

    person_id: int
    field: str
    before: str
    after: str
    source: str


@transaction.atomic
def mend(*, actor: User, batch: UUID, fixes: Sequence[Fix]) -> list[Fix]:
    """Write those whose field still holds what was seen; the others are left alone. What was written.

    Never a field of identity, which is approved one by one, unless only its notation changes.
    """
    fixes = checked(fixes)
    for fix in fixes:
        if fix.field not in editable():
            raise Impossible({fix.field: BY_EVENT})
        same = fields.notation_only(fix.field, fix.before, fix.after)
        if fix.field in fields.IDENTITY and not same:
            raise Impossible({fix.field: SECOND})
    people = _alive(fix.person_id for fix in fixes)
    units = _permitted(actor, people.values())
    desk = Desk(actor=actor, people=people.values(), batch=batch)
    done = [
        fix for fix in fixes
        if (person := people.get(fix.person_id)) is not None
        and desk.value(person, fix.field) == fix.before
        and fields.fits(fix.field, fix.after)
        and desk.put(person, fix.field, fix.after, source=fix.source)
    ]  # fmt: skip
    changed = desk.write()
    if changed:
        record(
            actor=actor, action="member.mend", org=common(units), subject=f"bulk:{batch}",
            people=[one.uid for one in changed], data={"count": len(done)},
        )  # fmt: skip
    return done


@transaction.atomic
def unmend(*, actor: User, batch: UUID, undoes: UUID, people: Sequence[int]) -> list[Undone]:
    """Take a deed of `mend` back: where it was the last to write a field, the field is as it was."""
    held = _alive(checked(people))
    units = _permitted(actor, held.values())
    changes: dict[int, list[Change]] = defaultdict(list)
    for change in Change.objects.filter(person__in=list(held)).order_by("pk"):
        changes[change.person_id].append(change)
    desk = Desk(actor=actor, people=held.values(), batch=batch)
    told = [Undone(pk, kept=("*",)) for pk in people if pk not in held]
    for pk, person in held.items():
        plan = back(changes[pk], undoes)
        desk.undoes[pk] = undoes
        for name, change in plan.back.items():
            before = sealed.changed_value(person.uid, name, change.before)
            desk.put_back(person, name, before, change.mark)
            _checked_again(desk, person, name, change.mark)
        told.append(Undone(pk, False, tuple(plan.back), plan.kept))
    changed = desk.write()
    if changed:
        record(
            actor=actor, action="member.unmend", org=common(units), subject=f"bulk:{undoes}",
            people=[one.uid for one in changed], data={"count": len(changed)},
        )  # fmt: skip
    return told


def _alive(ids: Iterable[int]) -> dict[int, Person]:
    """The people, locked; without those who were withdrawn or merged meanwhile."""
    return {
        pk: one for pk, one in lock(set(ids)).items()
        if one.withdrawn_at is None and one.same_as_id is None
    }  # fmt: skip


def _permitted(actor: User, people: Iterable[Person]) -> list[Organisation]:
    """The units of these people; refuses where the actor may not, and where a unit has signed."""
    units = {person.unit_id: person.unit for person in people}
    tops = tuple(paths(actor, "finding.bulk"))
    for unit in units.values():
        if not unit.path.startswith(tops or ("-",)):
            raise Refused("finding.bulk")
    locking.require_open(*units.values())
    return list(units.values())


def _checked_again(desk: Desk, person: Person, name: str, mark: dict[str, str] | None) -> None:
    """A number that was checked is so again, unless it has been checked for somebody else since."""
    row = desk.numbers.get(person.pk, {}).get(name)
    if row is None or row.pk is not None or not (mark or {}).get("v"):
        return
    value = desk.value(person, name)
    if name == "phone" or not holders(person, name, value).exists():
        row.state = Identifier.VERIFIED

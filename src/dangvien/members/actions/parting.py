"""A merge taken back, also after later edits: the loser stands again, later work stays and is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.members import locking, sealed
from dangvien.members.actions.desk import Desk
from dangvien.members.actions.merging import SAME_AS, TOOK_OVER, both_now, judge
from dangvien.members.fields import IDENTIFIERS, PLAIN, SECTIONS
from dangvien.members.models import Change, Event, Identifier, Person
from dangvien.members.refusals import Impossible
from dangvien.members.undoing import back, standing

_VALUES = frozenset((*PLAIN, *IDENTIFIERS, *SECTIONS))
_LINES = (TOOK_OVER, SAME_AS)
LATER = "Hồ sơ giữ lại đã gộp tiếp vào hồ sơ khác. Tách lần gộp ấy trước."


@dataclass(frozen=True, slots=True)
class Parting:
    """What taking back a merge does to the survivor: field → value that returns; fields that stay.

    `kept`: the change of each that came after the merge; who made it answers for the value.
    """

    back: dict[str, str]
    kept: dict[str, Change]
    marks: dict[str, dict[str, str] | None]


def parting(survivor: Person, deed: UUID) -> Parting:
    """What `unmerge` would do to the survivor now; nothing is written."""
    changes = [c for c in survivor.changes.order_by("pk") if c.field not in _LINES]
    undone = set(
        survivor.changes.filter(field=TOOK_OVER).exclude(undoes=None)
        .values_list("undoes", flat=True)
    )  # fmt: skip
    plan, left = back(changes, deed), standing(changes)
    returns: dict[str, str] = {}
    marks: dict[str, dict[str, str] | None] = {}
    for name, change in plan.back.items():
        first = _before(change, left[name], undone)
        returns[name] = sealed.changed_value(survivor.uid, name, first.before)
        marks[name] = first.mark
    last = {change.field: change for change in changes}
    return Parting(returns, {name: last[name] for name in plan.kept}, marks)


@transaction.atomic
def unmerge(*, actor: User, keeps: Person, loses: Person, deed: UUID, source: str) -> Parting:
    """Let `loses` stand for itself again; a field of `keeps` goes back where the merge wrote last."""
    _not_merged_on(keeps)
    survivor, loser = both_now(keeps, loses, same_as=keeps.pk)
    org = judge(actor, "finding.approve", survivor, loser)
    locking.require_open(*{survivor.unit, loser.unit})
    plan = parting(survivor, deed)
    source = source[:200]
    desk = Desk(actor=actor, people=(survivor, loser), batch=uuid4())
    desk.undoes = dict.fromkeys((survivor.pk, loser.pk), deed)
    for name, text in plan.back.items():
        if name in _VALUES:
            desk.put_back(survivor, name, text, plan.marks[name])
        else:
            desk.marks[survivor.pk, name] = plan.marks[name]
    for event in _said(survivor, deed):
        desk.happen(survivor, "cancelled", on=desk.today, cancels=event, decision=source)
    _numbers_again(desk, loser, deed)
    _check_again(desk, (survivor, loser))
    desk.note(survivor, TOOK_OVER, str(loser.uid), "", source)
    desk.note(loser, SAME_AS, str(survivor.uid), "", source)
    desk.write()
    Person.objects.filter(pk=loser.pk).update(same_as=None)
    record(
        actor=actor, action="member.unmerge", org=org, subject=f"person:{survivor.uid}",
        people=[survivor.uid, loser.uid],
        data={"deed": str(deed), "fields": sorted(plan.back), "kept": sorted(plan.kept)},
    )  # fmt: skip
    return plan


def _not_merged_on(keeps: Person) -> None:
    if Person.objects.filter(pk=keeps.pk).exclude(same_as=None).exists():
        raise Impossible({"pair": LATER})


def _before(change: Change, left: list[Change], undone: set[UUID | None]) -> Change:
    """The change whose "before" returns: one past merges taken back meanwhile, whose values left.

    `left`: the field's changes that were not taken back, this one the last of them.
    """
    earlier = left[: left.index(change)]
    while earlier and earlier[-1].batch in undone:
        change = earlier.pop()
    return change


def _said(survivor: Person, deed: UUID) -> list[Event]:
    events = survivor.events.filter(batch=deed, kind="restated", cancelled_by=None)
    return list(events.order_by("pk"))


def _numbers_again(desk: Desk, loser: Person, deed: UUID) -> None:
    """Prepare the loser's numbers as they were when the merge ended them."""
    changes = [c for c in loser.changes.order_by("pk") if c.field in IDENTIFIERS]
    for name, change in back(changes, deed).back.items():
        text = sealed.changed_value(loser.uid, name, change.before)
        desk.put_back(loser, name, text, change.mark)


def _check_again(desk: Desk, people: Iterable[Person]) -> None:
    """A number that returns was checked before: it is again, unless somebody else's was meanwhile."""
    people = list(people)
    held = [row for one in people for row in desk.numbers.get(one.pk, {}).values()]
    fresh = [row for row in held if row.pk is None]
    taken = {
        (row.kind, bytes(row.blind)) for row in held
        if row.pk is not None and row.state == Identifier.VERIFIED
    }  # fmt: skip
    verified = Identifier.objects.filter(
        blind__in=[row.blind for row in fresh], state=Identifier.VERIFIED
    ).values_list("person_id", "kind", "blind", "until")
    ids = {one.pk for one in people}
    own: set[tuple[int, str, bytes]] = set()
    for person, kind, blind, until in verified:
        if person in ids:
            own.add((person, kind, bytes(blind)))
        elif until is None and kind != "phone":
            taken.add((kind, bytes(blind)))
    for row in fresh:
        key = (row.kind, bytes(row.blind))
        if (row.person_id, *key) in own and key not in taken:
            row.state = Identifier.VERIFIED

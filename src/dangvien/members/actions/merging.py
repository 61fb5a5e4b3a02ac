"""Two records that are one person: the loser points at the survivor. Rows never move, nothing goes.

A merge is a deed with an id of its own (`deed`), under which its changes stand like those of an
import; taking it back gives a field back only where the deed was its last writer.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.members import locking
from dangvien.members.actions.desk import Desk, lock, source_of
from dangvien.members.actions.editing import editable, since
from dangvien.members.actions.events import RESTATED
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.models import Change, Identifier, Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries.superiors import lowest_common_superior
from dangvien.orgs.scope import require

GONE = "Một trong hai hồ sơ không còn: đã gộp vào hồ sơ khác, hoặc lần nhập đưa nó vào đã hoàn tác."
# Lines of history that are no field: on the survivor, on the loser, on two who are not one.
TOOK_OVER, SAME_AS, NOT_SAME = "took_over", "same_as", "not_same"


def choosable() -> frozenset[str]:
    """Fields of which a merge may take the other value; unit and status are the survivor's."""
    return editable() | frozenset(RESTATED)


def judge(actor: User, permission: str, one: Person, other: Person) -> Organisation:
    """The lowest organisation above both people, where the actor must hold the permission."""
    org = lowest_common_superior(one.unit, other.unit)
    if org is None:
        raise Refused(permission)
    require(actor, permission, org)
    return org


@transaction.atomic
def merge(
    *,
    actor: User,
    keeps: Person,
    loses: Person,
    take: Collection[str],
    versions: tuple[int, int],
    deed: UUID,
    source: str,
) -> Person:
    """Make `keeps` stand for both, with the values of `loses` in the fields of `take`.

    `versions`: of both, as they were looked at; `Stale` when one has changed since.
    """
    if wrong := set(take) - choosable():
        raise Impossible(dict.fromkeys(sorted(wrong), "Ô này theo hồ sơ được giữ lại."))
    survivor, loser = both_now(keeps, loses, same_as=None)
    org = judge(actor, "finding.approve", survivor, loser)
    locking.require_open(*{survivor.unit, loser.unit})
    for person, version in zip((survivor, loser), versions, strict=True):
        if person.version != version:
            raise Stale(since(person, version), person.version)
    source = source[:200]
    desk = Desk(actor=actor, people=(survivor, loser), batch=deed)
    taken = {name: desk.value(loser, name) for name in take}
    checked = _checked(desk, loser)
    for kind in sorted(desk.numbers.get(loser.pk, {})):
        desk.note(loser, kind, desk.value(loser, kind), "", source)
    desk.end_numbers(loser)
    _take(desk, survivor, loser, taken, checked, source)
    desk.note(survivor, TOOK_OVER, "", str(loser.uid), source)
    desk.note(loser, SAME_AS, "", str(survivor.uid), source)
    desk.write()
    Person.objects.filter(pk=loser.pk).update(same_as=survivor)
    record(
        actor=actor, action="member.merge", org=org, subject=f"person:{survivor.uid}",
        people=[survivor.uid, loser.uid], data={"deed": str(deed), "fields": sorted(take)},
    )  # fmt: skip
    return survivor


def tell_apart(*, actor: User, one: Person, other: Person, reason: str) -> None:
    """Write into both histories that these are two people; the records themselves do not change.

    The caller writes the entry of the log, and calls this inside its transaction.
    """
    judge(actor, "duplicate.judge", one, other)
    Change.objects.bulk_create(
        Change(
            person=mine, field=NOT_SAME, after=str(theirs.uid), version=mine.version,
            source=reason[:200], actor=str(actor)[:160],
        )
        for mine, theirs in ((one, other), (other, one))
    )  # fmt: skip


def both_now(keeps: Person, loses: Person, *, same_as: int | None) -> tuple[Person, Person]:
    """Both as they are now, locked; the loser merged into `same_as`, or standing for itself."""
    now = lock([keeps.pk, loses.pk])
    survivor, loser = now.get(keeps.pk), now.get(loses.pk)
    if survivor is None or loser is None or survivor.pk == loser.pk:
        raise Impossible({"pair": GONE})
    withdrawn = survivor.withdrawn_at or loser.withdrawn_at
    if withdrawn or survivor.same_as_id is not None or loser.same_as_id != same_as:
        raise Impossible({"pair": GONE})
    return survivor, loser


def _take(
    desk: Desk,
    survivor: Person,
    loser: Person,
    taken: dict[str, str],
    checked: Collection[str],
    source: str,
) -> None:
    """Prepare the loser's values on the survivor: each keeps the source that it had."""
    restated = {name: text for name, text in taken.items() if name in RESTATED}
    for name, text in taken.items():
        mark = source_of(loser, name)
        if name in restated:
            desk.marks[survivor.pk, name] = mark
        elif desk.put(survivor, name, text, source=source):
            survivor.sources = {**survivor.sources, name: mark}
            if name in checked:
                desk.numbers[survivor.pk][name].state = Identifier.VERIFIED
    if restated:
        desk.happen(survivor, "restated", on=desk.today, data=restated, decision=source)


def _checked(desk: Desk, person: Person) -> frozenset[str]:
    """The numbers of a person that were compared with their paper."""
    held = desk.numbers.get(person.pk, {})
    return frozenset(
        kind for kind, row in held.items()
        if kind in IDENTIFIERS and row.state == Identifier.VERIFIED
    )  # fmt: skip

"""New people from a list: the record, its sealed numbers, one event "as stated in the list"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from dangvien import clock
from dangvien.audit.actions import record
from dangvien.members import keys, sealed
from dangvien.members.actions import projecting
from dangvien.members.actions.bulk.drafts import Draft, checked, common, given, require_all
from dangvien.members.fields import IDENTIFIERS, PLAIN, PROJECTED, SECTIONS
from dangvien.members.models import Admission, Event, Identifier, Membership, Person, Touched
from dangvien.members.projection import Happening, Projection, project


@dataclass(frozen=True, slots=True)
class _Taken:
    """A draft on its way in: what is kept of it, and what its one event says."""

    draft: Draft
    values: dict[str, str]
    stated: Happening
    projected: Projection
    person: Person


@transaction.atomic
def take_in(*, actor: Any, batch: UUID, drafts: Sequence[Draft]) -> list[Person]:
    """Make a record of each draft, in their order; drafts taken in before give the person again."""
    drafts = checked(drafts)
    require_all(actor, {draft.unit.pk: draft.unit for draft in drafts}.values())
    uids = [uuid4() if d.row is None else uuid5(batch, f"row {d.row}") for d in drafts]
    before = Person.objects.in_bulk(uids, field_name="uid")
    made = [
        _taken(batch, draft, uid)
        for draft, uid in zip(drafts, uids, strict=True)
        if uid not in before
    ]
    if made:
        _store(str(actor)[:160], batch, made)
        record(
            actor=actor, action="member.take_in", org=common([d.unit for d in drafts]),
            subject=f"batch:{batch}", people=[one.person.uid for one in made],
            data={"count": len(made)},
        )  # fmt: skip
    known = before | {one.person.uid: one.person for one in made}
    return [known[uid] for uid in uids]


def _taken(batch: UUID, draft: Draft, uid: UUID) -> _Taken:
    values = given(draft.values)
    stated = _stated(draft, values)
    projected = project([stated])
    verified = values.get("verified_date")
    source = {"s": draft.source[:200], "b": str(batch)} | ({"v": verified} if verified else {})
    person = Person(
        uid=uid, unit=draft.unit, **keys.of_name(values.get("full_name", "")), **projected.values,
        **{name: values.get(name, "") for name in PLAIN},
        sections={name: values[name] for name in SECTIONS if name in values},
        sources={"*": source},
    )  # fmt: skip
    return _Taken(draft, values, stated, projected, person)


def _stated(draft: Draft, values: dict[str, str]) -> Happening:
    data: dict[str, Any] = {name: values[name] for name in PROJECTED if name in values}
    data.setdefault("status", "active")  # a list without the column counts everyone
    if draft.temporary is not None:
        data["temporary"] = draft.temporary.pk
    if draft.residence is not None:
        data["residence"] = draft.residence.pk
    return Happening(id=0, kind="stated", on=clock.today(), unit=draft.unit.pk, data=data)


def _store(actor: str, batch: UUID, made: list[_Taken]) -> None:
    Person.objects.bulk_create([one.person for one in made])
    Identifier.objects.bulk_create(
        sealed.identifier(one.person, kind, one.values[kind], source=one.draft.source)
        for one in made
        for kind in IDENTIFIERS
        if kind in one.values
    )
    Event.objects.bulk_create(
        Event(
            person=one.person, kind=one.stated.kind, on=one.stated.on, unit=one.draft.unit,
            data=dict(one.stated.data), batch=batch, decision=one.draft.source[:200], actor=actor,
        )
        for one in made
    )  # fmt: skip
    Membership.objects.bulk_create(
        stay for one in made for stay in projecting.stays_of(one.person, one.projected)
    )
    Admission.objects.bulk_create(
        entry for one in made for entry in projecting.admissions_of(one.person, one.projected)
    )
    Touched.objects.bulk_create(
        Touched(person=one.person, keys=keys.touched(one.values)) for one in made
    )

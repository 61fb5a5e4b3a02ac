"""The stored projection: columns of a person, memberships and admissions, made again from events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from dangvien.members.models import Admission, Event, Membership, Person
from dangvien.members.projection import VALUES, Entry, Happening, Projection, Stay, project
from dangvien.orgs.models import Organisation

COLUMNS = VALUES
_AT_ONCE = 500


def happening(event: Event) -> Happening:
    """An event as the projection needs it."""
    return Happening(
        id=event.pk, kind=event.kind, on=event.on, unit=event.unit_id, data=event.data,
        decision=event.decision, cancels=event.cancels_id,
    )  # fmt: skip


def project_again(people: Iterable[Person]) -> Iterator[tuple[Person, str, str, str]]:
    """Set the columns from the events, write memberships and admissions; yields what changed.

    The caller writes the columns: three reads for any number of people, writes only where needed.
    """
    people = list(people)
    told = _by_person(Event.objects.filter(person__in=people).order_by("pk"))
    projections = {one.pk: project(map(happening, told[one.pk])) for one in people}
    _places(people, projections)
    _admissions(people, projections)
    units = _units(people, projections)
    for one in people:
        projected = projections[one.pk]
        for name, after in projected.values.items():
            before = getattr(one, name)
            if before != after:
                setattr(one, name, after)
                yield one, name, before, after
        if projected.unit is not None and projected.unit != one.unit_id:
            before, one.unit = one.unit.name, units[projected.unit]
            yield one, "org_name", before, one.unit.name


def stays_of(person: Person, projected: Projection) -> list[Membership]:
    """Membership rows of a projection, not yet saved."""
    return [
        Membership(person=person, unit_id=s.unit, kind=s.kind, since=s.since, until=s.until)
        for s in projected.stays
    ]


def admissions_of(person: Person, projected: Projection) -> list[Admission]:
    """Admission rows of a projection, not yet saved."""
    return [
        Admission(
            person=person, decision_date=e.decision_date, ceremony_date=e.ceremony_date,
            official_date=e.official_date, decision=e.decision, ended_on=e.ended_on,
        )
        for e in projected.admissions
    ]  # fmt: skip


def _units(
    people: list[Person], projections: dict[int, Projection]
) -> dict[int | None, Organisation]:
    wanted = {p.unit for p in projections.values()} - {one.unit_id for one in people}
    found = Organisation.objects.in_bulk([pk for pk in wanted if pk is not None]) if wanted else {}
    return {**found, **{one.unit_id: one.unit for one in people}}


def _places(people: list[Person], projections: dict[int, Projection]) -> None:
    held = _by_person(Membership.objects.filter(person__in=people).order_by("pk"))
    differ = []
    for one in people:
        now = [Stay(m.unit_id, m.kind, m.since, m.until) for m in held[one.pk]]
        if now != list(projections[one.pk].stays):
            differ.append(one)
    if differ:
        Membership.objects.filter(person__in=differ).delete()
        Membership.objects.bulk_create(
            row for one in differ for row in stays_of(one, projections[one.pk])
        )


def _admissions(people: list[Person], projections: dict[int, Projection]) -> None:
    held = _by_person(Admission.objects.filter(person__in=people).order_by("pk"))
    differ = []
    for one in people:
        now = [
            Entry(a.decision_date, a.ceremony_date, a.official_date, a.decision, a.ended_on)
            for a in held[one.pk]
        ]
        if now != list(projections[one.pk].admissions):
            differ.append(one)
    if differ:
        Admission.objects.filter(person__in=differ).delete()
        Admission.objects.bulk_create(
            row for one in differ for row in admissions_of(one, projections[one.pk])
        )


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found

"""Findings as pages read them: opened and worded in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Finding
from dangvien.quality.settling.telling import said
from dangvien.quality.words import worded


@dataclass(frozen=True, slots=True)
class Told:
    """One finding in words. `value`, `fix_shown`: as people write them; `fix`: as it would be stored."""

    finding: int
    uid: UUID
    person_uid: UUID | None
    name: str
    unit_id: int
    unit_name: str
    rule: str
    cause: str
    field: str
    label: str
    severity: str
    what: str
    why: str
    how: str
    basis: str
    value: str
    fix: str | None
    fix_shown: str
    safe: bool
    holder: str
    state: str
    due: date | None


def told(findings: Iterable[Finding]) -> list[Told]:
    """These findings in their order, opened and in words; two queries beside the findings' own."""
    rows = list(findings)
    people = {
        pk: (uid, name)
        for pk, uid, name in Person.objects.filter(
            pk__in={row.person_id for row in rows if row.person_id}
        ).values_list("pk", "uid", "full_name")
    }
    units = dict(
        Organisation.objects.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "name")
    )
    return [_told(row, people, units) for row in rows]


def _told(row: Finding, people: dict[int, tuple[UUID, str]], units: dict[int, str]) -> Told:
    sealed = said(row.told, row.uid)
    words = worded(row.rule, row.cause, row.field, sealed)
    uid, name = people.get(row.person_id or 0, (None, ""))
    unit = units[row.unit_id]
    return Told(
        finding=row.pk, uid=row.uid, person_uid=uid, name=name or ("" if uid else unit),
        unit_id=row.unit_id, unit_name=unit, rule=row.rule, cause=row.cause, field=row.field,
        label=words.label, severity=row.severity, what=words.what, why=words.why, how=words.how,
        basis=words.basis, value=words.value, fix=sealed.fix, fix_shown=words.fix_shown,
        safe=row.safe, holder=row.holder, state=row.state, due=row.due,
    )  # fmt: skip


def findings_of(person: Person) -> list[Finding]:
    """The findings of a person that are not over, the heaviest first; waived ones last."""
    rows = Finding.objects.filter(person=person, closed_on=None).order_by("pk")
    return sorted(rows, key=lambda row: (row.state == Finding.WAIVED, "EWN".index(row.severity)))

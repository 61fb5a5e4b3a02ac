"""Writing placements: a change closes the row in force at its day and opens another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from dangvien.orgs.actions.opening import since_ever
from dangvien.orgs.actions.soundness import same_change
from dangvien.orgs.models import Organisation, Placement
from dangvien.orgs.periods import begun, ended

FIELDS = {"parent_id": "parent", "name": "name", "form": "form", "kind": "kind", "code": "code"}


def rows_of(org: Organisation) -> list[Placement]:
    """The placements of an organisation, oldest first."""
    return sorted(org.placements.all(), key=lambda row: since_ever(row.since))


def rows_from(org: Organisation, on: date) -> list[Placement]:
    """The row in force on a day, and those after it; the day must lie within its life."""
    rows = rows_of(org)
    later = [row for row in rows if not ended(row.until, on)]
    if not later:
        raise ValidationError({"on": f"{org.name} đã kết thúc từ ngày {rows[-1].until:%d/%m/%Y}."})
    if not begun(later[0].since, on):
        raise ValidationError({"on": f"{org.name} thành lập ngày {later[0].since:%d/%m/%Y}."})
    return later


def place(org: Organisation, *, on: date, decision: str, **changes: Any) -> bool:
    """Change what the organisation is from a day on; False when it is that already.

    What later rows say of other things stays; what they say of the same thing must be the same.
    """
    rows = rows_from(org, on)
    changes = {name: value for name, value in changes.items() if getattr(rows[0], name) != value}
    for name in changes:
        same_change(rows, name, FIELDS[name])
    if not changes:
        return False
    first, *later = rows
    if first.since != on:
        until, first.until = first.until, on
        first.save(update_fields=["until"])
        first.pk, first.since, first.until = None, on, until
    for row in (first, *later):
        for name, value in changes.items():
            setattr(row, name, value)
    first.decision = decision
    first.clean_fields(exclude=("org", "parent", "since", "until"))
    first.save()
    for row in later:
        row.save(update_fields=list(changes))
    _join(org, first)
    return True


def _join(org: Organisation, row: Placement) -> None:
    """A change that a later word of the same day took back is no change: one row again."""
    before = org.placements.filter(until=row.since).first() if row.since else None
    if before and all(getattr(before, name) == getattr(row, name) for name in FIELDS):
        row.delete()
        before.until = row.until
        before.save(update_fields=["until"])


def life(org: Organisation) -> tuple[date | None, date | None]:
    """First day and first day without, as the placements have them."""
    rows = rows_of(org)
    return rows[0].since, rows[-1].until

"""Who holds which office, with the term."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core.text import clean
from dangvien.orgs.actions.opening import opened
from dangvien.orgs.actions.touching import touched
from dangvien.orgs.models import Officer, Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.words import POSITIONS


@transaction.atomic
def appoint(
    *,
    actor: User,
    org: Organisation,
    name: str,
    position: str,
    since: date | None,
    decision: str,
    person: UUID | None = None,
) -> Officer:
    """Write who takes an office; the secretary before ends on the same day."""
    opened(actor=actor, permission="org.edit", org=org, event=True)
    if not clean(name):
        raise ValidationError({"name": "Chưa ghi họ và tên."})
    if position not in POSITIONS:
        raise ValidationError({"position": "Chưa chọn chức vụ."})
    if position == "secretary":
        _end_before(org, since)
    officer = Officer.objects.create(
        org=org, name=clean(name), person=person, position=position, since=since, decision=decision
    )  # fmt: skip
    touched(org)
    record(
        actor=actor, action="org.appoint", org=org, subject=str(officer.pk),
        people=[person] if person else [],
        data={"position": position, "since": since.isoformat() if since else None,
              "decision": decision},
    )  # fmt: skip
    return officer


@transaction.atomic
def end_term(*, actor: User, officer: Officer, on: date) -> Officer:
    """Write the first day on which the office is no longer held."""
    opened(actor=actor, permission="org.edit", org=officer.org, event=True)
    officer.refresh_from_db()
    if officer.since and on <= officer.since:
        raise ValidationError({"on": f"Phải sau ngày bắt đầu {officer.since:%d/%m/%Y}."})
    if officer.until is not None and officer.until <= on:
        raise ValidationError({"on": f"Đã ghi thôi giữ chức từ {officer.until:%d/%m/%Y}."})
    officer.until = on
    officer.save(update_fields=["until"])
    touched(officer.org)
    record(
        actor=actor, action="org.end_term", org=officer.org, subject=str(officer.pk),
        people=[officer.person] if officer.person else [],
        data={"position": officer.position, "on": on.isoformat()},
    )  # fmt: skip
    return officer


def _end_before(org: Organisation, since: date | None) -> None:
    """End the secretary in office; one who begins later, or on the same day, is a contradiction."""
    held = org.officers.filter(position="secretary")
    if since is None:
        if held.filter(until=None).exists():
            raise ValidationError({"since": "Đã có bí thư đương nhiệm; ghi ngày bắt đầu."})
        return
    if later := held.filter(since__gte=since).order_by("since").first():
        raise ValidationError({"since": f"Đã ghi bí thư từ ngày {later.since:%d/%m/%Y}."})
    held.filter(in_force(since)).update(until=since)

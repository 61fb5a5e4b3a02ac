"""Moving an organisation, with everything below it, under another superior."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.orgs.actions.cache import refresh
from dangvien.orgs.actions.opening import opened, require_above
from dangvien.orgs.actions.placing import life, place, rows_from
from dangvien.orgs.actions.soundness import below_itself, fits_under, period, stands_during
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require


@transaction.atomic
def move(
    *,
    actor: User,
    org: Organisation,
    parent: Organisation,
    on: date,
    decision: str,
    version: int | None = None,
) -> Organisation:
    """Hang an organisation under another from a day on; a day to come waits for the tick."""
    opened(actor=actor, permission="org.reshape", org=org, version=version)
    parent.refresh_from_db()
    require(actor, "org.reshape", parent)
    require_above(actor, org)
    check_move(org, parent, on)
    before = org.parent_id
    if not place(org, on=on, decision=decision, parent_id=parent.pk):
        raise ValidationError({"parent": f"{org.name} đã trực thuộc {parent.name} vào ngày này."})
    refresh(org, clock.today())
    record(
        actor=actor, action="org.move", org=org, subject=str(org.pk),
        data={"from": before, "to": parent.pk, "on": on.isoformat(), "decision": decision},
    )  # fmt: skip
    return org


def check_move(org: Organisation, parent: Organisation, on: date) -> None:
    """Refuse a move that would break the tree on some day from then on."""
    first = rows_from(org, on)[0]
    if first.parent_id is None:
        raise ValidationError({"parent": "Tổ chức đứng đầu cây không có cấp trên để chuyển."})
    span = period(on, life(org)[1])
    below_itself(org, parent, span)
    stands_during(parent, span, "parent")
    fits_under(first.form, rows_from(parent, on)[0].form, on, "parent")

"""Taking back what is planned for a day to come."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.orgs.actions.cache import refresh
from dangvien.orgs.actions.opening import opened, require_above
from dangvien.orgs.actions.placing import rows_of
from dangvien.orgs.actions.soundness import below_itself, period, stands_during
from dangvien.orgs.models import Organisation, Succession
from dangvien.orgs.periods import begun, ended


@transaction.atomic
def call_off(*, actor: User, org: Organisation, version: int | None = None) -> Organisation:
    """Take back every change of an organisation that is planned and has not come yet."""
    opened(actor=actor, permission="org.reshape", org=org, version=version)
    require_above(actor, org)
    today = clock.today()
    rows = rows_of(org)
    planned = [row for row in rows if not begun(row.since, today)]
    last = next((row for row in reversed(rows) if begun(row.since, today)), None)
    if last is None:
        raise ValidationError("Tổ chức này chưa thành lập; ghi kết thúc thay vì hủy kế hoạch.")
    if last.until is None or ended(last.until, today):
        raise ValidationError("Không có thay đổi nào đang chờ đến ngày.")
    if last.parent is not None:
        span = period(last.until, None)
        stands_during(last.parent, span, "parent")
        below_itself(org, last.parent, span)
    for row in planned:
        row.delete()
    org.officers.filter(until=org.closed_on, until__gt=today).update(until=None)
    Succession.objects.filter(before=org, on__gt=today).delete()
    last.until = org.closed_on = None
    last.save(update_fields=["until"])
    org.closing_decision = ""
    refresh(org, today)
    record(
        actor=actor, action="org.call_off", org=org, subject=str(org.pk),
        data={"planned": [f"{row.since}" for row in planned]},
    )  # fmt: skip
    return org

"""The control total: how many members the paper book says."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.orgs.actions.opening import opened
from dangvien.orgs.actions.touching import touched
from dangvien.orgs.locking import require_open
from dangvien.orgs.models import Organisation, PaperCount


@transaction.atomic
def report_paper(
    *, actor: User, org: Organisation, on: date, count: int, source: str
) -> PaperCount:
    """Write the count of a day; a second report of the same day replaces the first, in the log both."""
    opened(actor=actor, permission="org.edit", org=org, event=True)
    require_open(org, on)
    if on > clock.today():
        raise ValidationError({"on": "Số trên sổ giấy không thể của một ngày chưa đến."})
    before = org.paper_counts.filter(on=on).values_list("count", flat=True).first()
    row, _ = PaperCount.objects.update_or_create(
        org=org, on=on, defaults={"count": count, "source": source, "reported_by": str(actor)[:160]}
    )
    touched(org)
    record(
        actor=actor, action="org.report_paper", org=org, subject=str(org.pk),
        data={"on": on.isoformat(), "count": count, "before": before, "source": source},
    )  # fmt: skip
    return row

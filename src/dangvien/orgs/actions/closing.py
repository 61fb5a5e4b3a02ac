"""Ending an organisation: merged, split, renamed into another, handed over, or simply ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.orgs.actions.cache import refresh
from dangvien.orgs.actions.heirs import check_heirs, take_children, take_people
from dangvien.orgs.actions.opening import opened, require_above
from dangvien.orgs.actions.placing import rows_from
from dangvien.orgs.models import Organisation, Succession
from dangvien.orgs.words import HOW


@transaction.atomic
def close(
    *,
    actor: User,
    org: Organisation,
    on: date,
    decision: str,
    successors: Sequence[Organisation] = (),
    how: str = "merged",
    version: int | None = None,
) -> Organisation:
    """End an organisation from a day on. One successor takes its children and its people.

    Refused while anybody or anything would be left without a place.
    """
    opened(actor=actor, permission="org.reshape", org=org, version=version)
    require_above(actor, org)
    heirs = list(dict.fromkeys(successors))
    for heir in heirs:
        heir.refresh_from_db()
    if how not in HOW:
        raise ValidationError({"how": "Chưa chọn cách sắp xếp."})
    _check_end(org, on)
    check_heirs(actor=actor, org=org, heirs=heirs, on=on)
    children = take_children(org=org, heirs=heirs, on=on, decision=decision)
    today = clock.today()
    people = (
        take_people(actor=actor, org=org, heirs=heirs, on=on, decision=decision)
        if on <= today or not heirs
        else []
    )
    end(org, on=on, decision=decision, heirs=heirs, how=how)
    for child in children:
        child.refresh_from_db()
        refresh(child, today)
    org.refresh_from_db()
    refresh(org, today)
    record(
        actor=actor, action="org.close", org=org, subject=str(org.pk), people=people,
        data={
            "on": on.isoformat(), "decision": decision, "how": how,
            "successors": [heir.pk for heir in heirs], "children": [c.pk for c in children],
        },
    )  # fmt: skip
    return org


def end(org: Organisation, *, on: date, decision: str, heirs: list[Organisation], how: str) -> None:
    """Write the end: the last placement, the columns, the terms of office, the successors."""
    org.placements.filter(until=None).update(until=on)
    org.closed_on, org.closing_decision = on, decision[:120]
    org.save(update_fields=["closed_on", "closing_decision"])
    org.officers.filter(until=None).update(until=on)
    Succession.objects.bulk_create(
        Succession(before=org, after=heir, how=how, on=on, decision=decision) for heir in heirs
    )


def _check_end(org: Organisation, on: date) -> None:
    row, *later = rows_from(org, on)
    if row.parent_id is None:
        raise ValidationError("Tổ chức đứng đầu cây không kết thúc được ở đây.")
    if later:
        raise ValidationError(
            {"on": f"Từ ngày {later[0].since:%d/%m/%Y} đã ghi thay đổi của tổ chức này."}
        )
    if row.until is not None:
        raise ValidationError({"on": f"Đã ghi kết thúc từ ngày {row.until:%d/%m/%Y}."})
    if heir_of := org.predecessors.filter(on__gte=on).order_by("on").first():
        raise ValidationError(
            {"on": f"Tổ chức này kế thừa một tổ chức khác từ ngày {heir_of.on:%d/%m/%Y}."}
        )
    if row.since == on:
        raise ValidationError({"on": "Ngày kết thúc phải sau ngày có thay đổi gần nhất."})

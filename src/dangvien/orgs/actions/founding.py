"""Founding an organisation below another."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core.text import clean
from dangvien.orgs.actions.births import born
from dangvien.orgs.actions.opening import opened
from dangvien.orgs.actions.placing import rows_from
from dangvien.orgs.actions.soundness import fits_under, period, stands_during
from dangvien.orgs.models import Organisation


@transaction.atomic
def found(
    *,
    actor: User,
    parent: Organisation,
    name: str,
    form: str,
    kind: str,
    code: str,
    on: date,
    decision: str,
) -> Organisation:
    """Found an organisation; on a day to come it is planned, and counts from that day."""
    opened(actor=actor, permission="org.reshape", org=parent)
    if not clean(name):
        raise ValidationError({"name": "Chưa ghi tên tổ chức."})
    stands_during(parent, period(on, None), "parent")
    fits_under(form, rows_from(parent, on)[0].form, on, "form")
    org = born(
        parent=parent, name=name, form=form, kind=kind, code=code, on=on, decision=decision
    )  # fmt: skip
    record(
        actor=actor, action="org.found", org=org, subject=str(org.pk),
        data={"name": org.name, "parent": parent.pk, "on": on.isoformat(), "decision": decision},
    )  # fmt: skip
    return org

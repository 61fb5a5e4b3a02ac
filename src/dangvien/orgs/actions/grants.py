"""Giving a role on a unit, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.rights import ADMINISTRATOR, administers, administrators, may_give, standing

LAST = "Đây là người quản trị kỹ thuật cuối cùng; đồng chí giao vai trò này cho người khác trước."


@transaction.atomic
def give(
    *, actor: User, user: User, role: str, org: Organisation, since: date, until: date | None = None
) -> Grant:
    """Give a role on a unit to somebody whose account the actor may administer; never to oneself."""
    user = User.objects.select_for_update().get(pk=user.pk)
    org.refresh_from_db()
    if not may_give(actor, role, org) or not administers(actor, user):
        raise Refused("grant.give")
    if not user.is_active:
        raise ValidationError("Tài khoản đang khóa; đồng chí mở lại trước khi giao vai trò.")
    grant = appointed(user=user, role=role, org=org, since=since, until=until, by=actor)
    record(
        actor=actor, action="grant.give", org=org, subject=f"user:{user.pk}", data=told(grant),
    )  # fmt: skip
    return grant


@transaction.atomic
def revoke(*, actor: User, grant: Grant) -> None:
    """Take a role back; it is gone on the next request of whoever held it."""
    keep_one_administrator()
    grant = Grant.objects.select_for_update().select_related("org", "user").get(pk=grant.pk)
    if grant.user_id == actor.pk or not may_give(actor, grant.role, grant.org):
        raise Refused("grant.revoke")
    if grant.revoked_at is not None:
        return
    grant.revoked_at, grant.revoked_by = timezone.now(), actor
    grant.save(update_fields=["revoked_at", "revoked_by"])
    if grant.role == ADMINISTRATOR and not administrators().exists():
        raise ValidationError(LAST)
    record(
        actor=actor, action="grant.revoke", org=grant.org, subject=f"user:{grant.user_id}",
        data=told(grant),
    )  # fmt: skip


def appointed(
    *, user: User, role: str, org: Organisation, since: date, until: date | None, by: User | None
) -> Grant:
    """Write a grant that was found sound; whoever calls has asked for the right and writes the log."""
    if role not in ROLES:
        raise ValidationError({"role": "Không có vai trò này."})
    if org.closed_on is not None and org.closed_on <= clock.today():
        raise ValidationError("Tổ chức này đã kết thúc; không giao vai trò ở đây nữa.")
    if until is not None and until <= max(since, clock.today()):
        raise ValidationError({"until": "Ngày thôi giữ phải sau ngày bắt đầu và sau hôm nay."})
    same = standing(user).filter(role=role, org=org).exclude(until__lte=since)
    if (same.exclude(since__gte=until) if until else same).exists():
        raise ValidationError({"role": "Đồng chí này đang giữ vai trò ấy ở đây."})
    return Grant.objects.create(
        user=user, role=role, org=org, since=since, until=until, granted_by=by
    )


def keep_one_administrator() -> None:
    """Queue with everyone else who takes rights away: two administrators must not close each other."""
    list(administrators().select_for_update(of=("self",)).order_by("pk"))


def told(grant: Grant) -> dict[str, Any]:
    """What the log says of a grant."""
    return {
        "grant": grant.pk, "role": grant.role, "since": grant.since.isoformat(),
        "until": grant.until.isoformat() if grant.until else None,
    }  # fmt: skip

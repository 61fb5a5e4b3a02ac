"""Naming who answers for a unit; the names before stay, with their days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns import duties, notices
from dangvien.campaigns.models import Campaign, Duty
from dangvien.core.phone import read_phone
from dangvien.core.text import clean
from dangvien.inbox import actions as inbox
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.scope import require

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Naming:
    """One unit, and who is to answer for it."""

    org: Organisation
    name: str
    phone: str = ""
    user: User | None = None


def assign(
    *, actor: User, campaign: Campaign, org: Organisation, name: str = "", phone: str = "",
    user: User | None = None,
) -> Duty:  # fmt: skip
    """Name who answers for one unit."""
    told = Naming(org, name or (user.full_name if user else ""), phone, user)
    assign_many(actor=actor, campaign=campaign, namings=[told])
    return Duty.objects.get(campaign=campaign, org=org, until=None)


@transaction.atomic
def assign_many(*, actor: User, campaign: Campaign, namings: Iterable[Naming]) -> int:
    """Name who answers for many units at once; who is named already stays. How many changed."""
    campaign = _alone(campaign)
    wanted = {one.org.pk: one for one in namings}
    for one in wanted.values():
        require(actor, "campaign.run", one.org)
        if not one.org.path.startswith(campaign.org.path):
            raise ValidationError(f"{one.org.name} không thuộc phạm vi chiến dịch này.")
        if not clean(one.name):
            raise ValidationError({"name": f"Chưa ghi người chịu trách nhiệm của {one.org.name}."})
        if one.user is not None and not _works_at(one.user, one.org):
            raise ValidationError(
                {"user": "Người này không có vai trò nào ở đơn vị hoặc cấp trên."}
            )
    said = {pk: (clean(one.name)[:120], phone_of(one.phone)) for pk, one in wanted.items()}
    rows = Duty.objects.filter(campaign=campaign, org__in=list(wanted), until=None)
    for duty in rows:
        now = (duty.name, duties.phone(campaign, duty), duty.user_id)
        user = wanted[duty.org_id].user
        if now == (*said[duty.org_id], user.pk if user else None):
            del wanted[duty.org_id]
    changed = list(wanted)
    _end(campaign, changed)
    _create(campaign, {pk: (*said[pk], wanted[pk].user) for pk in changed})
    if changed:
        first = wanted[changed[0]].org if len(changed) == 1 else campaign.org
        record(
            actor=actor, action="campaign.assign", org=first, subject=f"campaign:{campaign.uid}",
            data={"units": sorted(changed)[:200], "count": len(changed)},
        )  # fmt: skip
    return len(changed)


@transaction.atomic
def assign_secretaries(*, actor: User, campaign: Campaign, org: Organisation) -> int:
    """Name the secretary in office for every unit of a subtree for which nobody answers yet."""
    campaign = _alone(campaign)
    require(actor, "campaign.run", org)
    if not org.path.startswith(campaign.org.path):
        raise ValidationError(f"{org.name} không thuộc phạm vi chiến dịch này.")
    told = duties.offers(duties.without_duty(campaign, org))
    users = User.objects.in_bulk([one.user for one in told.values() if one.user])
    _create(campaign, {
        pk: (one.name[:120], "", users.get(one.user) if one.user else None)
        for pk, one in told.items()
    })  # fmt: skip
    if told:
        record(
            actor=actor, action="campaign.assign", org=org, subject=f"campaign:{campaign.uid}",
            data={"units": sorted(told)[:200], "count": len(told), "who": "secretaries"},
        )  # fmt: skip
    return len(told)


def _end(campaign: Campaign, orgs: list[int]) -> None:
    today = clock.today()
    Duty.objects.filter(campaign=campaign, org__in=orgs, until=None).update(until=today)


def _create(campaign: Campaign, said: dict[int, tuple[str, str, User | None]]) -> None:
    today = clock.today()
    Duty.objects.bulk_create(
        (
            Duty(campaign=campaign, org_id=pk, name=name, user=user, since=today,
                 phone=duties.sealed(campaign, pk, phone))
            for pk, (name, phone, user) in said.items()
        ),
        batch_size=_AT_ONCE,
    )  # fmt: skip
    names = dict(
        Organisation.objects.filter(pk__in=[pk for pk, one in said.items() if one[2]])
        .values_list("pk", "name")
    )  # fmt: skip
    inbox.send_many(
        inbox.Draft(
            key=f"campaign:{campaign.uid}:duty:{pk}:{user.pk}:{today.isoformat()}", org=pk,
            kind="duty", user=user, address=notices.address(campaign),
            said=f"Đồng chí được phân công chịu trách nhiệm tiến độ và chất lượng dữ liệu của "
                 f"{names[pk]} trong chiến dịch “{campaign.name}”.",
        )
        for pk, (_, _, user) in said.items() if user is not None
    )  # fmt: skip


def phone_of(text: str) -> str:
    """Digits of a phone as it is stored; what is no phone is asked for again."""
    if not clean(text):
        return ""
    told = read_phone(text)
    if told.fault or not told.value:
        raise ValidationError(
            {"phone": "Chưa đọc được số điện thoại: mười chữ số, bắt đầu bằng số 0."}
        )
    return told.value


def _works_at(user: User, org: Organisation) -> bool:
    above = [*org.ancestor_ids, org.pk]
    rows = Grant.objects.filter(in_force(clock.today()), user=user, org__in=above, revoked_at=None)
    return user.is_active and rows.exists()


def _alone(campaign: Campaign) -> Campaign:
    one = Campaign.objects.select_for_update(of=("self",)).select_related("org").get(pk=campaign.pk)
    if one.over:
        raise ValidationError("Chiến dịch đã kết thúc hoặc đã hủy.")
    return one

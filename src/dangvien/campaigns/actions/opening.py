"""A campaign is made from a plan, begins with its people counted once, and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q, Value

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns.actions.days import keep_day
from dangvien.campaigns.levels import LEVELS, SHORT, level_of, taking_part
from dangvien.campaigns.models import Base, Campaign, Deadline, Phase, SignOff
from dangvien.campaigns.opening import Days, Plan, Step, fields_of, plans
from dangvien.core.text import clean
from dangvien.inbox import actions as inbox
from dangvien.look.numbers import day
from dangvien.members.models import Person
from dangvien.orgs.actions.opening import lock
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins, require


def planned(
    org: Organisation, key: str, starts: date, days: Days | None = None, *, tier: int | None = None
) -> Plan:
    """The plan as it would be in this scope: days moved, levels and steps not there left out."""
    if (plan := plans().get(key)) is None:
        raise ValidationError({"plan": "Chọn một kế hoạch trong danh sách."})
    forms = taking_part(org).order_by().values_list("form", flat=True).distinct()
    there = frozenset(map(level_of, forms)) - {""}
    told = plan.from_day(starts).with_days(days or {}, there)
    steps = tuple(step for step in told.steps if step.days)
    if not steps:
        raise ValidationError({"org": "Trong phạm vi này không có cấp nào mà kế hoạch giao việc."})
    _sound(told.starts, steps)
    return replace(told, steps=steps, tier=tier or told.tier)


@transaction.atomic
def open_campaign(
    *,
    actor: User,
    org: Organisation,
    plan: str,
    starts: date,
    name: str = "",
    tier: int | None = None,
    days: Days | None = None,
) -> Campaign:
    """Make a campaign of a subtree from a plan; before it begins nobody is counted or told."""
    require(actor, "campaign.run", org)
    told = planned(org, plan, starts, days, tier=tier)
    if told.tier not in (1, 2):
        raise ValidationError({"tier": "Chọn một trong các mức có sẵn."})
    campaign = Campaign.objects.create(
        org=org, name=(clean(name) or told.name)[:200], plan=plan, basis=told.basis,
        tier=told.tier, fields=fields_of(told.tier), starts=told.starts, ends=told.ends,
        due=told.due, counted_on=told.starts, made_by=actor,
        told={"source": told.source, "note": told.note, "sample": told.sample},
    )  # fmt: skip
    for number, step in enumerate(told.steps, 1):
        phase = Phase.objects.create(
            campaign=campaign, number=number, subject=step.subject, name=step.name,
            said=step.said, starts=step.starts, ends=step.ends, gate=step.gate,
        )  # fmt: skip
        Deadline.objects.bulk_create(
            Deadline(phase=phase, level=level, on=on, reason=step.sources.get(level, ""))
            for level, on in step.days.items()
        )
    record(
        actor=actor, action="campaign.open", org=org, subject=f"campaign:{campaign.uid}",
        data={"plan": plan, "starts": starts.isoformat(), "ends": told.ends.isoformat(),
              "tier": told.tier},
    )  # fmt: skip
    return campaign


@transaction.atomic
def begin(*, actor: User, campaign: Campaign) -> Campaign:
    """Count the people who are the denominator, once, and let the work begin."""
    lock()
    campaign.refresh_from_db()
    require(actor, "campaign.run", campaign.org)
    if campaign.state != Campaign.PLANNED:
        raise ValidationError("Chiến dịch này đã bắt đầu.")
    if (other := overlapping(campaign.org)) is not None:
        raise ValidationError(
            f"{other.org.name} đang chạy chiến dịch “{other.name}”, hai chiến dịch trùng phạm vi thì "
            "không rõ lấy số nào. Kết thúc chiến dịch ấy trước."
        )
    campaign.state, campaign.counted_on = Campaign.RUNNING, clock.today()
    campaign.version += 1
    campaign.save(update_fields=["state", "counted_on", "version"])
    counted = _count(campaign)
    keep_day(campaign, campaign.counted_on - timedelta(days=1))  # where the line begins
    inbox.send(
        key=f"campaign:{campaign.uid}:began", org=campaign.org, kind="began",
        permission="campaign.run", address=f"/chien-dich/{campaign.uid}/",
        said=f"Chiến dịch “{campaign.name}” đã bắt đầu ({campaign.due}). "
             "Phân công người chịu trách nhiệm từng đơn vị.",
    )  # fmt: skip
    record(
        actor=actor, action="campaign.begin", org=campaign.org,
        subject=f"campaign:{campaign.uid}", data={"counted": counted},
    )  # fmt: skip
    return campaign


@transaction.atomic
def end(*, actor: User, campaign: Campaign, reason: str = "") -> Campaign:
    """End a campaign: what it locked opens; one whose top has not signed everything needs a reason."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    require(actor, "campaign.run", campaign.org)
    if campaign.state != Campaign.RUNNING:
        raise ValidationError("Chỉ kết thúc được chiến dịch đang chạy.")
    signed = SignOff.objects.filter(org=campaign.org, reopened_at=None)
    left = campaign.phases.exclude(pk__in=signed.values("phase"))
    if left.exists() and not clean(reason):
        raise ValidationError(
            {"reason": f"{campaign.org.name} chưa ký hết các bước; ghi lý do kết thúc."}
        )
    campaign.state = Campaign.ENDED
    campaign.version += 1
    campaign.told = {**campaign.told, "ended": {"on": clock.today().isoformat(), "why": reason}}
    campaign.save(update_fields=["state", "version", "told"])
    inbox.done(f"campaign:{campaign.uid}:")
    record(
        actor=actor, action="campaign.end", org=campaign.org,
        subject=f"campaign:{campaign.uid}", data={"reason": reason},
    )  # fmt: skip
    return campaign


def overlapping(org: Organisation) -> Campaign | None:
    """A running campaign above, at or below an organisation."""
    rows = Campaign.objects.filter(state=Campaign.RUNNING).select_related("org")
    return rows.filter(
        Q(org__in=[*org.ancestor_ids, org.pk]) | begins("org__path", org.path)
    ).first()


def _count(campaign: Campaign) -> int:
    """Everybody active in the subtree, with the unit of today, written by the database itself."""
    people = Person.objects.alive().filter(status="active").of(campaign.org).order_by()
    rows = people.annotate(campaign=Value(campaign.pk)).values_list("campaign", "pk", "unit")
    sql, values = rows.query.sql_with_params()
    table = connection.ops.quote_name(Base._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (campaign_id, person_id, unit_id) {sql}",
            values,
        )
        return int(cursor.rowcount)


def _sound(starts: date, steps: tuple[Step, ...]) -> None:
    """Deadlines climb: no level before the one below it, none before the campaign starts."""
    for step in steps:
        last: tuple[date, str] | None = None
        for level in LEVELS:
            on = step.days.get(level)
            if on is None:
                continue
            name = step.name.lower()
            if on < starts:
                raise ValidationError(
                    {
                        "days": f"Hạn {day(on)} của bước {name} đứng trước ngày bắt đầu {day(starts)}."
                    }
                )
            if last and on < last[0]:
                raise ValidationError({"days": (
                    f"Bước {name}: hạn của {SHORT[level]} ({day(on)}) đứng trước hạn của "
                    f"{SHORT[last[1]]} ({day(last[0])}). Cấp trên ký sau cấp dưới."
                )})  # fmt: skip
            last = (on, level)

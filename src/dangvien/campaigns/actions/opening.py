"""A campaign is made from a plan, begins with its people counted once, and ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns.counted import in_order, in_words
from dangvien.campaigns.levels import LEVELS, SHORT, level_of, taking_part
from dangvien.campaigns.models import Campaign, Deadline, Phase
from dangvien.campaigns.opening import Days, Plan, Step, plans
from dangvien.core.text import clean
from dangvien.look.numbers import day
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require


def planned(
    org: Organisation, key: str, starts: date, days: Days | None = None, *,
    tier: int | None = None, fields: Collection[str] | None = None,
) -> Plan:  # fmt: skip
    """The plan as it would be in this scope: days moved, levels and steps not there left out.

    `fields`: those that count as clean; without them the plan's, or those of a `tier` chosen instead.
    """
    if (plan := plans().get(key)) is None:
        raise ValidationError({"plan": "Chọn một kế hoạch trong danh sách."})
    forms = taking_part(org).order_by().values_list("form", flat=True).distinct()
    there = frozenset(map(level_of, forms)) - {""}
    told = plan.from_day(starts).with_days(days or {}, there)
    steps = tuple(step for step in told.steps if step.days)
    if not steps:
        raise ValidationError({"org": "Trong phạm vi này không có cấp nào mà kế hoạch giao việc."})
    _sound(told.starts, steps)
    if fields is None:
        fields = told.fields if tier in (None, told.tier) else ()
    elif not in_order(fields) or set(fields) - set(in_order(fields)):
        raise ValidationError({"counted": "Chọn ít nhất một thông tin trong danh sách."})
    return replace(
        told, steps=steps, tier=tier or told.tier, fields=tuple(in_order(fields)),
    )  # fmt: skip


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
    fields: Collection[str] | None = None,
) -> Campaign:
    """Make a campaign of a subtree from a plan; before it begins nobody is counted or told."""
    require(actor, "campaign.run", org)
    told = planned(org, plan, starts, days, tier=tier, fields=fields)
    if told.tier not in (1, 2):
        raise ValidationError({"tier": "Chọn một trong các mức có sẵn."})
    campaign = Campaign.objects.create(
        org=org, name=(clean(name) or told.name)[:200], plan=plan, basis=told.basis,
        tier=told.tier, fields=told.counted, starts=told.starts, ends=told.ends,
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
              "tier": told.tier, "fields": in_words(told.counted, told.tier)},
    )  # fmt: skip
    return campaign


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

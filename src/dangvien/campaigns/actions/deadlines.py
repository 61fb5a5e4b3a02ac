"""A longer deadline for one unit: given from above, with a reason, never past the superior's own."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns import notices
from dangvien.campaigns.gates import plan_of
from dangvien.campaigns.levels import level_of
from dangvien.campaigns.models import Campaign, Deadline, Phase, SignOff
from dangvien.campaigns.queries.standing import due_for
from dangvien.core.text import clean
from dangvien.inbox import actions as inbox
from dangvien.look.numbers import day
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import superiors
from dangvien.orgs.scope import require


@transaction.atomic
def extend(*, actor: User, phase: Phase, org: Organisation, on: date, reason: str) -> Deadline:
    """Give a unit until another day for a step; the deadlines before it stay in the history."""
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("org").get(
        pk=phase.campaign_id
    )  # fmt: skip
    org = Organisation.objects.get(pk=org.pk)
    if org.pk == campaign.org_id:
        require(actor, "campaign.run", org)
        above = None
    else:
        above = _above(campaign, phase, org)
        require(actor, "campaign.run", org.parent or org)
    if campaign.over:
        raise ValidationError("Chiến dịch đã kết thúc hoặc đã hủy.")
    if not org.path.startswith(campaign.org.path) or not plan_of(campaign).signs(
        phase, level_of(org.form)
    ):
        raise ValidationError(f"{org.name} không ký bước này, nên không có hạn để lùi.")
    if SignOff.objects.filter(phase=phase, org=org, reopened_at=None).exists():
        raise ValidationError(f"{org.name} đã ký bước này.")
    days = due_for(campaign, [org.pk, *([above.pk] if above else [])], phase)
    _sound(org, on, days[org.pk], above, days[above.pk] if above else None)
    if not clean(reason):
        raise ValidationError({"reason": "Ghi lý do gia hạn."})
    one = Deadline.objects.create(phase=phase, org=org, on=on, reason=clean(reason))
    if above is None and on > campaign.ends:
        campaign.ends, campaign.due = on, f"hạn {day(on)}"
        campaign.save(update_fields=["ends", "due"])
    for sort in ("due:", "late:"):
        inbox.done(notices.prefix(campaign, phase, org.pk) + sort)
    inbox.send(
        key=f"{notices.prefix(campaign, phase, org.pk)}extended:{on.isoformat()}", org=org,
        kind="extended", permission="campaign.sign", due=on,
        address=f"{notices.address(campaign, org.pk)}?buoc={phase.number}",
        said=f"{org.name} được gia hạn bước {phase.number}, {phase.name.lower()}, "
             f"đến hết ngày {day(on)}.",
    )  # fmt: skip
    record(
        actor=actor, action="campaign.extend", org=org, subject=f"phase:{phase.pk}",
        data={"on": on.isoformat(), "before": days[org.pk].isoformat(), "reason": clean(reason),
              "campaign": str(campaign.uid)},
    )  # fmt: skip
    return one


def _above(campaign: Campaign, phase: Phase, org: Organisation) -> Organisation | None:
    """The nearest superior in the campaign that signs the step too."""
    plan = plan_of(campaign)
    inside = [one for one in superiors(org.path) if one.path.startswith(campaign.org.path)]
    return next((one for one in reversed(inside) if plan.signs(phase, level_of(one.form))), None)


def _sound(
    org: Organisation, on: date, before: date, above: Organisation | None, limit: date | None
) -> None:
    if on <= before:
        raise ValidationError({"on": f"Hạn hiện nay là {day(before)}; hạn mới phải sau ngày ấy."})
    if on < clock.today():
        raise ValidationError({"on": "Hạn mới không thể là một ngày đã qua."})
    if above and limit and on > limit:
        raise ValidationError({"on": (
            f"{above.name} phải ký bước này đến hết ngày {day(limit)}; hạn của {org.name} không thể "
            "sau ngày ấy. Gia hạn cấp trên trước."
        )})  # fmt: skip

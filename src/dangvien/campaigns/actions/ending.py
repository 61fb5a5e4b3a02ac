"""A running campaign ends: by itself signed to the top, or earlier with a reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns.models import Campaign, SignOff
from dangvien.core.text import clean
from dangvien.inbox import actions as inbox
from dangvien.orgs.scope import require


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

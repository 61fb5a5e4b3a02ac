"""Whom a secretary calls: who answers for the commune by name, with the number to dial."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries import duty_of
from dangvien.orgs.models import Organisation


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody to call; without a number only whom to ask."""

    name: str
    phone: str = ""


def whom_to_call(campaign: Campaign | None, unit: Organisation) -> Help | None:
    """Who answers for the nearest superior that has named somebody; None where nobody is named."""
    if campaign is None:
        return None
    duties = duty_of(campaign, unit.ancestor_ids)
    for above in reversed(unit.ancestor_ids):
        if duty := duties.get(above):
            phone = ""
            if duty.phone:
                phone = settings.RING.open(bytes(duty.phone), f"duty:{campaign.uid}:{duty.org_id}")
            return Help(duty.name, phone)
    return None

"""Who answers for a unit, and how to call: the duty written down, else the secretary on file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from dangvien import clock
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.standing import duty_of
from dangvien.orgs.models import Officer


@dataclass(frozen=True, slots=True)
class Contact:
    """A name as it reads, the office, the number to call when one was given for this campaign."""

    name: str
    office: str
    phone: str = ""


def contacts(campaign: Campaign, units: Collection[int]) -> dict[int, Contact]:
    """The contact of each unit that has one; two queries."""
    today = clock.today()
    serving = Officer.objects.filter(Q(until=None) | Q(until__gt=today), org__in=units,
                                     position="secretary").order_by("pk")  # fmt: skip
    found = {org: Contact(name, "Bí thư") for org, name in serving.values_list("org_id", "name")}
    for unit, duty in duty_of(campaign, units).items():
        name, _, office = duty.name.partition(", ")
        found[unit] = Contact(
            name, office[:1].upper() + office[1:] or "Người phụ trách",
            settings.RING.open(bytes(duty.phone), f"duty:{campaign.uid}:{unit}") if duty.phone else "",
        )  # fmt: skip
    return found

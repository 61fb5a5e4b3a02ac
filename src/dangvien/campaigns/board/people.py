"""Who answers for a unit, and how to call: the duty written down, else the secretary on file."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db.models import Q

from dangvien import clock
from dangvien.campaigns.board.shape import Contact
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.standing import duty_of
from dangvien.orgs.models import Officer


def contacts(campaign: Campaign, units: Collection[int]) -> dict[int, Contact]:
    """The contact of each unit that has one; two queries."""
    today = clock.today()
    serving = Officer.objects.filter(Q(until=None) | Q(until__gt=today), org__in=units,
                                     position="secretary").order_by("pk")  # fmt: skip
    found = {org: Contact(name, "Bí thư") for org, name in serving.values_list("org_id", "name")}
    for unit, duty in duty_of(campaign, units).items():
        name, _, office = duty.name.partition(", ")
        usual = found[unit].office if unit in found and found[unit].name == name else "Đ/c"
        found[unit] = Contact(
            name, office[:1].upper() + office[1:] or usual,
            settings.RING.open(bytes(duty.phone), f"duty:{campaign.uid}:{unit}") if duty.phone else "",
        )  # fmt: skip
    return found

"""Where every unit stood on an evening: written over and over until the day ends, then left alone."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache
from django.db import transaction

from dangvien import clock
from dangvien.campaigns.counts import NAMES
from dangvien.campaigns.models import Campaign, Day
from dangvien.campaigns.queries.counting import own

EVERY = 3600  # seconds between two writings of the same day, when settling asks


@transaction.atomic
def keep_day(campaign: Campaign, on: date | None = None) -> int:
    """Write today's row of every unit (or the row of another day, for a beginning); how many units.

    The same figures again change nothing. The machine keeps them, nobody answers for them: no entry
    in the log.
    """
    on = on or clock.today()
    counted = own(campaign, campaign.org)
    rows = [
        Day(campaign=campaign, unit_id=unit, on=on, **counts.as_dict())
        for unit, counts in counted.items()
    ]
    Day.objects.bulk_create(
        rows, batch_size=1000, update_conflicts=True, update_fields=[*NAMES],
        unique_fields=["campaign", "unit", "on"],
    )  # fmt: skip
    kept = Day.objects.filter(campaign=campaign, on=on)
    if empty := set(kept.values_list("unit_id", flat=True)) - counted.keys():
        kept.filter(unit__in=empty).delete()
    return len(rows)


def keep_days(*, hourly: bool = False) -> int:
    """Today's rows of every running campaign; `hourly`: at most once an hour each."""
    kept = 0
    for campaign in Campaign.objects.filter(state=Campaign.RUNNING).select_related("org"):
        if not hourly or cache.add(f"campaign-day:{campaign.pk}:{clock.today()}", 1, EVERY):
            kept += keep_day(campaign)
    return kept

"""How it went day by day, and how it will go on: from the rows that were kept each day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Max, Sum
from django.db.models.query import QuerySet

from dangvien import clock
from dangvien.campaigns.counts import NAMES, Counts, of
from dangvien.campaigns.forecast import DAYS, Forecast, Pace
from dangvien.campaigns.forecast import forecast as carried_on
from dangvien.campaigns.models import Campaign, Day
from dangvien.campaigns.queries.counting import own
from dangvien.campaigns.shapes import Point
from dangvien.orgs.models import Organisation


def history(campaign: Campaign, org: Organisation) -> list[Point]:
    """Every day kept before today, summed over the subtree; one query."""
    kept = _kept(campaign, org).filter(on__lt=clock.today())
    sums = kept.order_by("on").values_list("on").annotate(*(Sum(name) for name in NAMES))
    return [Point(on, of(dict(zip(NAMES, numbers, strict=True)))) for on, *numbers in sums]


def forecast(
    campaign: Campaign, org: Organisation, counts: Mapping[int, Counts] | None = None
) -> Forecast:
    """Every unit carried on with its pace of the last five days; two queries and the counts."""
    today = clock.today()
    now = own(campaign, org) if counts is None else counts
    before, since = _then(campaign, org, today)
    paces = [
        Pace(unit, one.done, one.whole, before.get(unit, one.done), (today - since).days)
        for unit, one in now.items()
        if one.whole
    ]
    return carried_on(paces, today, campaign.ends, (today - since).days)


def _then(campaign: Campaign, org: Organisation, today: date) -> tuple[dict[int, int], date]:
    """Done by unit five days ago, or on the nearest day that was kept, and that day."""
    kept = _kept(campaign, org).filter(on__lt=today)
    wanted = today - timedelta(days=DAYS)
    since = kept.filter(on__lte=wanted).aggregate(day=Max("on"))["day"]
    since = since or kept.order_by("on").values_list("on", flat=True).first()
    if since is None:
        return {}, today
    return dict(kept.filter(on=since).values_list("unit_id", "done")), since


def _kept(campaign: Campaign, org: Organisation) -> QuerySet[Day]:
    kept = Day.objects.filter(campaign=campaign)
    if org.pk == campaign.org_id:
        return kept
    return kept.filter(unit__in=Organisation.objects.under(org).values("pk"))

"""What a campaign calls clean, as SQL over verdicts `v` and as a condition of the ORM.

Where it counts the fields of its tier, the verdict says so in one column; where it counts fields of its
own choice, the sets of fields that a verdict keeps are compared with its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.lookups import Exact

from dangvien.campaigns import counted
from dangvien.campaigns.models import Campaign
from dangvien.orgs.scope import begins
from dangvien.quality.models import Verdict

COLUMN = {1: "clean_t1", 2: "clean_t2"}


@dataclass(frozen=True, slots=True)
class Told:
    """Expressions over `v`: clean, clean only by an exception, and where what blocks lies."""

    clean: str
    waived: str
    lies: str


def told(campaign: Campaign) -> Told:
    """The expressions of a campaign; every name and number in them is ours."""
    if counted.by_tier(campaign):
        return Told(f"v.{COLUMN[campaign.tier]}", "v.waived > 0", "v.lies")
    must, all_ = counted.masks(campaign)
    clean = f"COALESCE(v.active AND (v.lacks & {must}) = 0 AND (v.blocked & {all_}) = 0, FALSE)"
    places = " ".join(
        f"WHEN (v.at_{place} & {all_}) <> 0 THEN '{place}'"
        for place in ("approval", "police", "above")
    )
    return Told(
        clean, f"COALESCE((v.excepted & {all_}) <> 0, FALSE)",
        f"CASE WHEN {clean} THEN '' {places} ELSE 'cell' END",
    )  # fmt: skip


def clean(campaign: Campaign) -> Q:
    """The condition "clean in this campaign" on verdicts."""
    if counted.by_tier(campaign):
        return Q(**{COLUMN[campaign.tier]: True})
    must, all_ = counted.masks(campaign)
    return (
        Q(active=True) & Q(Exact(F("lacks").bitand(must), 0))
        & Q(Exact(F("blocked").bitand(all_), 0))
    )  # fmt: skip


def uncounted(campaign: Campaign) -> bool:
    """Whether the choice of fields rests on sets that nobody has written into some verdict yet."""
    if counted.by_tier(campaign):
        return False
    rows = Verdict.objects.filter(begins("unit__path", campaign.org.path), active=True)
    return rows.filter(Q(lacks=None) | Q(blocked=None)).exists()

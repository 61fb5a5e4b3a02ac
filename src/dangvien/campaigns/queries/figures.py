"""The figures of one unit: the numbers, what they count, and the moment they were taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dangvien import clock
from dangvien.campaigns.counts import Counts, total
from dangvien.campaigns.definition import definition, denominator
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.counting import own
from dangvien.campaigns.shapes import Distribution, Figures, UnitRow
from dangvien.orgs.models import Organisation


def moment() -> datetime:
    """Now, on the business day: a demonstration's figures do not say the real date."""
    now = clock.now()
    told = clock.pretended()
    return datetime.combine(told, now.time(), now.tzinfo) if told else now


def figures(campaign: Campaign, org: Organisation) -> Figures:
    """The figures of a unit with everything below it; refused when parts do not add up."""
    return made(campaign, org, total(own(campaign, org).values()))


def made(campaign: Campaign, org: Organisation, counts: Counts) -> Figures:
    """Figures around counts that were already taken."""
    counts.check(org.name)
    return Figures(
        org=org.pk, name=org.name, counts=counts, as_of=moment(),
        denominator=denominator(campaign), definition=definition(campaign),
    )  # fmt: skip


def distribution(counts: Sequence[Counts]) -> Distribution:
    """Count units by what they reached; units in which nobody is counted do not count."""
    known = [one for one in counts if one.whole]
    return Distribution(
        len(known), sum(one.reaches(50) for one in known), sum(one.reaches(80) for one in known),
        sum(one.finished for one in known),
    )  # fmt: skip


def working(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """The units of a tree in which people were counted themselves: the ones compared."""
    return [row for row in rows if row.works]

"""One unit of a campaign with everything its pages say of it; a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvien import clock
from dangvien.campaigns.board import words
from dangvien.campaigns.board.people import Contact, contacts
from dangvien.campaigns.board.ribbon import Ribbon, ribbon
from dangvien.campaigns.board.scores import Score, scores
from dangvien.campaigns.counts import Counts, total
from dangvien.campaigns.forecast import Forecast
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.counting import own
from dangvien.campaigns.queries.figures import Distribution, Figures, distribution, made
from dangvien.campaigns.queries.pace import Point, forecast, history
from dangvien.campaigns.queries.risk import Groups, Standing, grouped
from dangvien.campaigns.queries.tree import UnitRow, rolled_up, units_of
from dangvien.orgs.models import Organisation

SHOWN = 60  # units of the middle group that a page lists; the rest is folded


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one group with the sum that stands in its heading."""

    units: tuple[Standing, ...]
    sum: Counts

    @property
    def shown(self) -> tuple[Standing, ...]:
        """Those listed at once."""
        return self.units[:SHOWN]

    @property
    def folded(self) -> tuple[Standing, ...]:
        """Those behind "Xem n … còn lại"."""
        return self.units[SHOWN:]


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of a unit and of those directly below it."""

    campaign: Campaign
    org: Organisation
    figures: Figures
    rows: tuple[UnitRow, ...]
    groups: Groups
    distribution: Distribution
    forecast: Forecast
    points: tuple[Point, ...]
    ribbon: Ribbon
    scores: tuple[Score, ...]
    contacts: dict[int, Contact]
    word: str  # what a unit below is called: chi bộ, xã, đơn vị
    today: date

    @property
    def counts(self) -> Counts:
        """The figures of the whole."""
        return self.figures.counts

    @property
    def risk(self) -> Group:
        """At risk of being late."""
        return _group(self.groups.risk)

    @property
    def pace(self) -> Group:
        """On pace, not done."""
        return _group(self.groups.pace)

    @property
    def done(self) -> Group:
        """Done."""
        return _group(self.groups.done)

    @property
    def many(self) -> bool:
        """Whether there are units below to speak of."""
        return self.distribution.units > 1

    @property
    def forecasted(self) -> bool:
        """Whether a pace is known, days are left, and something to do."""
        return self.forecast.days > 0 and self.campaign.ends > self.today and self.counts.left > 0

    @property
    def yesterday(self) -> Point | None:
        """The last evening that was kept."""
        return self.points[-1] if self.points else None


def board(campaign: Campaign, org: Organisation) -> Board:
    """Gather it; refused in words when parts do not add up."""
    counted = own(campaign, org)
    rows = rolled_up(units_of(org), counted)
    told = forecast(campaign, org, counted)
    groups = grouped(rows, told)
    points = tuple(history(campaign, org))
    whole = made(campaign, org, total(counted.values()))
    return Board(
        campaign=campaign, org=org, figures=whole, rows=tuple(rows), groups=groups,
        distribution=distribution([one.counts for one in groups.all]), forecast=told, points=points,
        ribbon=ribbon(campaign, org, rows), scores=scores(whole.counts, points, clock.today()),
        contacts=contacts(campaign, [one.row.pk for one in groups.all]),
        word=words.unit_word([one.row.form for one in groups.all]), today=clock.today(),
    )  # fmt: skip


def _group(units: tuple[Standing, ...]) -> Group:
    return Group(units, total(one.counts for one in units))

"""One unit of a campaign with everything its pages say of it; gathered in `gathering`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvien.campaigns.counts import Counts, total
from dangvien.campaigns.forecast import Forecast
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.shapes import Distribution, Figures, Groups, Point, Standing, UnitRow
from dangvien.orgs.models import Organisation

MOST = 31  # days that fit as cells
SHOWN = 60  # units of the middle group that a page lists; the rest is folded


@dataclass(frozen=True, slots=True)
class Contact:
    """A name as it reads, the office, the number to call when one was given for this campaign."""

    name: str
    office: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: past, now or next."""

    on: date
    state: str


@dataclass(frozen=True, slots=True)
class Step:
    """One phase: how many days wide, its words above and below the days."""

    number: int
    name: str
    span: int
    state: str  # past | now | next
    said: str
    ends: date
    short: bool  # too narrow for its name
    last: bool


@dataclass(frozen=True, slots=True)
class Ribbon:
    """All of it. `day` of `days`; 0 before it began."""

    cells: tuple[Cell, ...]
    steps: tuple[Step, ...]
    day: int
    days: int
    left: int

    @property
    def now(self) -> Step | None:
        """The step of today."""
        return next((step for step in self.steps if step.state == "now"), None)

    @property
    def drawn(self) -> bool:
        """Whether the days fit as cells."""
        return len(self.cells) <= MOST


@dataclass(frozen=True, slots=True)
class Score:
    """One of the six. `change` in hundredths of a percent, None when nothing was kept before."""

    name: str
    tested: str
    part: int
    whole: int
    unit: str  # ô | người
    change: int | None
    since: str  # "từ hôm qua", "từ 12/12"
    lowest: bool


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
    places: tuple[tuple[str, int], ...]  # where the people counted are, in words
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


def _group(units: tuple[Standing, ...]) -> Group:
    return Group(units, total(one.counts for one in units))

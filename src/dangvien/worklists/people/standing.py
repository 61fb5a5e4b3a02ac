"""Where a cell stands: done, waiting, still to ask; by when, and how many a day that means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from dangvien import clock
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries import due_for
from dangvien.campaigns.queries.clean import clean
from dangvien.look.numbers import day, percent, ratio
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Verdict
from dangvien.worklists.people.asking import Asked


@dataclass(frozen=True, slots=True)
class Standing:
    """People of a cell in three parts that add up: `done` + `waiting` + `left` = `whole`.

    `done` is what the campaign counts, so the same number stands on the leader's page; who is only
    nice to ask is done.
    """

    whole: int
    waiting: int
    to_ask: frozenset[int]  # who keeps the cell from being done, and has to be asked
    elsewhere: int  # of `waiting`: not with the commune but with the police or above
    as_of: datetime
    due: date | None = None

    @property
    def left(self) -> int:
        """How many have to be asked."""
        return len(self.to_ask)

    @property
    def done(self) -> int:
        """How many are clean."""
        return self.whole - self.waiting - self.left

    @property
    def shares(self) -> str:
        """Numerator, denominator and rate: "17/31 = 54,84 %"."""
        return f"{ratio(self.done, self.whole)} = {percent(self.done, self.whole)}"

    @property
    def days(self) -> int | None:
        """Days until the last one; negative when it is over."""
        return (self.due - clock.today()).days if self.due else None

    @property
    def distance(self) -> str:
        """How far the last day is: "còn 12 ngày"."""
        if self.days is None:
            return ""
        if self.days == 0:
            return "hôm nay là ngày cuối"
        return f"còn {self.days} ngày" if self.days > 0 else f"đã qua {-self.days} ngày"

    def pace(self, people: int) -> str:
        """What that means for people still to ask, in plain words."""
        if not people or self.days is None:
            return ""
        if self.days <= 0:
            return "Xin hỏi cho xong ngay, rồi báo Ban Xây dựng Đảng."
        return f"Mỗi ngày hỏi {-(-people // self.days)} người là kịp."


def standing(unit: Organisation, people: list[Asked], campaign: Campaign | None) -> Standing:
    """The parts of a cell, counted over its members in activity; one to six queries."""
    ready = clean(campaign) if campaign and campaign.state == campaign.RUNNING else Q(clean_t1=True)
    held = Verdict.objects.filter(unit=unit, active=True)
    lies_at = dict(held.values_list("pk", "lies"))
    done = set(held.filter(ready).values_list("pk", flat=True))
    open_ = {pk: lies for pk, lies in lies_at.items() if pk not in done}
    asked = {one.pk for one in people if one.active}
    waiting = [lies for pk, lies in open_.items() if pk not in asked]
    return Standing(
        len(lies_at), len(waiting), frozenset(open_.keys() & asked),
        sum(lies in ("police", "above") for lies in waiting), moment(), due_of(campaign, unit),
    )  # fmt: skip


def due_of(campaign: Campaign | None, unit: Organisation) -> date | None:
    """The last day that a running campaign gives this unit."""
    if campaign is None or campaign.state != campaign.RUNNING:
        return None
    return due_for(campaign, [unit.pk]).get(unit.pk)


def moment() -> datetime:
    """Now, on the business day."""
    now, told = clock.now(), clock.pretended()
    return datetime.combine(told, now.time(), now.tzinfo) if told else now


def as_of(at: datetime) -> str:
    """A moment in words: "08:00 ngày 15/12/2025"."""
    return f"{at:%H:%M} ngày {day(at)}"

"""Where a cell stands: done, waiting, still to ask; by when, and how many a day that means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from dangvien import clock
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries import due_for
from dangvien.look.numbers import day, percent, ratio
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Verdict
from dangvien.worklists.people.asking import Asked


@dataclass(frozen=True, slots=True)
class Standing:
    """People of a cell in three parts that add up: `done` + `waiting` + `left` = `whole`."""

    whole: int
    waiting: int
    left: int
    ready: int  # of all: what the campaign counts; who is only nice to ask is ready already
    elsewhere: int  # of `waiting`: not with the commune but with the police or above
    as_of: datetime
    due: date | None = None

    @property
    def done(self) -> int:
        """Nothing is left to ask and nothing waits."""
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
    counted = [one.pk for one in people if one.active]
    rows = Verdict.objects.filter(unit=unit, active=True).aggregate(
        whole=Count("pk"), ready=Count("pk", filter=Q(clean_t1=True)),
        waiting=Count("pk", filter=~Q(lies="") & ~Q(pk__in=counted)),
        elsewhere=Count("pk", filter=Q(lies__in=("police", "above")) & ~Q(pk__in=counted)),
        left=Count("pk", filter=Q(pk__in=counted)),
    )  # fmt: skip
    return Standing(
        rows["whole"], rows["waiting"], rows["left"], rows["ready"], rows["elsewhere"], moment(),
        due_of(campaign, unit),
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

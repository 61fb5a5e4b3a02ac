"""The campaign of the demonstration, from the evening before it to the sixth day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dangvien.campaigns.actions import (
    Naming,
    assign,
    assign_many,
    begin,
    open_campaign,
    tick,
)
from dangvien.campaigns.actions.days import keep_day
from dangvien.campaigns.models import Campaign
from dangvien.cli.demo import beside, calendar, signing
from dangvien.cli.demo.answers import known
from dangvien.cli.demo.cast import Cast
from dangvien.cli.demo.counting import settle_conflicts, take_in
from dangvien.cli.demo.goals import goals
from dangvien.cli.demo.working import Work, ready
from dangvien.look.numbers import ratio
from dangvien.quality import duplicates
from dangvien.quality.actions import run

_PLAN = "tam-lu"
_FIRST_PHONE = 201  # of the secretaries; numbers that begin with 099 are nobody's here


def campaign(cast: Cast, files: Path, say: Callable[[str], None]) -> Campaign:
    """Open it, begin it, and do six days of work, each deed by somebody who may do it."""
    settle_conflicts(cast)
    take_in(cast)
    run(actor=cast.officer, org=cast.commune)
    duplicates.refresh(cast.commune)
    one = open_campaign(
        actor=cast.officer, org=cast.commune, plan=_PLAN, starts=calendar.COUNTED
    )  # fmt: skip
    calendar.set_to(calendar.COUNTED)
    begin(actor=cast.officer, campaign=one)
    one.refresh_from_db()
    # The evening before: nothing was done in between, so the beginning's figures are that evening's.
    keep_day(one, on=calendar.EVE)
    cells = cast.cells
    assign_many(actor=cast.officer, campaign=one, namings=[
        Naming(cells[name], user.full_name, f"0990000{at}", user)
        for at, (name, user) in enumerate(cast.secretaries.items(), _FIRST_PHONE)
    ])  # fmt: skip
    assign(actor=cast.officer, campaign=one, org=cast.commune, user=cast.officer,
           name=f"{cast.officer.full_name}, Ban Xây dựng Đảng", phone="0990000101")  # fmt: skip
    work = Work(cast, known(files), goals(ready(cast)))
    for day in calendar.DAYS:
        calendar.set_to(day)
        signing.organisations(cast, one, day)
        beside.in_the_morning(cast, day, work)
        work.do(day)
        beside.in_the_evening(cast, one, day, work)
        signing.members(cast, one, day)
        keep_day(one)
        tick()
    done, whole = sum(ready(cast).values()), one.base.count()
    say(f"Chiến dịch «{one.name}»: ngày 6/20, {ratio(done, whole)} hồ sơ sẵn sàng")
    return one

"""What else happens on the six days: questions, exceptions, safe fixes, pairs, figures, a report."""

from __future__ import annotations

from datetime import date

from dangvien.campaigns.actions.publishing import publish
from dangvien.campaigns.actions.reporting import make_report
from dangvien.campaigns.models import Campaign, Report
from dangvien.campaigns.queries import locked_units
from dangvien.cli.demo import asking, excepting
from dangvien.cli.demo.calendar import DAYS, TODAY
from dangvien.cli.demo.cast import Cast
from dangvien.cli.demo.goals import SAFE_LEFT
from dangvien.cli.demo.working import Work
from dangvien.quality.actions import accept_safe, hand_over, settle, take, tick
from dangvien.quality.duplicates.judging import answer
from dangvien.quality.models import Finding, Pair, ReEntry

_SECOND, _THIRD, _FOURTH, _FIFTH = DAYS[1:5]
_OWN = "Chi bộ bản Nà Lốc"


def in_the_morning(cast: Cast, day: date, work: Work) -> None:
    """What comes before the corrections of a day."""
    if day == _FOURTH:
        excepting.let_be(cast, work)


def in_the_evening(cast: Cast, campaign: Campaign, day: date, work: Work) -> None:
    """What comes after them."""
    asking.day(cast, day, work)
    if day == _THIRD:
        hand_over(actor=cast.officer, to="police",
                  findings=_of(work.kept.police - asking.at_police(work)))  # fmt: skip
    if day == _FOURTH:
        _safe(cast, keep=2 * SAFE_LEFT)
    if day == _FIFTH:
        _type_in(cast)
        before = publish(actor=cast.officer, campaign=campaign, org=cast.commune, why="Cuối ngày 5")
        _report(cast, campaign, before.pk)
    if day == TODAY:
        work.leave_waiting()
        settle()
        _safe(cast, keep=SAFE_LEFT)
        _look_at_a_pair(cast)
        own = Finding.objects.alive().filter(
            unit=cast.cells[_OWN], state=Finding.OPEN, severity="E"
        )
        take(actor=cast.secretaries[_OWN], findings=list(own.order_by("pk")[:2]))


def _of(people: set[int]) -> list[Finding]:
    rows = Finding.objects.alive().filter(person__in=people, severity="E", state=Finding.OPEN)
    return list(rows.order_by("pk"))


def _safe(cast: Cast, keep: int) -> None:
    """Take the safe fixes in bulk, all but some."""
    cells = list(cast.cells.values())
    units = {one.pk for one in cells} - locked_units(cells)
    rows = Finding.objects.alive().filter(safe=True, unit__in=units, state=Finding.OPEN)
    out = Finding.objects.alive().filter(safe=True, unit__in=locked_units(cells)).count()
    chosen = list(rows.order_by("unit__sort_key", "pk"))[max(keep - out, 0) :]
    if chosen:
        accept_safe(actor=cast.officer, findings=chosen)
        settle()


def _type_in(cast: Cast) -> None:
    """Half of what was accepted is typed into the national database by now."""
    rows = list(ReEntry.objects.filter(state__in=ReEntry.DUE).order_by("pk"))
    tick(actor=cast.second, rows=rows[: len(rows) // 2])


def _report(cast: Cast, campaign: Campaign, snapshot: int) -> None:
    make_report(
        actor=cast.officer, campaign=campaign, org=cast.commune, kind=Report.PROGRESS, number="41",
        snapshot=campaign.snapshots.get(pk=snapshot),
        said={
            "difficulties": "Một số đảng viên đi làm ăn xa, chi bộ chưa gặp được để xem thẻ căn cước.\n"
                            "Quyết định công nhận chính thức của một số đồng chí đã thất lạc.",
            "proposals": "Đề nghị Ban Tổ chức Tỉnh ủy hướng dẫn cách ghi ngày khi không còn quyết định.",
            "role": "Phó Bí thư Thường trực", "signer": "",
        },
    )  # fmt: skip


def _look_at_a_pair(cast: Cast) -> None:
    """One of two opinions on a doubtful pair; the other officer has not looked yet."""
    pair = Pair.objects.filter(doubtful=True, state=Pair.OPEN, ended_on=None).order_by("pk").first()
    if pair is not None:
        answer(actor=cast.officer, pair=pair, answer="same")

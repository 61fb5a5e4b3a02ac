"""Exceptions: two granted, one that waits."""

from __future__ import annotations

from datetime import date

from dangvien.cli.demo.answers import Blocked, blocked
from dangvien.cli.demo.cast import Cast
from dangvien.cli.demo.goals import FINISHED
from dangvien.cli.demo.working import Work
from dangvien.quality.actions import grant, settle, waive

_UNTIL = date(2026, 3, 31)
_FILLED = frozenset({"V05", "V17"})  # the box is filled, only not yet as it should be
_REASONS = (
    "Đảng viên điều trị dài ngày ở bệnh viện tỉnh, chưa đi đổi thẻ được.",
    "Đảng viên đi lao động ở nước ngoài, thẻ mới chờ về nhận đầu năm 2026.",
    "Thẻ đảng viên hỏng số, đã gửi đề nghị cấp lại tại Tỉnh ủy.",
)


def let_be(cast: Cast, work: Work) -> None:
    """Secretaries ask; the second officer grants the first two, the third request waits."""
    reasons = list(_REASONS)
    for name, org in cast.cells.items():
        granting = len(reasons) > 1
        whose = work.free(org.pk) if granting else work.kept.spare
        rows = blocked(work.papers, [org.pk])
        fits = [one for one in rows if _fits(one) and one.person.pk in whose]
        if not fits or name in FINISHED or not reasons:
            continue
        made = waive(
            actor=cast.secretaries[name], finding=fits[0].findings[0], reason=reasons.pop(0),
            until=_UNTIL,
        )  # fmt: skip
        if granting:
            grant(actor=cast.second, waiver=made, answer="Đã xem giấy tờ kèm theo.")
    settle()


def _fits(one: Blocked) -> bool:
    return len(one.findings) == 1 and one.findings[0].rule in _FILLED

"""How a decision reads: who, what, when."""

from __future__ import annotations

from datetime import datetime

from dangvien import clock
from dangvien.look.numbers import day
from dangvien.quality.models import Proposal, Waiver

STATES: dict[str, str] = {
    Proposal.WAITING: "Chờ duyệt",
    Proposal.STALE: "Hồ sơ đã đổi",
    Proposal.APPLIED: "Đã ghi vào hồ sơ",
    Proposal.REFUSED: "Đã trả lại",
    Proposal.WITHDRAWN: "Đã rút",
}
WAIVER_STATES: dict[str, str] = {
    Waiver.ASKED: "Chờ duyệt",
    Waiver.GRANTED: "Đang có hiệu lực",
    Waiver.REFUSED: "Không duyệt",
    Waiver.ENDED: "Đã hết",
}
_DONE = {
    Proposal.APPLIED: "đã duyệt đề nghị này",
    Proposal.REFUSED: "đã trả lại đề nghị này",
    Proposal.WITHDRAWN: "đã rút đề nghị này",
    Waiver.GRANTED: "đã duyệt ngoại lệ này",
    Waiver.ENDED: "đã kết thúc ngoại lệ này",
}


def moment(at: datetime) -> str:
    """An instant: "09:12 ngày 15/12/2025"."""
    here = at.astimezone(clock.HERE)
    return f"{here:%H:%M} ngày {day(here.date())}"


def decided_words(one: Proposal | Waiver) -> str:
    """Who decided, what and when, for somebody who comes second."""
    what = _DONE.get(one.state, "đã quyết định việc này")
    if isinstance(one, Waiver) and one.state == Waiver.REFUSED:
        what = "đã không duyệt ngoại lệ này"
    if one.decided_by is None or one.decided_at is None:
        return f"{STATES.get(one.state, 'Việc này đã xong')}."
    return f"Đồng chí {one.decided_by.full_name} {what} lúc {moment(one.decided_at)}."

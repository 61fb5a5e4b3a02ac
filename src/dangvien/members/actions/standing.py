"""What stands of an admission is nobody's alone: its dates and the kind of member, once on file.

A first recognition and a new admission are news, and whoever may write events writes them. Changing
what stands takes a proposal and a second person (`quality.field_policy`); so does whatever would come
to the same: recognising once more, or cancelling an event and writing it anew.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.members.models import Event, Person
from dangvien.members.refusals import NeedsSecond
from dangvien.orgs.scope import may

STATED = ("member_type", "admission_date", "admission_decision_date", "official_date")
STANDS = (
    "Hồ sơ đã ghi ngày công nhận chính thức. Muốn sửa ngày ấy, đồng chí gửi đề nghị sửa kèm giấy tờ "
    "đã xem; người thứ hai duyệt rồi mới ghi."
)
TWO_WROTE = (
    "Việc này do hai người xem rồi mới ghi nên không hủy một mình được. Đồng chí gửi đề nghị sửa."
)
NOT_ALONE = (
    "Việc này ghi ngày vào Đảng, ngày chính thức hoặc loại đảng viên. Trong ngày thì người ghi hủy "
    "được; nay một người khác có quyền duyệt hủy, hoặc đồng chí gửi đề nghị sửa."
)
VOIDED = (
    "Đồng chí vừa hủy việc này do người khác ghi, nên để một người khác ghi lại, hoặc gửi đề nghị "
    "sửa."
)


def first_time(actor: User, person: Person, kind: str, on: date | None = None) -> None:
    """Refuse an event that would put another date where one stands, or redo what one has voided.

    `on`: the day of an official recognition; None for an admission, which begins a new row.
    """
    if on is not None and person.official_date not in ("", on.isoformat()):
        raise NeedsSecond({"on": STANDS})
    me = _name(actor)
    voided = person.events.filter(kind=kind, cancelled_by__actor=me).exclude(actor=me)
    if voided.exists():
        raise NeedsSecond({"on": VOIDED})


def voidable(actor: User, person: Person, event: Event) -> None:
    """Refuse to cancel alone what says dates of admission, unless it is one's own slip of today."""
    if not set(event.data) & set(STATED):
        return
    if event.kind == "restated":
        raise NeedsSecond({"event": TWO_WROTE})
    if event.actor == _name(actor):
        if timezone.localdate(event.recorded_at) != timezone.localdate():
            raise NeedsSecond({"event": NOT_ALONE})
    elif not may(actor, "finding.approve", person.unit):
        raise NeedsSecond({"event": NOT_ALONE})


def _name(actor: User) -> str:
    """The name under which events are kept."""
    return str(actor)[:160]

"""Imports that wait for somebody, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from dangvien.accounts.models import User
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.states import COMMITTED, COMMITTING, HELD, READING, READY, STOPPED
from dangvien.exchange.states import WAITING as QUEUED
from dangvien.orgs.models import Organisation


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits: how many, in words, and the button that leads to it."""

    count: int
    what: str
    told: str
    verb: str
    address: str


_OF_STATES = (
    ((READY,), "bản nhập đã đọc xong", "Chưa ghi gì; xem từng nhóm dòng rồi ghi.", "Xem và ghi"),
    ((STOPPED,), "bản nhập dừng giữa chừng", "Một phần đã ghi; ghi tiếp hoặc hoàn tác.", "Xem"),
    ((HELD,), "bản nhập chờ cấp trên cho đi tiếp",
     "Nhiều người trong tệp đang ở đơn vị khác.", "Xem"),
    ((QUEUED, READING, COMMITTING), "bản nhập máy đang làm", "Đồng chí không phải chờ ở trang này.",
     "Xem tiến độ"),
)  # fmt: skip


def waiting(user: User) -> list[Waiting]:
    """What waits for this person in import; four queries whatever the number of imports."""
    found = [*_conflicts(user), *_passed_up(user)]
    batches = Batch.objects.visible_to(user)
    counts = dict(batches.values_list("state").annotate(n=Count("pk")).order_by())
    for states, what, told, verb in _OF_STATES:
        if count := sum(counts.get(state, 0) for state in states):
            one = batches.filter(state__in=states).order_by("-pk").first() if count == 1 else None
            address = reverse("import", args=[one.uid]) if one else reverse("imports")
            found.append(Waiting(count, what, told, verb, address))
    return found


def _conflicts(user: User) -> list[Waiting]:
    mine = Batch.objects.visible_to(user, "import.decide").filter(state__in=(COMMITTED, STOPPED))
    open_rows = Row.objects.filter(batch__in=mine, fate="conflict", decided="", superior=None)
    if not (count := open_rows.count()):
        return []
    last = open_rows.order_by("-batch").values_list("batch__uid", flat=True).first()
    return [Waiting(count, "mâu thuẫn chờ quyết định", "Trong sổ một giá trị, trong tệp một giá trị.",
                    "Quyết định", reverse("import-conflicts", args=[last]))]  # fmt: skip


def _passed_up(user: User) -> list[Waiting]:
    above = Organisation.objects.visible_to(user, "import.decide").values("pk")
    count = Row.objects.filter(superior__in=above, fate="conflict", decided="").count()
    if not count:
        return []
    return [Waiting(count, "hồ sơ của hai đơn vị", "Cấp dưới không tự quyết được, chuyển lên đồng chí.",
                    "Xem", reverse("passed-up"))]  # fmt: skip

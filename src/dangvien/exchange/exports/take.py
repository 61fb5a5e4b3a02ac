"""Taking a list out: permission, purpose, quota and the entry stand before the first byte leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core.schema import PRESENT
from dangvien.exchange.exports.columns import shown
from dangvien.exchange.exports.quota import allowance
from dangvien.exchange.exports.second import LIST, NotAllowed, alone
from dangvien.exchange.models import Export, ExportRequest
from dangvien.look.numbers import thousands
from dangvien.members import queries
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

MOST = 50_000  # rows of one file
PEOPLE_OF_AN_ENTRY = 1_000
_NUMBER = re.compile(r"\d(?:[ .-]?\d){8}")


@dataclass(frozen=True)
class Taken:
    """A list that left: what it holds and whose mark it carries."""

    export: Export
    rows: pl.DataFrame
    mark: str
    watermark: str


def take_out(
    *, actor: User, org: Organisation, purpose: str, tier: int = 1, reveal: bool = False,
    paper: bool = False, request: ExportRequest | None = None,
) -> Taken:  # fmt: skip
    """Give the members of a unit for a stated purpose; `reveal` shows identifiers in full.

    Past the rows that one person may take alone `NeedsSecond`, unless somebody else has allowed it:
    then `request` is that, and `collect` calls this.
    """
    require(actor, "member.export", org)
    if reveal:
        require(actor, "member.reveal", org)
    purpose = purpose_of(purpose)
    people = Person.objects.visible_to(actor, "member.export").of(org).filter(status__in=PRESENT)
    rows = people.count()
    affordable(actor, rows)
    if request is None:
        alone(actor, rows)
    frame = queries.frame(people, reveal=reveal)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)  # two exports at once share one quota
        affordable(actor, frame.height)
        if request is None:
            alone(actor, frame.height)
        export = Export.objects.create(
            org=org, user=actor, purpose=purpose, rows=frame.height, kind=LIST
        )
        told: dict[str, object] = {
            "number": export.pk, "purpose": purpose, "rows": frame.height, "tier": tier,
            "revealed": reveal,
        }  # fmt: skip
        if request is not None:
            told["allowed_by"] = request.decided_by_id
        _enter(actor, "member.print" if paper else "member.export", export, told, frame)
    mark = f"Xuất số {export.pk} · {actor.username}"
    return Taken(export, shown(frame, tier, mark=mark), mark, _watermark(export))


def _enter(
    actor: User, action: str, export: Export, data: dict[str, object], frame: pl.DataFrame
) -> None:
    uids = [UUID(uid) for uid in frame["row_id"]]
    for start in range(0, max(len(uids), 1), PEOPLE_OF_AN_ENTRY):
        part = uids[start : start + PEOPLE_OF_AN_ENTRY]
        record(actor=actor, action=action, org=export.org, subject=f"export:{export.uid}",
               people=part, data={**data, "from_row": start})  # fmt: skip


def purpose_of(text: str) -> str:
    """A purpose as it is kept; `NotAllowed` for one that says nothing or names a number."""
    purpose = " ".join(text.split())
    if len(purpose) < 10:
        raise NotAllowed("Ghi rõ lấy danh sách để làm gì, ít nhất 10 chữ cái.", "purpose")
    if len(purpose) > 200:
        raise NotAllowed("Mục đích dài quá 200 chữ cái.", "purpose")
    if _NUMBER.search(purpose):
        raise NotAllowed("Mục đích không ghi số định danh hay số điện thoại của ai.", "purpose")
    return purpose


def affordable(actor: User, rows: int) -> None:
    """Refuse an empty list, one too long for a file, one past the day's quota."""
    if rows == 0:
        raise NotAllowed("Đơn vị này chưa có đảng viên nào trong sổ.", "org")
    if rows > MOST:
        raise NotAllowed(
            f"Danh sách có {thousands(rows)} dòng, một tệp nhiều nhất {thousands(MOST)} dòng; "
            "đồng chí chọn đơn vị nhỏ hơn.", "org",
        )  # fmt: skip
    may = allowance(actor)
    if rows > may.left:
        raise NotAllowed(
            f"Danh sách có {thousands(rows)} dòng; hôm nay đồng chí còn được lấy "
            f"{thousands(may.left)}/{thousands(may.rows)} dòng. Đồng chí chọn đơn vị nhỏ hơn, để "
            "sang ngày mai, hoặc nhờ cấp trên lấy.", "org",
        )  # fmt: skip


def _watermark(export: Export) -> str:
    at: datetime = timezone.localtime(export.at)
    return (
        f"{export.user.full_name} ({export.user.username}) · {export.org.name} · "
        f"{at:%H:%M} ngày {at:%d/%m/%Y} · Xuất số {export.pk}"
    )

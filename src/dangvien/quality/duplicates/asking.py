"""Asking the cells about their own member; what they know comes back to whoever looks at the pair."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.inbox.actions import done_for, send
from dangvien.orgs.scope import require
from dangvien.quality.models import Inquiry, Pair
from dangvien.quality.question_words import said_well

DAYS = 3  # in which a cell answers
KNOWN = {
    Inquiry.HERE: "Chỉ có một người, đang sinh hoạt ở chi bộ này",
    Inquiry.GONE: "Không còn ở chi bộ này: đã chuyển đi hoặc không còn là đảng viên",
    Inquiry.TWO: "Có hai người khác nhau, chi bộ biết cả hai",
    Inquiry.UNKNOWN: "Chi bộ không biết chắc",
}
CHOOSE = "Chọn một câu trả lời."


def due() -> date:
    """The day by which the cells asked today answer."""
    return clock.today() + timedelta(days=DAYS)


def ask(actor: User, pair: Pair) -> list[Inquiry]:
    """Ask the cells of both people, once each; a question still open is not asked again.

    Part of an answer (`judging.answer`), which writes the log.
    """
    waiting = set(
        pair.inquiries.filter(known="", void=False).values_list("person", flat=True)
    )  # fmt: skip
    asked = [
        Inquiry(pair=pair, person=one, unit=one.unit, asked_by=actor, due=due())
        for one in (pair.first, pair.second) if one.pk not in waiting
    ]  # fmt: skip
    Inquiry.objects.bulk_create(asked)
    for one in asked:
        send(
            key=f"inquiry:{one.uid}", org=one.unit, permission="finding.work", kind="question",
            said="Cấp trên hỏi chi bộ về một đồng chí có hồ sơ nghi trùng.",
            address=f"/trung/hoi/{one.uid}/", due=one.due,
        )  # fmt: skip
    return asked


@transaction.atomic
def reply(*, actor: User, inquiry: Inquiry, known: str, said: str = "") -> Inquiry:
    """What the cell knows of its member; whoever looks at the pair reads it."""
    held = Inquiry.objects.select_for_update(of=("self",)).select_related("unit", "person").get(
        pk=inquiry.pk
    )  # fmt: skip
    require(actor, "finding.work", held.unit)
    if held.known or held.void:
        raise ValidationError("Câu hỏi này đã có người trả lời, hoặc không còn cần nữa.")
    if known not in KNOWN:
        raise ValidationError({"known": CHOOSE})
    held.known, held.said = known, said_well(said) if said.strip() else ""
    held.by, held.at = actor, timezone.now()
    held.save(update_fields=["known", "said", "by", "at"])
    done_for([f"inquiry:{held.uid}"])
    send(
        key=f"inquiry-answer:{held.uid}", org=held.unit, user=held.asked_by, kind="answer",
        said=f"{held.unit.name} đã trả lời về một cặp hồ sơ nghi trùng.",
        address=f"/trung/{held.pair.uid}/",
    )  # fmt: skip
    record(
        actor=actor, action="duplicate.reply", org=held.unit, subject=f"inquiry:{held.uid}",
        people=[held.person.uid], data={"known": known},
    )  # fmt: skip
    return held


def call_off(pairs: Collection[Pair]) -> None:
    """Questions to cells that nobody needs answered any more."""
    if not pairs:
        return
    open_now = Inquiry.objects.filter(pair__in=[one.pk for one in pairs], known="", void=False)
    uids = list(open_now.values_list("uid", flat=True))
    open_now.update(void=True)
    done_for(f"inquiry:{uid}" for uid in uids)

"""A long list: asked for, answered by somebody else, taken once; or out of time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.exchange.exports.second import (
    FETCH,
    RIGHT,
    WAITS,
    NotAllowed,
    level,
    may_decide,
    over,
)
from dangvien.exchange.exports.take import Taken, affordable, purpose_of, take_out
from dangvien.exchange.models import ExportRequest
from dangvien.inbox import actions as inbox
from dangvien.look.numbers import thousands
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

NOBODY = (
    "Danh sách dài cần người thứ hai duyệt, mà ở đơn vị này và các cấp trên chưa có ai khác giữ quyền "
    "lấy danh sách. Đồng chí chọn đơn vị nhỏ hơn, hoặc đề nghị cấp trên giao vai trò."
)
LATE = "Đề nghị này đã được trả lời, đã rút hoặc đã quá hạn."
NOT_NOW = "Đề nghị này chưa được duyệt, đã lấy rồi, hoặc đã quá 24 giờ."


@transaction.atomic
def ask(
    *, actor: User, org: Organisation, purpose: str, rows: int, tier: int = 1,
    reveal: bool = False, paper: bool = False,
) -> ExportRequest:  # fmt: skip
    """Ask somebody else to allow a long list; asking twice for the same one finds the first."""
    require(actor, RIGHT, org)
    if reveal:
        require(actor, "member.reveal", org)
    purpose = purpose_of(purpose)
    affordable(actor, rows)
    at = level(org, actor, reveal=reveal)
    if at is None:
        raise NotAllowed(NOBODY, "org")
    User.objects.select_for_update().get(pk=actor.pk)
    told = {"org": org, "purpose": purpose, "tier": tier, "reveal": reveal, "paper": paper}
    open_one = ExportRequest.objects.filter(asked_by=actor, state=ExportRequest.WAITING, **told)
    if (found := open_one.exclude(over()).first()) is not None:
        return found
    made = ExportRequest.objects.create(asked_by=actor, rows=rows, **told)
    inbox.send(
        key=f"export:{made.uid}", org=at, permission=RIGHT, kind="approval",
        address=f"/xuat/{made.uid}/", due=timezone.localdate(made.asked_at + WAITS),
        said=f"Có đề nghị lấy danh sách {thousands(rows)} dòng của {org.name}, chờ người thứ hai.",
    )  # fmt: skip
    _log(actor, "export.ask", made)
    return made


@transaction.atomic
def allow(*, actor: User, request: ExportRequest) -> ExportRequest:
    """Let a list leave: whoever asked may take it once, within a day."""
    return _decide(actor, request, ExportRequest.ALLOWED, "export.allow")


@transaction.atomic
def refuse(*, actor: User, request: ExportRequest, answer: str) -> ExportRequest:
    """Keep a list here, with the reason."""
    answer = " ".join(answer.split())
    if len(answer) < 5:
        raise NotAllowed("Ghi vì sao không duyệt, để người đề nghị biết.", "answer")
    return _decide(actor, request, ExportRequest.REFUSED, "export.refuse", answer[:300])


@transaction.atomic
def withdraw(*, actor: User, request: ExportRequest) -> ExportRequest:
    """Take an own request back."""
    now = _locked(request)
    if now.asked_by_id != actor.pk:
        raise Refused(RIGHT)
    if now.state not in (ExportRequest.WAITING, ExportRequest.ALLOWED):
        raise NotAllowed(LATE)
    now.state = ExportRequest.WITHDRAWN
    now.save(update_fields=["state"])
    _done(now)
    _log(actor, "export.withdraw", now)
    return now


@transaction.atomic
def collect(*, actor: User, request: ExportRequest) -> Taken:
    """Take what was allowed, once: by the rights, the quota and the people of this moment."""
    now = _locked(request)
    if now.asked_by_id != actor.pk:
        raise Refused(RIGHT)
    late = ExportRequest.objects.filter(over(), pk=now.pk).exists()
    if now.state != ExportRequest.ALLOWED or late or now.decided_by is None:
        raise NotAllowed(NOT_NOW)
    if not may_decide(now.decided_by, now):
        raise NotAllowed("Người duyệt không còn quyền ấy; đồng chí đề nghị lại.")
    taken = take_out(
        actor=actor, org=now.org, purpose=now.purpose, tier=now.tier, reveal=now.reveal,
        paper=now.paper, request=now,
    )  # fmt: skip
    now.state, now.export = ExportRequest.TAKEN, taken.export
    now.save(update_fields=["state", "export"])
    _done(now)
    return taken


def expire() -> int:
    """End what nobody answered or came for in time; how many."""
    found = list(ExportRequest.objects.filter(over())[:1000])
    for one in found:
        with transaction.atomic():
            late = ExportRequest.objects.filter(over(), pk=one.pk)
            if late.update(state=ExportRequest.EXPIRED):
                one.state = ExportRequest.EXPIRED
                _done(one)
    return len(found)


def _decide(
    actor: User, request: ExportRequest, state: str, action: str, answer: str = ""
) -> ExportRequest:
    now = _locked(request)
    if not may_decide(actor, now):
        raise Refused(RIGHT)
    if now.state != ExportRequest.WAITING or now.asked_at < timezone.now() - WAITS:
        raise NotAllowed(LATE)
    now.state, now.answer, now.decided_by, now.decided_at = state, answer, actor, timezone.now()
    now.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    _done(now)
    words = "được duyệt, lấy trong 24 giờ" if state == ExportRequest.ALLOWED else "không được duyệt"
    inbox.send(
        key=f"export-answer:{now.uid}", org=now.org, user=now.asked_by, kind="approval",
        address=f"/xuat/{now.uid}/", due=timezone.localdate(now.decided_at + FETCH),
        said=f"Đề nghị lấy danh sách của {now.org.name} {words}.",
    )  # fmt: skip
    _log(actor, action, now)
    return now


def _locked(request: ExportRequest) -> ExportRequest:
    rows = ExportRequest.objects.select_for_update(of=("self",))
    return rows.select_related("org", "asked_by", "decided_by").get(pk=request.pk)


def _done(request: ExportRequest) -> None:
    inbox.done_for([f"export:{request.uid}"])
    if request.state in (ExportRequest.TAKEN, ExportRequest.WITHDRAWN, ExportRequest.EXPIRED):
        inbox.done_for([f"export-answer:{request.uid}"])


def _log(actor: User, action: str, one: ExportRequest) -> None:
    record(actor=actor, action=action, org=one.org, subject=f"export_request:{one.uid}",
           data={"purpose": one.purpose, "rows": one.rows, "tier": one.tier,
                 "revealed": one.reveal, "asked_by": one.asked_by_id})  # fmt: skip

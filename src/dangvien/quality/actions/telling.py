"""Notices about proposals and exceptions: that something waits, what became of it. Never a value."""

from __future__ import annotations

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.inbox.actions import done, send
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import under
from dangvien.quality.approvers import level
from dangvien.quality.models import Proposal, Waiver

_APPROVE = "finding.approve"


def waiting(proposal: Proposal) -> None:
    """Say once a day, at the level that may decide, that proposals wait."""
    at = level(proposal.unit, proposal.proposed_by)
    if at is not None:
        send(
            key=f"approval:{at.pk}:{clock.today()}", org=at, permission=_APPROVE, kind="approval",
            address="/duyet/", said="Có đề nghị sửa hồ sơ đang chờ duyệt.",
        )  # fmt: skip


def decided(proposal: Proposal) -> None:
    """Tell the proposer when it came back; nothing waits any more: the notice is done."""
    if proposal.state == Proposal.REFUSED:
        send(
            key=f"refused:{proposal.uid}", org=proposal.unit, user=proposal.proposed_by,
            kind="approval", address=f"/duyet/{proposal.uid}/",
            said=f"Một đề nghị sửa hồ sơ ở {proposal.unit.name} được trả lại, có ghi lý do.",
        )  # fmt: skip
    at = level(proposal.unit, proposal.proposed_by)
    if at is not None:
        left = Proposal.objects.undecided().filter(under([at.path], "person__unit__path"))
        if not left.exists():
            done(f"approval:{at.pk}:")


def waiver_asked(waiver: Waiver) -> None:
    """Say once a day, at the level that may decide, that exceptions wait."""
    at = level(waiver.finding.unit, waiver.asked_by)
    if at is not None:
        send(
            key=f"waiver:{at.pk}:{clock.today()}", org=at, permission=_APPROVE, kind="waiver",
            address="/ngoai-le/", said="Có đề nghị ngoại lệ đang chờ duyệt.",
        )  # fmt: skip


def waiver_decided(waiver: Waiver) -> None:
    """Tell whoever asked what became of it."""
    words = "được duyệt" if waiver.state == Waiver.GRANTED else "không được duyệt, có ghi lý do"
    unit = waiver.finding.unit
    send(
        key=f"waiver-answer:{waiver.pk}", org=unit, user=waiver.asked_by, kind="waiver",
        address="/ngoai-le/?xem=het" if waiver.state == Waiver.REFUSED else "/ngoai-le/?xem=con",
        said=f"Một đề nghị ngoại lệ ở {unit.name} {words}.",
    )  # fmt: skip
    at = level(unit, waiver.asked_by)
    if at is not None:
        left = Waiver.objects.filter(under([at.path], "finding__unit__path"), state=Waiver.ASKED)
        if not left.exists():
            done(f"waiver:{at.pk}:")


def handed_over(unit: Organisation, count: int, by: User) -> None:
    """Tell a cell that work was given to it; once a day."""
    send(
        key=f"handed-over:{unit.pk}:{clock.today()}", org=unit, permission="finding.work",
        kind="duty", address="/viec/",
        said=f"Đồng chí {by.full_name} giao {count} việc cho {unit.name}.",
    )  # fmt: skip

"""Requests for long lists, as pages show them: whose turn it is, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from dangvien.accounts.models import User
from dangvien.exchange.exports.second import FETCH, RIGHT, WAITS, may_decide, over
from dangvien.exchange.models import ExportRequest
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may

_WORDS = {
    "waiting": ("Chờ người thứ hai", "info"), "allowed": ("Đã duyệt, chưa lấy", "ok"),
    "taken": ("Đã lấy", "ok"), "refused": ("Không được duyệt", "W"),
    "withdrawn": ("Đã rút", "N"), "expired": ("Đã quá hạn", "N"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, its state in words, and what this reader may do with it."""

    one: ExportRequest
    state: str
    words: str
    chip: str
    until: datetime | None
    mine: bool
    decide: bool

    @property
    def collect(self) -> bool:
        """Whether the list may be taken now."""
        return self.mine and self.state == ExportRequest.ALLOWED


def seen(user: User, one: ExportRequest, late: bool) -> Asked:
    """A request as this user sees it; one out of time says so before the tick has written it."""
    state = ExportRequest.EXPIRED if late else one.state
    words, chip = _WORDS[state]
    until = None
    if state == ExportRequest.WAITING:
        until = one.asked_at + WAITS
    elif state == ExportRequest.ALLOWED and one.decided_at:
        until = one.decided_at + FETCH
    mine = one.asked_by_id == user.pk
    decide = state == ExportRequest.WAITING and may_decide(user, one)
    return Asked(one, state, words, chip, until, mine, decide)


def the_request(user: User, uid: UUID) -> Asked:
    """A request that this user made, or that lies where they hold the same right; else absent."""
    rows = ExportRequest.objects.select_related("org", "asked_by", "decided_by")
    one = rows.filter(uid=uid).first()
    if one is None or not may(user, RIGHT, one.org):
        raise Http404
    if one.asked_by_id != user.pk and one.reveal and not may(user, "member.reveal", one.org):
        raise Http404
    late = ExportRequest.objects.filter(over(), pk=one.pk).exists()
    return seen(user, one, late)


def requests_for(user: User, most: int = 20) -> list[Asked]:
    """What waits: for an answer of this user, or for this user to come and take it."""
    units = Organisation.objects.visible_to(user, RIGHT).values("pk")
    open_ones = Q(state=ExportRequest.WAITING) | Q(state=ExportRequest.ALLOWED, asked_by=user)
    rows = ExportRequest.objects.filter(open_ones, org__in=units).exclude(over())
    found = rows.select_related("org", "asked_by", "decided_by").order_by("-pk")[:most]
    return [seen(user, one, late=False) for one in found]

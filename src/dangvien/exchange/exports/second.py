"""When a list needs a second person, and who that may be: dated data, and the tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import roles_with
from dangvien.exchange.models import Export, ExportRequest
from dangvien.look.numbers import thousands
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.scope import may

LIST, RIGHT = "list", "member.export"
WAITS = timedelta(days=3)  # for an answer
FETCH = timedelta(hours=24)  # to take what was allowed, once (reliability D9)


@dataclass(frozen=True, slots=True)
class Alone:
    """Rows that one person may take out in a day on their own word, in force from a day."""

    rows: int
    basis: str
    since: date | None = None


# A cell's list is far below it, a commune's above. Of the day together: a long list taken in short
# pieces is a long list.
ALONE: tuple[Alone, ...] = (Alone(200, "quy tắc nội bộ: danh sách dài cần hai người"),)


class NotAllowed(Exception):  # noqa: N818
    """The list may not leave as asked; the text tells the person why and what they may do."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class NeedsSecond(NotAllowed):
    """The list may leave when somebody else has allowed it."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            f"Trong một ngày, một người tự lấy nhiều nhất {thousands(limit())} dòng; danh sách này có "
            f"{thousands(rows)} dòng, nên cần người thứ hai duyệt.", "org",
        )  # fmt: skip
        self.rows = rows


def limit() -> int:
    """The rows of a day in force today."""
    on = clock.today()
    return [one for one in ALONE if one.since is None or one.since <= on][-1].rows


def alone(actor: User, rows: int) -> None:
    """Refuse a list that, with what the actor took alone today, is too long for one person."""
    start = datetime.combine(timezone.localdate(), time(), timezone.get_current_timezone())
    mine = Export.objects.filter(user=actor, at__gte=start, kind=LIST, request=None)
    taken = mine.aggregate(n=Sum("rows"))["n"] or 0
    if taken + rows > limit():
        raise NeedsSecond(rows)


def level(org: Organisation, asker: User, *, reveal: bool) -> Organisation | None:
    """The lowest unit at or above at which somebody else holds the right; None where nobody does."""
    roles = roles_with(RIGHT) & (roles_with("member.reveal") if reveal else roles_with(RIGHT))
    above = [*org.ancestor_ids, org.pk]
    held = Grant.objects.filter(
        in_force(clock.today()), org__in=above, revoked_at=None, role__in=roles,
        user__is_active=True,
    ).exclude(user=asker)  # fmt: skip
    found = set(held.values_list("org", flat=True))
    nearest = next((pk for pk in reversed(above) if pk in found), None)
    return Organisation.objects.get(pk=nearest) if nearest is not None else None


def may_decide(user: User, request: ExportRequest) -> bool:
    """Whether a user may answer: never the asker, and with every right that the list needs."""
    needed = (RIGHT, "member.reveal") if request.reveal else (RIGHT,)
    return user.pk != request.asked_by_id and all(may(user, one, request.org) for one in needed)


def over() -> Q:
    """Requests whose time has run out: nobody answered, or nobody came for the list."""
    now = timezone.now()
    return Q(state=ExportRequest.WAITING, asked_at__lt=now - WAITS) | Q(
        state=ExportRequest.ALLOWED, decided_at__lt=now - FETCH
    )

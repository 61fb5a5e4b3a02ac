"""What waits for somebody in the campaign today, the most pressing first; each leads to its page."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.campaigns.board import Board
from dangvien.campaigns.board.words import most_pressing
from dangvien.look.numbers import listing, thousands
from dangvien.orgs.models import Organisation
from dangvien.quality.duplicates.queries import view
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.queries.questions import tab
from dangvien.web.home.waiting import Waiting
from dangvien.web.places import exists

_MOST = 10_000  # counted that far, "hơn 10.000" beyond


def today(user: User, permissions: set[str], board: Board) -> list[Waiting]:
    """Proposals to decide, safe fixes, pairs, secretaries to call; for a cell what it has to do."""
    found: list[Waiting | None] = []
    if "finding.approve" in permissions:
        found.append(_proposals(user))
    if "finding.bulk" in permissions:
        found.append(_safe(user))
    if "duplicate.judge" in permissions:
        found.append(_pairs(user))
    if "question.answer" in permissions:
        found.append(_questions(user))
    if "finding.work" in permissions and not board.many:
        found.append(_own(board))
    if board.many:
        found.append(_calls(board))
    return [one for one in found if one is not None and exists(urlsplit(one.address).path)]


def _proposals(user: User) -> Waiting | None:
    units = Organisation.objects.visible_to(user, "finding.approve").values("pk")
    waits = Proposal.objects.filter(unit__in=units, state=Proposal.WAITING).exclude(
        proposed_by=user
    )
    day_ago = timezone.now() - timedelta(days=1)
    told = waits.aggregate(all=Count("pk"), old=Count("pk", filter=Q(proposed_at__lt=day_ago)))
    if not told["all"]:
        return None
    old = f"{thousands(told['old'])} đề xuất đã chờ quá 24 giờ"
    late = old if told["old"] else "Đều trong 24 giờ qua"
    return Waiting(told["all"], "đề xuất chi bộ gửi lên chờ duyệt", late, "Duyệt", "/duyet/")


def _safe(user: User) -> Waiting | None:
    safe = Finding.objects.visible_to(user, "finding.bulk").alive()
    count = _counted(safe.filter(safe=True, state__in=(Finding.OPEN, Finding.WORKING)))
    told = "dấu cách, mã chữ, viết hoa; không đổi nghĩa"
    what = "sửa an toàn có thể nhận cả loạt"
    return Waiting(count, what, told, "Xem", "/viec/") if count else None


def _pairs(user: User) -> Waiting | None:
    waits = view(user, "cho-xem").order_by()  # as the list counts them
    told = waits.aggregate(all=Count("pk"), doubtful=Count("pk", filter=Q(doubtful=True)))
    if not told["all"]:
        return None
    doubt = f"{thousands(told['doubtful'])} cặp cần hai người cùng xem" if told["doubtful"] else ""
    return Waiting(told["all"], "cặp nghi trùng hồ sơ", doubt or "Xem cạnh nhau rồi trả lời", "So sánh",
                   "/trung/")  # fmt: skip


def _questions(user: User) -> Waiting | None:
    count = tab(user, "cho").count()
    told = "Cấp dưới đang dừng ở việc này để chờ trả lời"
    if not count:
        return None
    return Waiting(count, "câu hỏi chờ đồng chí trả lời", told, "Trả lời", "/hoi-dap/?xem=cho")


def gone_up(user: User, permissions: set[str]) -> str:
    """How many questions of these units wait for an answer from which level above; "" for none."""
    if "question.answer" not in permissions:
        return ""
    waits = (
        tab(user, "tren").order_by().values_list("at__name").annotate(n=Count("pk", distinct=True))
    )
    told = sorted(waits, key=lambda one: (-one[1], one[0]))[:2]
    if not told:
        return ""
    return listing([f"{thousands(n)} câu hỏi đang chờ {name} trả lời" for name, n in told]) + "."


def _own(board: Board) -> Waiting | None:
    left = board.counts.cell
    told = f"Hạn {board.campaign.due}" if board.campaign.due else "Bắt đầu từ người chặn đồng bộ"
    return Waiting(left, "hồ sơ còn việc ở chi bộ", told, "Bắt đầu", "/viec/") if left else None


def _calls(board: Board) -> Waiting | None:
    risk = board.groups.risk
    if not risk:
        return None
    who = "bí thư" if board.word == "chi bộ" else "đơn vị"
    address = f"/tien-do/{board.org.pk}/#tien-do"
    return Waiting(len(risk), f"{who} cần gọi hôm nay", most_pressing(risk), "Số máy", address)


def _counted(rows: QuerySet[Finding]) -> int:
    return rows.order_by()[: _MOST + 1].count()

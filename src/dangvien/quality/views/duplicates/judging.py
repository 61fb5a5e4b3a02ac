"""One pair: two records side by side, and three answers that weigh the same."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members.fields import label
from dangvien.quality import duplicates
from dangvien.quality.duplicates import asking, queries, reading
from dangvien.quality.duplicates.finding import SURE
from dangvien.quality.duplicates.judging import DIFFERENT, SAME, UNSURE
from dangvien.quality.models import Merge, Pair
from dangvien.quality.views.duplicates.shown import parts, said, short_unit, the_pair, versions

ANSWERS = {"mot-nguoi": SAME, "hai-nguoi": DIFFERENT, "hoi-chi-bo": UNSURE}
REASONS = (
    "Hai căn cước khác nhau, đã nhìn cả hai thẻ",
    "Chi bộ biết cả hai người",
    "Anh chị em, họ hàng hoặc người cùng tên",
)


@policy("duplicate.judge")
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The two records, why they may be one person or two, and what the reader thinks."""
    user = me(request)
    if request.method == "GET":
        return _page(request, user, uid)
    one = the_pair(user, uid)
    try:
        return _done(request, user, one)
    except ValidationError as error:
        return _page(request, user, uid, said(error))


def _done(request: HttpRequest, user: User, one: Pair) -> HttpResponse:
    if "rut" in request.POST:
        duplicates.retract(actor=user, pair=one)
        messages.success(request, "Đã rút câu trả lời của đồng chí.")
        return redirect("duplicate", one.uid)
    if "mo-lai" in request.POST:
        duplicates.reopen(actor=user, pair=one, reason=_reason(request))
        messages.success(request, "Cặp này mở lại để xem từ đầu; các câu trả lời trước vẫn giữ.")
        return redirect("duplicate", one.uid)
    answer = ANSWERS.get(request.POST.get("tra-loi", ""), "")
    following = queries.place(user, one).after
    told = duplicates.answer(
        actor=user, pair=one, answer=answer, reason=_reason(request), seen=versions(request)
    )
    if told.state == Pair.SAME:
        messages.success(request, "Đã ghi: cùng một người. Chọn giá trị giữ lại.")
        return redirect("duplicate_merge", one.uid)
    messages.success(request, _told(told, answer))
    if following is not None:
        return redirect("duplicate", following.uid)
    return redirect("duplicates")


def _told(pair: Pair, answer: str) -> str:
    if answer == UNSURE:
        return "Đã gửi câu hỏi cho chi bộ; cặp này chờ ở mục Đang hỏi chi bộ."
    if pair.state == Pair.DIFFERENT:
        return "Đã ghi: hai người khác nhau. Lý do nằm trong lịch sử của cả hai hồ sơ."
    return "Đã ghi câu trả lời. Cặp này còn cần một người nữa xem riêng."


def _reason(request: HttpRequest) -> str:
    usual = request.POST.get("ly-do", "")
    own = request.POST.get("ghi-them", "").strip()
    return "; ".join(text for text in (usual if usual in REASONS else "", own) if text)


def _page(
    request: HttpRequest, user: User, uid: UUID, wrong: dict[str, str] | None = None
) -> HttpResponse:
    opened = reading.open_pair(actor=user, uid=uid)
    one = opened.pair
    opinions = list(one.opinions.filter(void=False).select_related("by").order_by("pk"))
    merge, others = queries.merge_of(one), queries.others(user, one)
    asks_why = bool(wrong) or request.GET.get("tra-loi") == "hai-nguoi"
    context: dict[str, Any] = {
        "place": "worklist", "pair": one, "wrong": wrong or {}, "posted": request.POST,
        "units": [short_unit(person.unit.name) for person in (one.first, one.second)],
        "told": reading.explained(opened, [other.person.pk for other in others]), "laid": parts(opened),
        "secretaries": " và ".join(reading.secretaries(one)), "due": asking.due(),
        "others": others, "inquiries": _inquiries(one),
        "merge": merge, "mine_to_approve": _mine_to_approve(merge, user),
        "likely": one.probability >= SURE, "asks_why": asks_why, "reasons": REASONS,
        "again": _again(one),
        **_standing(one, user, opinions),
    }  # fmt: skip
    context["at"] = queries.place(user, one) if context["in_line"] else None
    return render(request, "quality/duplicates/pair.html", context, status=422 if wrong else 200)


def _standing(one: Pair, user: User, opinions: list[Any]) -> dict[str, Any]:
    """What the reader may do, and which answers they may see: never a first one before their own."""
    open_now = one.state in (Pair.OPEN, Pair.ASKED) and one.ended_on is None
    firm = [given for given in opinions if given.answer != UNSURE]
    mine = next((given for given in firm if given.by_id == user.pk), None)
    settled = one.state in (Pair.SAME, Pair.DIFFERENT, Pair.MERGED)
    return {
        "may_answer": open_now and mine is None,
        "in_line": open_now and mine is None and one.state == Pair.OPEN,
        "waits": open_now and mine is not None and not one.raised,
        "handed_up": open_now and mine is not None and one.raised,
        "disagreed": [given.reason for given in firm if given.reason] if one.raised else [],
        "opinions": firm if settled else [],
        "blind": open_now and one.doubtful and not one.raised,
    }  # fmt: skip


def _mine_to_approve(merge: Merge | None, user: User) -> bool:
    return merge is not None and merge.state == Merge.WAITING and merge.proposed_by_id != user.pk


def _inquiries(one: Pair) -> list[Any]:
    rows = one.inquiries.filter(void=False).select_related("unit", "by").order_by("pk")
    return [(row, asking.KNOWN.get(row.known, "")) for row in rows]


def _again(one: Pair) -> list[str]:
    """What changed of which record since the pair was judged: "Ngày sinh của hồ sơ B"."""
    sides = {"first": "A", "second": "B"}
    told = [change.split(":", 1) for change in one.again]
    return [f"{label(name).lower()} của hồ sơ {sides[side]}" for side, name in told]

"""The officer's worklist: a page to look at, and what is done to one or to many."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.look.numbers import thousands
from dangvien.members.refusals import Impossible, Stale
from dangvien.orgs.scope import holds
from dangvien.quality import actions
from dangvien.quality.actions.bulk import MOST
from dangvien.quality.models import Finding, Proposal
from dangvien.worklists.grid import asked as address
from dangvien.worklists.grid import chosen as ticked
from dangvien.worklists.grid import recent
from dangvien.worklists.grid.cube import forget
from dangvien.worklists.grid.page import build

MOST_SEEN = 50
NOBODY = "Chưa chọn việc nào. Đồng chí đánh dấu ở đầu dòng, hoặc chọn cả nhóm."


def page(request: HttpRequest) -> HttpResponse:
    """The grid for whom `views.lists` sends here."""
    user = me(request)
    told = build(user, address.read(request.GET))
    return render(request, "worklists/grid.html", {
        "place": "worklist", **told, "may_bulk": holds(user, ticked.BULK), "until": recent.until(),
        "last": recent.last(user, request.session), "may_paste": holds(user, "member.edit"),
    })  # fmt: skip


@policy("finding.bulk")
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Take the safe proposals among those chosen, many at once; the rest is left and said."""
    rows = ticked.chosen(me(request), request.POST)
    safe = rows.filter(safe=True).exclude(state=Finding.WAITING)
    found = list(safe.order_by("pk").select_related("person", "unit")[: MOST + 1])
    left = rows.exclude(pk__in=safe.values("pk")).count()
    if not found:
        messages.warning(request, _unsafe(left) if left else NOBODY)
        return _back(request)
    try:
        bulk = actions.accept_safe(actor=me(request), findings=found[:MOST])
    except (Impossible, Stale) as problem:
        messages.warning(request, _said(problem))
        return _back(request)
    done = Proposal.objects.filter(bulk=bulk).count()
    left += len(found[:MOST]) - done
    some = f"Đã nhận {thousands(done)} việc. Bản cũ vẫn giữ."
    if len(found) > MOST:
        some += (
            f" Mỗi lượt nhận nhiều nhất {thousands(MOST)} việc; đồng chí chọn tiếp phần còn lại."
        )
    messages.success(request, some)
    if left:
        messages.info(request, _unsafe(left))
    return _back(request)


@policy("finding.bulk")
@require_POST
def hand(request: HttpRequest) -> HttpResponse:
    """Give what lies at the officer to the cells of the people concerned."""
    user = me(request)
    rows = ticked.chosen(user, request.POST).exclude(state=Finding.WAITING).exclude(holder="cell")
    found = list(rows.order_by("pk").select_related("unit")[: MOST + 1])
    if not found:
        messages.warning(request, "Không có việc nào để giao: chi bộ đang giữ cả rồi.")
        return _back(request)
    if len(found) > MOST:
        messages.warning(
            request,
            f"Mỗi lượt giao nhiều nhất {thousands(MOST)} việc. Đồng chí lọc bớt rồi giao.",
        )
        return _back(request)
    before: dict[str, list[int]] = defaultdict(list)
    for one in found:
        before[one.holder].append(one.pk)
    given = actions.hand_over(actor=user, findings=found, to="cell")
    recent.keep_handed(request.session, before)
    messages.success(request, f"Đã giao {thousands(given)} việc cho chi bộ.")
    return _back(request)


@policy("finding.bulk")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the last deed done to many."""
    user = me(request)
    deed = recent.last(user, request.session)
    if deed is None:
        messages.info(request, "Không còn gì để hoàn tác.")
    elif deed.bulk is None:
        _take_back(request)
    else:
        try:
            back, kept = actions.undo_bulk(actor=user, bulk=deed.bulk)
            some = f" {thousands(kept)} ô đã có người ghi tiếp, máy để nguyên." if kept else ""
            messages.success(request, f"Đã hoàn tác {thousands(back)} việc vừa nhận.{some}")
        except (Impossible, Stale) as problem:
            messages.warning(request, _said(problem))
    return _back(request)


@policy("finding.work")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """The findings chosen, one under another with all their words; changes nothing."""
    rows = ticked.chosen(me(request), request.POST, "finding.work")
    found = rows.order_by("rule", "cause", "unit_id", "pk").values_list("uid", flat=True)
    uids = tuple(str(uid) for uid in found[:MOST_SEEN])
    if not uids:
        messages.warning(request, NOBODY)
        return _back(request)
    asked = ticked.back(request.POST).plain()
    return redirect(reverse("worklist") + replace(asked, chosen=uids).query())


def _take_back(request: HttpRequest) -> None:
    """What was handed over lies again where it lay."""
    before: dict[str, list[int]] = request.session.pop(recent.HANDED)["before"]
    rows = Finding.objects.visible_to(me(request), ticked.BULK).alive().filter(holder="cell")
    n = 0
    for holder, ids in before.items():
        found = list(rows.filter(pk__in=ids).select_related("unit"))
        if found:
            n += actions.hand_over(actor=me(request), findings=found, to=holder)
    messages.success(request, f"Đã lấy lại {thousands(n)} việc vừa giao.")


def _unsafe(count: int) -> str:
    return (
        f"{thousands(count)} việc không phải sửa an toàn, máy để lại: đồng chí xem từng việc "
        "hoặc giao cho chi bộ."
    )


def _said(problem: Exception) -> str:
    if isinstance(problem, Impossible):
        return " ".join(dict.fromkeys(problem.problems.values()))
    return "Hồ sơ vừa có người sửa. Xem lại rồi làm tiếp; chưa ghi gì."


def _back(request: HttpRequest) -> HttpResponse:
    forget(me(request), ticked.back(request.POST).unit)
    return redirect(reverse("worklist") + ticked.back(request.POST).query())

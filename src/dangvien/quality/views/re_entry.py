"""The list of what has to be typed into the national database: screen, workbook, paper, ticks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.clock import today
from dangvien.look.numbers import day
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, paths
from dangvien.quality.actions import tick, untick
from dangvien.quality.actions.reading import MOST, read_numbers
from dangvien.quality.models.corrections import ReEntryQuerySet
from dangvien.quality.queries import re_entry as queries
from dangvien.quality.re_entry_sheet import workbook

_LISTS = (("can", "Cần nhập"), ("da", "Đã nhập, chờ đối chiếu"), ("xong", "Tệp mới đã xác nhận"))
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_UNITS = 300


@policy("reentry.tick")
@require_http_methods(["GET", "POST"])
def re_entry(request: HttpRequest) -> HttpResponse:
    """The list of a unit; a POST ticks, takes ticks back, shows the numbers, or makes the workbook."""
    user, which = me(request), request.GET.get("xem", "can")
    which = which if which in dict(_LISTS) else "can"
    org = _org(user, request.GET.get("don-vi", ""))
    mine = request.GET.get("cua") == "toi"
    rows = queries.of(user, which, org=org, mine=mine)
    if request.method == "GET":
        return _page(request, user, which, org, mine, rows)
    deed = request.POST.get("lam", "")
    try:
        if deed == "tep":
            return _file(user, rows, org)
        if deed == "hien":
            return _page(request, user, which, org, mine, rows, clear=True)
        _turn(request, user, deed, rows)
    except Impossible as error:
        messages.error(request, " ".join(error.problems.values()))
    return redirect(f"{request.path}?{_asked(which, org, mine)}")


def _page(
    request: HttpRequest, user: User, which: str, org: Organisation | None, mine: bool,
    rows: ReEntryQuerySet, *, clear: bool = False,
) -> HttpResponse:  # fmt: skip
    told = request.GET.get("sau", "")
    after = int(told) if told.isdigit() and len(told) < 19 else None
    found, more = queries.page(rows, after, MOST if clear else queries.AT_ONCE)
    if clear:
        read_numbers(actor=user, rows=found)
    asked = _asked(which, org, mine)
    return render(request, "quality/re_entry.html", {
        "place": "exchange", "lists": _LISTS, "which": which, "org": org, "mine": mine,
        "rows": queries.lines(found, clear=clear), "clear": clear, "asked": asked,
        "more": f"?{asked}&sau={more}" if more else "", "first": after is None,
        "count": queries.count(rows), "units": _units(user), "today": today(),
    })  # fmt: skip


def _file(user: User, rows: ReEntryQuerySet, org: Organisation | None) -> HttpResponse:
    found, more = queries.page(rows, None, MOST)
    if more is not None:
        raise Impossible({"rows": f"Tệp nhiều nhất {MOST} dòng. Đồng chí chọn đơn vị nhỏ hơn."})
    read_numbers(actor=user, rows=found, to_file=True)
    name = org.name if org else "các đơn vị đồng chí được giao"
    content = workbook(
        queries.lines(found, clear=True), title=f"Danh sách nhập lại, {name}",
        mark=f"{user.full_name} ({user.username}) tải ngày {day(today())}",
    )  # fmt: skip
    answer = HttpResponse(content, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="nhap-lai-{today():%Y%m%d}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer


def _turn(request: HttpRequest, user: User, deed: str, rows: ReEntryQuerySet) -> None:
    chosen = [int(pk) for pk in request.POST.getlist("dong") if pk.isdigit() and len(pk) < 19]
    if not chosen:
        raise Impossible({"rows": "Đồng chí đánh dấu ít nhất một dòng."})
    held = list(rows.filter(pk__in=chosen[:MOST]))
    if not held:
        raise Http404
    if deed == "da-nhap":
        done = tick(actor=user, rows=held)
        messages.success(request, f"Đã đánh dấu {done} dòng là đã nhập; tệp mới từ đó sẽ xác nhận.")
    elif deed == "chua":
        done = untick(actor=user, rows=held)
        messages.success(request, f"Đã bỏ dấu {done} dòng; các dòng ấy về lại danh sách cần nhập.")
    else:
        raise Http404


def _org(user: User, text: str) -> Organisation | None:
    if not text:
        return None
    seen = Organisation.objects.visible_to(user, "reentry.tick")
    found: Organisation = found_or_absent(seen, pk=text)
    return found


def _units(user: User) -> list[tuple[int, str]]:
    """The units to choose from: the tops of the user's own subtrees and what hangs right below."""
    tops = paths(user, "reentry.tick")
    seen = Organisation.objects.visible_to(user, "reentry.tick").filter(closed_on=None)
    depth = min((top.count("/") for top in tops), default=0)
    near = [
        (one.pk, one.name) for one in seen.order_by("path").only("pk", "name", "path")[:_MOST_UNITS]
        if one.path.count("/") <= depth + 1
    ]  # fmt: skip
    return near if len(near) > 1 else []


def _asked(which: str, org: Organisation | None, mine: bool) -> str:
    told: dict[str, Any] = {"xem": which}
    told |= {"don-vi": org.pk} if org else {}
    return urlencode(told | ({"cua": "toi"} if mine else {}))

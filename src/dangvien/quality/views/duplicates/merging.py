"""Which record stays and whose value each field takes; and the second person who looks at it."""

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
from dangvien.members.refusals import Impossible, Stale
from dangvien.quality import duplicates
from dangvien.quality.duplicates import choosing, queries, reading
from dangvien.quality.duplicates.comparing import Row
from dangvien.quality.models import Merge, Pair
from dangvien.quality.views.duplicates.shown import said, short_unit, the_pair, versions

CHANGED = (
    "Chưa gộp: một trong hai hồ sơ đã được sửa sau khi có đề nghị này. "
    "Đồng chí trả lại đề nghị để người đề nghị chọn lại theo giá trị mới."
)


@policy("duplicate.judge")
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose the record that stays, and of each field that differs the value; then a second person."""
    user = me(request)
    if request.method == "GET":
        return _choose(request, user, uid)
    one = the_pair(user, uid)
    try:
        duplicates.propose(
            actor=user, pair=one, keeps=request.POST.get("giu", ""),
            choices={
                name[3:]: str(side) for name, side in request.POST.items() if name[:3] == "o--"
            },
            reason=request.POST.get("can-cu", ""), seen=versions(request),
        )  # fmt: skip
    except ValidationError as error:
        return _choose(request, user, uid, said(error))
    messages.success(request, "Đã gửi đề nghị gộp. Người thứ hai duyệt thì hai hồ sơ mới gộp.")
    return redirect("duplicate_approve", one.uid)


def _choose(
    request: HttpRequest, user: User, uid: UUID, wrong: dict[str, str] | None = None
) -> HttpResponse:
    opened = reading.open_pair(actor=user, uid=uid)
    one = opened.pair
    if one.state != Pair.SAME or queries.merge_of(one) is not None:
        merged = one.state == Pair.MERGED
        return redirect("duplicate_split" if merged else "duplicate", one.uid)
    wanted = choosing.to_choose(one.first, one.second, opened.numbers)
    problems = wrong or {}
    return render(request, "quality/duplicates/merge.html", {
        "place": "worklist", "pair": one, "wrong": problems,
        "units": [short_unit(person.unit.name) for person in (one.first, one.second)],
        "kept": request.POST.get("giu", ""), "reason": request.POST.get("can-cu", ""),
        "differ": [
            (row, request.POST.get(f"o--{row.name}", ""), problems.get(row.name, ""))
            for row in _rows(opened, wanted.differ)
        ],
        "filled": [
            (row, row.first if wanted.filled[row.name] == "first" else row.second,
             "A" if wanted.filled[row.name] == "first" else "B")
            for row in _rows(opened, wanted.filled)
        ],
        "alike": sum(row.alike for row in opened.rows.values()),
    }, status=422 if wrong else 200)  # fmt: skip


def _rows(opened: reading.Opened, names: Any) -> list[Row]:
    return [opened.rows[name] for name in names if name in opened.rows]


@policy("finding.approve")
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What will be kept and what will not; approved by somebody else than who proposed."""
    user = me(request)
    one = the_pair(user, uid)
    made = queries.merge_of(one)
    if made is None or made.state != Merge.WAITING:
        return redirect("duplicate", one.uid)
    if request.method == "GET":
        return _look(request, user, made)
    try:
        return _decide(request, user, made)
    except ValidationError as error:
        return _look(request, user, made, said(error))
    except Stale:
        return _look(request, user, made, {"": CHANGED})
    except Impossible as error:
        return _look(request, user, made, {"": " ".join(error.problems.values())})


def _decide(request: HttpRequest, user: User, made: Merge) -> HttpResponse:
    made.pair = the_pair(user, made.pair.uid)
    if "rut" in request.POST:
        duplicates.withdraw(actor=user, merge=made)
        messages.success(request, "Đã rút đề nghị gộp. Hai hồ sơ giữ nguyên.")
    elif "tra" in request.POST:
        duplicates.refuse(actor=user, merge=made, answer=request.POST.get("vi-sao", ""))
        messages.success(request, "Đã trả lại đề nghị. Hai hồ sơ giữ nguyên.")
    else:
        duplicates.approve(actor=user, merge=made)
        messages.success(request, "Đã gộp. Hồ sơ kia được cất, tách lại được bất cứ lúc nào.")
        return redirect("member", made.keeps.uid)
    return redirect("duplicate", made.pair.uid)


def _look(
    request: HttpRequest, user: User, made: Merge, wrong: dict[str, str] | None = None
) -> HttpResponse:
    opened = reading.open_pair(actor=user, uid=made.pair.uid)
    one = opened.pair
    keeps = "first" if made.keeps_id == one.first_id else "second"
    lines = []
    for name, side in made.choices.items():
        if (row := opened.rows.get(name)) is not None:
            stays, goes = (row.first, row.second) if side == "first" else (row.second, row.first)
            lines.append((row.label, stays, goes, "A" if side == "first" else "B", side != keeps))
    return render(request, "quality/duplicates/approve.html", {
        "place": "worklist", "pair": one, "merge": made, "wrong": wrong or {}, "lines": lines,
        "own": made.proposed_by_id == user.pk, "kept": "A" if keeps == "first" else "B",
        "unit": one.first.unit if keeps == "first" else one.second.unit,
        "changed": made.versions != [one.first.version, one.second.version],
        "units": [short_unit(person.unit.name) for person in (one.first, one.second)],
        "why": request.POST.get("vi-sao", ""),
    }, status=422 if wrong else 200)  # fmt: skip

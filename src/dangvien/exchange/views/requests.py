"""One request for a long list: shown to both, answered by the second person, taken by the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dangvien.accounts.policy import policy
from dangvien.exchange import exports
from dangvien.exchange.exports import NotAllowed
from dangvien.exchange.views.asked import Asked, the_request
from dangvien.exchange.views.exporting import PERMISSION, handed
from dangvien.exchange.views.found import person_of

_TIERS = {1: "Thông tin đồng bộ lên Sổ tay", 2: "Thông tin cơ bản của hồ sơ"}


@policy(PERMISSION)
@require_GET
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is asked, by whom, what for, and what this reader may do."""
    return _page(request, the_request(person_of(request), uid))


@policy(PERMISSION)
@require_POST
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Allow it, or keep the list here with a reason."""
    asked = the_request(person_of(request), uid)
    allowed = request.POST.get("tra-loi") == "duyet"
    told = {} if allowed else {"answer": request.POST.get("ly-do", "")}
    act: Callable[..., Any] = exports.allow if allowed else exports.refuse
    try:
        act(actor=person_of(request), request=asked.one, **told)
    except NotAllowed as problem:
        if problem.field:
            return _page(request, asked, wrong=str(problem))
        messages.warning(request, str(problem))
    else:
        said = "Đã duyệt. Người đề nghị lấy danh sách trong 24 giờ." if allowed else "Đã trả lời."
        messages.success(request, said)
    return redirect("export-request", uid=uid)


@policy(PERMISSION)
@require_POST
def collect(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The list, once."""
    asked = the_request(person_of(request), uid)
    try:
        taken = exports.collect(actor=person_of(request), request=asked.one)
    except NotAllowed as problem:
        messages.warning(request, str(problem))
        return redirect("export-request", uid=uid)
    return handed(request, taken, paper=asked.one.paper)


@policy(PERMISSION)
@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an own request back."""
    asked = the_request(person_of(request), uid)
    try:
        exports.withdraw(actor=person_of(request), request=asked.one)
    except NotAllowed as problem:
        messages.warning(request, str(problem))
    return redirect("export-request", uid=uid)


def _page(request: HttpRequest, asked: Asked, wrong: str = "") -> HttpResponse:
    return render(request, "exchange/export_request.html", {
        "place": "exchange", "asked": asked, "one": asked.one, "wrong": wrong,
        "tier": _TIERS.get(asked.one.tier, ""), "typed": request.POST.get("ly-do", ""),
    }, status=422 if wrong else 200)  # fmt: skip

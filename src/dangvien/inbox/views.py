"""The inbox: what there is to know or to do, one press from the page on which it is done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dangvien.accounts.policy import SIGNED_IN, policy
from dangvien.accounts.session import me
from dangvien.inbox import actions, queries
from dangvien.inbox.models import Notice
from dangvien.orgs.scope import found_or_absent

PAGE = 60
PAST = 20


@policy(SIGNED_IN)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Open notices, those with a day first; folded below, what was done lately."""
    user = me(request)
    rows = list(queries.for_user(user)[: PAGE + 1])
    new = set(queries.unread(user).values_list("pk", flat=True))
    return render(request, "inbox/inbox.html", {
        "place": "inbox", "rows": rows[:PAGE], "more": len(rows) > PAGE,
        "new": new, "past": list(queries.over(user)[:PAST]),
    })  # fmt: skip


@policy(SIGNED_IN)
@require_POST
def go(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read one, and go to the page on which it is done."""
    user = me(request)
    notice: Notice = found_or_absent(queries.for_user(user), uid=uid)
    actions.read(actor=user, notices=[notice])
    return redirect(notice.address)


@policy(SIGNED_IN)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything in the inbox is read; what is not done stays in the list."""
    count = actions.read_all(actor=me(request))
    if count:
        messages.success(request, f"Đã đánh dấu {count} thông báo là đã đọc.")
    return redirect("inbox")

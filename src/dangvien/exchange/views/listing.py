"""The imports of the viewer's units, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dangvien.accounts.policy import policy
from dangvien.exchange import queries
from dangvien.exchange.models import Batch
from dangvien.exchange.views.found import person_of
from dangvien.exchange.views.words import state_of

PAGE = 30


@policy("import.run")
def imports(request: HttpRequest) -> HttpResponse:
    """Every import with its state and sum; what waits for this person stands above."""
    user = person_of(request)
    batches = Batch.objects.visible_to(user).select_related("org", "undoes", "undone_by")
    after = request.GET.get("truoc", "")
    if after.isascii() and after.isdigit():
        batches = batches.filter(pk__lt=int(after[:18]))
    found = list(batches.order_by("-pk")[: PAGE + 1])
    shown = [
        (batch, state_of(batch), closing := queries.closing(batch), _terms(batch, closing))
        for batch in found[:PAGE]
    ]  # fmt: skip
    waiting = len(queries.passed_up(user, limit=50)) + len(queries.held(user))
    return render(request, "exchange/imports.html", {
        "place": "exchange", "shown": shown, "waiting": waiting,
        "more": found[PAGE - 1].pk if len(found) > PAGE else None,
    })  # fmt: skip


def _terms(batch: Batch, closing: queries.Closing) -> list[tuple[str, int]]:
    """The parts of the sum that are not zero."""
    words = {"new": "mới", "changed": "thay đổi", "unchanged": "giữ nguyên",
             "conflict": "mâu thuẫn", "rejected": "từ chối", "skipped": "bỏ qua"}  # fmt: skip
    if batch.undoes_id:
        words = {"changed": "trả lại", "conflict": "giữ lại", "unchanged": "không còn gì để trả"}
    return [(word, n) for name, word in words.items() if (n := getattr(closing, name))]

"""The list of pairs, by what is to be done with them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.quality.duplicates import queries
from dangvien.quality.duplicates.reasons import short
from dangvien.quality.models import Merge, Pair


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of the list, with the chip of what is next."""

    pair: Pair
    why: str
    together: bool
    chip: str
    words: str


_EMPTY = {
    "cho-xem": "Không còn cặp nào chờ đồng chí xem.",
    "hoi": "Không có cặp nào đang hỏi chi bộ.",
    "mot-nguoi": "Không có cặp nào chờ gộp.",
    "da-xem": "Không có cặp nào chờ người thứ hai.",
    "hai-nguoi": "Chưa có cặp nào kết luận là hai người.",
    "da-gop": "Chưa gộp hồ sơ nào.",
}


@policy("duplicate.judge")
@require_GET
def pairs(request: HttpRequest) -> HttpResponse:
    """Pairs of one kind with the counts of all; and own records that a superior compares."""
    user = me(request)
    shown = request.GET.get("xem", "cho-xem")
    if shown not in queries.VIEWS:
        raise Http404
    rows, after = queries.page(user, shown, request.GET.get("sau", ""))
    counts, live = queries.counts(user), queries.merges(rows)
    return render(request, "quality/duplicates/list.html", {
        "place": "worklist", "shown": shown, "after": after, "empty": _EMPTY[shown],
        "tabs": [(name, words, counts[name]) for name, words in queries.VIEWS.items()],
        "rows": [_row(row, live.get(row.pk), user) for row in rows],
        "first": "sau" not in request.GET,
        "elsewhere": queries.elsewhere(user) if shown == "cho-xem" else [],
        "asked_again": sum(bool(row.again) for row in rows if row.state == Pair.OPEN),
    })  # fmt: skip


def _row(row: Pair, made: Merge | None, user: User) -> Row:
    """One line of the list, and what is next with the pair."""
    waits = ("", "")
    if row.state == Pair.SAME:
        waits = ("N", "Chờ chọn giá trị")
    if made is not None and made.state == Merge.WAITING:
        mine = made.proposed_by_id == user.pk
        waits = ("info", "Chờ người thứ hai duyệt" if mine else "Chờ đồng chí duyệt")
    if made is not None and made.state == Merge.SPLITTING:
        mine = made.split_by_id == user.pk
        waits = ("info", "Đề nghị tách, chờ người khác" if mine else "Đề nghị tách, chờ đồng chí")
    return Row(row, short(row.why), row.first.unit_id == row.second.unit_id, *waits)

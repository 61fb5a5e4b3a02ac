"""Taking a merge back: what returns, what stays because somebody worked on it since."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.core.rules.words import show
from dangvien.members.actions.parting import Parting, parting
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.models import Change, Person
from dangvien.members.refusals import Impossible
from dangvien.members.sealed import masked, numbers
from dangvien.members.sheet import shown_value, value_of
from dangvien.members.views.lines import lines
from dangvien.quality import duplicates
from dangvien.quality.duplicates import queries, reading
from dangvien.quality.duplicates.splitting import THEN
from dangvien.quality.models import Merge
from dangvien.quality.views.duplicates.shown import said, short_unit, the_pair


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the survivor: its value now, what it returns to, who wrote it since."""

    label: str
    now: str
    back: str = ""
    change: Change | None = None

    @property
    def who(self) -> str:
        """Who wrote it: "Hà Thị Mai (mai)" → "Đ/c Hà Thị Mai"."""
        return f"Đ/c {self.change.actor.split(' (', maxsplit=1)[0]}" if self.change else ""


@policy("duplicate.judge")
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask that a merge be taken back, and take it back as the second person."""
    user = me(request)
    made = queries.merge_of(the_pair(user, uid))
    if made is None or made.state == Merge.WAITING:
        return redirect("duplicate", uid)
    if request.method == "GET":
        return _page(request, user, made)
    try:
        return _done(request, user, made)
    except ValidationError as error:
        return _page(request, user, made, said(error))
    except Impossible as error:
        return _page(request, user, made, {"": " ".join(error.problems.values())})


def _done(request: HttpRequest, user: User, made: Merge) -> HttpResponse:
    if "tach" in request.POST:
        told = duplicates.take_back(actor=user, merge=made)
        kept = (
            f" {len(told.kept)} ô giữ nguyên vì đã có người sửa sau khi gộp." if told.kept else ""
        )
        messages.success(request, f"Đã tách lại: hai hồ sơ lại đứng riêng.{kept}")
    elif "giu" in request.POST:
        duplicates.leave(actor=user, merge=made, answer=request.POST.get("vi-sao", ""))
        messages.success(request, "Hai hồ sơ vẫn gộp, không có gì thay đổi.")
    else:
        duplicates.ask_back(
            actor=user, merge=made, reason=request.POST.get("ly-do", ""),
            then=request.POST.get("sau-do", ""),
        )  # fmt: skip
        messages.success(request, "Đã gửi đề nghị tách. Người thứ hai duyệt thì mới tách.")
        return redirect("duplicate_split", made.pair.uid)
    return redirect("duplicate", made.pair.uid)


def _page(
    request: HttpRequest, user: User, made: Merge, wrong: dict[str, str] | None = None
) -> HttpResponse:
    opened = reading.open_pair(actor=user, uid=made.pair.uid)
    one = opened.pair
    survivor, loser = (
        (one.first, one.second) if made.keeps_id == one.first_id else (one.second, one.first)
    )
    plan = parting(survivor, made.uid)
    held = numbers(survivor)
    return render(request, "quality/duplicates/split.html", {
        "place": "worklist", "pair": one, "merge": made, "wrong": wrong or {},
        "survivor": survivor, "unit": short_unit(survivor.unit.name),
        "loser_unit": short_unit(loser.unit.name), "then": THEN,
        "back": [
            Line(label(name), _text(survivor, name, held), _value(name, text))
            for name, text in plan.back.items()
        ],
        "kept": _kept(survivor, plan, held), "own": made.split_by_id == user.pk,
        "asked": made.state == Merge.SPLITTING, "history": lines(loser, False),
        "posted": request.POST,
    }, status=422 if wrong else 200)  # fmt: skip


def _kept(survivor: Person, plan: Parting, held: dict[str, str]) -> list[Line]:
    return [
        Line(label(name), _text(survivor, name, held), change=change)
        for name, change in plan.kept.items()
    ]


def _text(person: Person, name: str, held: dict[str, str]) -> str:
    return _value(name, value_of(person, name, held))


def _value(name: str, text: str) -> str:
    if name in IDENTIFIERS:
        return masked(text) or "trống"
    return show(shown_value(name, text) or None)

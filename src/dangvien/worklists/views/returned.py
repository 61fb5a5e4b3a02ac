"""A list that was filled in comes back; what could not be taken is shown row by row, in words."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.files.problem import InputProblem
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent
from dangvien.worklists import actions
from dangvien.worklists.models import Returned
from dangvien.worklists.workbook import kept

NO_FILE = "Chọn tệp Excel đã điền."


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Ask for the file (GET); take its good rows and show the others (POST)."""
    if request.method != "POST":
        return _page(request)
    file = request.FILES.get("tep")
    if file is None:
        return _page(request, NO_FILE)
    try:
        row, new = actions.take_back(actor=me(request), name=file.name or "", content=file)
    except InputProblem as problem:
        return _page(request, str(problem))
    if not new:
        messages.info(request, "Tệp này đã nhận rồi, lần này không ghi thêm gì.")
    return redirect("returned", row.uid)


@policy("finding.work")
@require_safe
def returned(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What became of a list: counts that add up, rows in quarantine with the reason."""
    mine = Organisation.objects.visible_to(me(request), "finding.work")
    rows = Returned.objects.filter(unit__in=mine.values("pk")).select_related(
        "unit", "by", "handout"
    )
    row: Returned = found_or_absent(rows, uid=uid)
    aside = kept(row)
    return render(request, "worklists/returned.html", {
        "place": "worklist", "row": row, "counts": row.counts,
        "aside": [one for one in aside if one.at], "missing": [one for one in aside if not one.at],
    })  # fmt: skip


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    return render(
        request, "worklists/receive.html", {"place": "worklist", "problem": problem},
        status=422 if problem else 200,
    )  # fmt: skip

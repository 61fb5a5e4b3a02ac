"""What a cell is asked about one of its members; of the other record it learns nothing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent
from dangvien.quality import duplicates
from dangvien.quality.duplicates.asking import KNOWN
from dangvien.quality.models import Inquiry
from dangvien.quality.views.duplicates.shown import said


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def inquiry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read the question and answer it."""
    user = me(request)
    units = Organisation.objects.visible_to(user, "finding.work")
    rows = Inquiry.objects.filter(unit__in=units.values("pk"), person__unit__in=units.values("pk"))
    asked: Inquiry = found_or_absent(
        rows.select_related("unit", "person", "by", "pair"), uid=uid
    )  # fmt: skip
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            duplicates.reply(
                actor=user, inquiry=asked, known=request.POST.get("biet", ""),
                said=request.POST.get("ghi-them", ""),
            )  # fmt: skip
        except ValidationError as error:
            wrong = said(error)
        else:
            messages.success(request, "Đã gửi câu trả lời. Người hỏi nhận được ngay.")
            return redirect("duplicate_inquiry", uid)
    return render(request, "quality/duplicates/inquiry.html", {
        "place": "worklist", "asked": asked, "choices": KNOWN, "wrong": wrong,
        "known": KNOWN.get(asked.known, ""), "posted": request.POST,
    }, status=422 if wrong else 200)  # fmt: skip

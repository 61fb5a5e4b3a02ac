"""One press on a proposal that needs no paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members.refusals import Impossible, Stale
from dangvien.orgs.scope import found_or_absent
from dangvien.quality import actions, queries
from dangvien.quality.models import Finding
from dangvien.worklists.grid import chosen
from dangvien.worklists.grid.cube import forget
from dangvien.worklists.grid.links import USE, way


@policy("finding.work")
@require_POST
def use(request: HttpRequest) -> HttpResponse:
    """Write the proposed value of one finding, where the field asks for no evidence."""
    user = me(request)
    rows = chosen.chosen(user, request.POST, "finding.work").exclude(person=None)
    one: Finding = found_or_absent(
        rows.select_related("person"), uid=request.POST.get("mot") or None
    )
    told = next(iter(queries.told([one])), None)
    forget(user, chosen.back(request.POST).unit)
    here = redirect(reverse("worklist") + chosen.back(request.POST).query())
    if told is None or told.fix is None or one.person is None or way(one, told).kind != USE:
        messages.warning(request, "Việc này phải xem giấy tờ rồi mới sửa.")
        return here
    try:
        actions.propose(
            actor=user, person=one.person, values={one.field: told.fix}, evidence="",
            source="Đề xuất của máy", version=one.person.version, findings=[one],
        )  # fmt: skip
        messages.success(request, f"Đã ghi {told.label.lower()} theo đề xuất. Bản cũ vẫn giữ.")
    except Impossible as problem:
        messages.warning(request, " ".join(dict.fromkeys(problem.problems.values())))
    except Stale:
        messages.warning(request, "Hồ sơ vừa có người sửa. Xem lại rồi làm tiếp; chưa ghi gì.")
    return here

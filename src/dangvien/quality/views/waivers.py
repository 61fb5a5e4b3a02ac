"""Exceptions: asked for with a reason and a last day, granted by somebody else, over by themselves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members.refusals import Impossible
from dangvien.orgs.scope import found_or_absent, paths, under
from dangvien.quality import approvers
from dangvien.quality.actions import deny, end_waiver, grant, waive
from dangvien.quality.models import Finding, Waiver
from dangvien.quality.proposal_forms import AskWaiver
from dangvien.quality.queries import told
from dangvien.quality.queries import waivers as queries
from dangvien.quality.refusals import Decided

_LISTS = (("cho", "Chờ duyệt"), ("con", "Đang có hiệu lực"), ("het", "Đã hết, không duyệt"))
_USUAL = timedelta(days=30)


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def waivers(request: HttpRequest) -> HttpResponse:
    """The lists; `?viec=<finding>`: the form that asks for one. A POST decides or asks."""
    user = me(request)
    if request.GET.get("viec"):
        return _ask(request, user, _finding(user, request.GET["viec"]))
    wrong: tuple[int, str] | None = None
    if request.method == "POST":
        answer = _deed(request, user)
        if isinstance(answer, HttpResponse):
            return answer
        wrong = answer
    which = request.GET.get("xem", "cho")
    which = which if which in dict(_LISTS) else "cho"
    after = request.GET.get("sau", "")
    rows, more = queries.page(
        user, which, int(after) if after.isdigit() and len(after) < 19 else None
    )
    return render(request, "quality/waivers.html", {
        "place": "worklist", "lists": _LISTS, "which": which, "rows": rows, "more": more,
        "first": not after, "counts": queries.counts(user), "wrong": wrong,
        "typed": request.POST.get("answer", ""),
    }, status=422 if wrong else 200)  # fmt: skip


def _deed(request: HttpRequest, user: User) -> HttpResponse | tuple[int, str]:
    """Grant, deny or end one; which one and why not where that did not happen."""
    mine = Waiver.objects.filter(under(paths(user, "finding.work"), "finding__unit__path"))
    one: Waiver = found_or_absent(
        mine.select_related("finding__unit"), pk=request.POST.get("ngoai-le")
    )
    deed, words = request.POST.get("lam", ""), request.POST.get("answer", "")[:600]
    try:
        if deed == "duyet":
            grant(actor=user, waiver=one, answer=words)
            said = "Đã duyệt ngoại lệ. Hết ngày ghi ở đó việc tự mở lại."
        elif deed == "khong":
            deny(actor=user, waiver=one, answer=words)
            said = "Đã ghi là không duyệt; người đề nghị nhận được lời nhắn."
        elif deed == "thoi":
            end_waiver(actor=user, waiver=one, answer=words)
            said = "Đã kết thúc ngoại lệ; việc mở lại."
        else:
            raise Http404
    except Decided as error:  # the list has moved on: who was faster is said above it
        messages.warning(request, " ".join(error.problems.values()))
        return redirect(request.get_full_path())
    except Impossible as error:
        return one.pk, " ".join(error.problems.values())
    messages.success(request, said)
    return redirect(f"{request.path}?xem={request.GET.get('xem', 'cho')}")


def _ask(request: HttpRequest, user: User, finding: Finding) -> HttpResponse:
    form = AskWaiver(request.POST or None, initial={"until": clock.today() + _USUAL})
    if request.method == "POST" and form.is_valid():
        try:
            waive(actor=user, finding=finding, **form.cleaned_data)
        except Impossible as error:
            for name, sentence in error.problems.items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(request, "Đã gửi đề nghị ngoại lệ. Duyệt xong mới có hiệu lực.")
            return redirect(f"{request.path}?xem=cho")
    level = approvers.level(finding.unit, user)
    return render(request, "quality/waiver_ask.html", {
        "place": "worklist", "form": form, "told": told([finding])[0],
        "level": level.name if level else "",
    }, status=422 if form.is_bound else 200)  # fmt: skip


def _finding(user: User, text: str) -> Finding:
    try:
        found = queries.asked_about(user, UUID(text))
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found

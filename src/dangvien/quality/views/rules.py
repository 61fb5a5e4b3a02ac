"""The rule book of a unit: the list, one rule, trying a setting, setting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.core import rules as core_rules
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, may
from dangvien.quality import tasks
from dangvien.quality.actions import lift_rule, set_rule, try_rule
from dangvien.quality.effort import note
from dangvien.quality.models import Setting
from dangvien.quality.queries import book
from dangvien.quality.rule_forms import AS_BOOK, Set, Try, brought, carried
from dangvien.quality.trying import Trial

_SHOWN = 12  # units of a trial shown at once


@policy("finding.work")
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its state for a unit."""
    user = me(request)
    org = _unit(request, user)
    told = book.lines(org)
    return render(request, "quality/rules.html", {
        "place": "worklist", "org": org, "orgs": book.units_of(user, "finding.work"),
        "groups": [
            ("Tổ chức đảng", [one for one in told if one.code.startswith("O")]),
            ("Đảng viên", [one for one in told if one.code.startswith("V")]),
        ],
        "sets": may(user, "rule.set", org), "changed": sum(bool(one.state) for one in told),
    })  # fmt: skip


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule for a unit. `?thu=1&…` tries a setting; a POST sets what was tried, or lifts it."""
    user = me(request)
    org = _unit(request, user)
    sets = may(user, "rule.set", org)
    if code not in {one.code for one in core_rules.BOOK} or (request.method == "POST" and not sets):
        raise Http404
    if request.method == "POST":
        return _deed(request, user, org, code)
    return _page(request, user, org, code)


def _page(
    request: HttpRequest, user: User, org: Organisation, code: str, setting: Set | None = None,
    tried: Trial | None = None, problem: str = "",
) -> HttpResponse:  # fmt: skip
    page = book.page(user, org, code)
    asked = request.GET if "thu" in request.GET else None
    form = Try(page, asked, initial=_as_now(page))
    sets = may(user, "rule.set", org)
    if asked is not None and sets and tried is None and form.is_valid():
        try:
            tried = try_rule(actor=user, org=org, rule=code, **form.choice)
        except Impossible as error:
            for name, sentence in error.problems.items():
                form.add_error(name if name in form.fields else None, sentence)
    if tried is not None and setting is None:
        setting = Set(initial={"thu": carried(tried, user), "since": clock.today()})
    return render(request, "quality/rule.html", {
        "place": "worklist", "org": org, "page": page, "form": form, "sets": sets,
        "tried": tried, "setting": setting, "problem": problem, "note": note(),
        "shown": tried.units[:_SHOWN] if tried else [],
        "rest": max(0, tried.touched - _SHOWN) if tried else 0,
        "orgs": book.units_of(user, "finding.work"), "today": clock.today(),
        "history": [(row, book.said(row)) for row in page.history],
    }, status=422 if problem or form.errors or (setting and setting.errors) else 200)  # fmt: skip


def _as_now(page: book.Page) -> dict[str, Any]:
    own = page.own
    severity = (own.severity if own else "") or AS_BOOK
    values = {one.name: one.now for one in page.thresholds}
    return {"bat": "1" if page.line.on else "0", "muc": severity, **values}


def _deed(request: HttpRequest, user: User, org: Organisation, code: str) -> HttpResponse:
    if request.POST.get("lam") == "thoi":
        return _lift(request, user, org, code)
    form, tried = Set(request.POST), brought(request.POST.get("thu", ""), user)
    if tried is None or tried.rule != code or tried.org != org.pk:
        return _page(request, user, org, code, problem="Thử lại rồi hãy đặt: lần thử đã cũ.")
    if not form.is_valid():
        return _page(request, user, org, code, form, tried)
    try:
        with transaction.atomic():
            made = set_rule(
                actor=user, org=org, tried=tried, reason=form.cleaned_data["reason"],
                since=form.cleaned_data["since"],
            )  # fmt: skip
            _run_again(made, user)
    except Impossible as error:
        for name, sentence in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
        return _page(request, user, org, code, form, tried)
    messages.success(request, _done(made))
    return redirect(f"{reverse('rule', args=[code])}?don-vi={org.pk}")


def _lift(request: HttpRequest, user: User, org: Organisation, code: str) -> HttpResponse:
    row = found_or_absent(
        Setting.objects.filter(org=org, rule=code, until=None), pk=request.POST.get("dat")
    )
    try:
        with transaction.atomic():
            made = lift_rule(actor=user, setting=row, reason=request.POST.get("reason", ""))
            _run_again(made, user)
    except Impossible as error:
        return _page(request, user, org, code, problem=" ".join(error.problems.values()))
    messages.success(request, "Đã thôi đặt riêng. Máy đang kiểm tra lại theo cấp trên.")
    return redirect(f"{reverse('rule', args=[code])}?don-vi={org.pk}")


def _run_again(row: Setting, user: User) -> None:
    """The findings of the unit follow at once; those of a day to come with that day's run."""
    if row.since <= clock.today():
        tasks.run.enqueue(row.org_id, user.pk)


def _done(row: Setting) -> str:
    if row.since > clock.today():
        return f"Đã đặt. Có hiệu lực từ ngày {row.since:%d/%m/%Y}."
    return "Đã đặt. Máy đang kiểm tra lại hồ sơ của đơn vị."


def _unit(request: HttpRequest, user: User) -> Organisation:
    """The unit asked for, or the widest that the reader has."""
    seen = Organisation.objects.visible_to(user, "finding.work")
    if asked := request.GET.get("don-vi"):
        found: Organisation = found_or_absent(seen, pk=asked)
        return found
    first = seen.order_by("path").first()
    if first is None:
        raise Http404
    return first

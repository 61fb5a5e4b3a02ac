"""Lists out: the form says what is left of the day's quota; the list leaves as a file or on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.policy import policy
from dangvien.exchange.exports import (
    NeedsSecond,
    NotAllowed,
    Taken,
    allowance,
    ask,
    rejected,
    take_out,
)
from dangvien.exchange.exports.second import limit
from dangvien.exchange.exports.sheet import workbook
from dangvien.exchange.forms import TakeOut
from dangvien.exchange.models import Export
from dangvien.exchange.views.asked import requests_for
from dangvien.exchange.views.found import committees, person_of, the_batch, the_unit
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERMISSION = "member.export"


@policy(PERMISSION)
def export(request: HttpRequest) -> HttpResponse:
    """Ask which columns and why (GET); give the list (POST)."""
    user = person_of(request)
    org = the_unit(request, PERMISSION, request.POST.get("org") or request.GET.get("don-vi"))
    may_reveal = may(user, "member.reveal", org)
    if request.method != "POST":
        return _page(request, org, TakeOut(may_reveal=may_reveal))
    form = TakeOut(request.POST, may_reveal=may_reveal)
    if not form.is_valid():
        return _page(request, org, form, 422)
    told = form.cleaned_data
    paper = told["form"] == "paper"
    try:
        taken = take_out(
            actor=user, org=org, purpose=told["purpose"], tier=int(told["tier"]),
            reveal=bool(told.get("reveal")), paper=paper,
        )  # fmt: skip
    except NeedsSecond as problem:
        return _second(request, org, form, problem.rows)
    except NotAllowed as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _page(request, org, form, 422)
    return handed(request, taken, paper=paper)


def handed(request: HttpRequest, taken: Taken, *, paper: bool) -> HttpResponse:
    """The list itself: a file, or a page to print."""
    if paper:
        return render(request, "exchange/paper.html", {
            "taken": taken, "org": taken.export.org, "heads": taken.rows.columns,
            "rows": taken.rows.rows(),
        })  # fmt: skip
    return _file(workbook(taken), _name(taken))


def _second(request: HttpRequest, org: Organisation, form: TakeOut, rows: int) -> HttpResponse:
    """A long list waits for somebody else: ask, and show what was asked."""
    told = form.cleaned_data
    try:
        made = ask(
            actor=person_of(request), org=org, purpose=told["purpose"], rows=rows,
            tier=int(told["tier"]), reveal=bool(told.get("reveal")), paper=told["form"] == "paper",
        )  # fmt: skip
    except NotAllowed as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _page(request, org, form, 422)
    return redirect("export-request", uid=made.uid)


def _name(taken: Taken) -> str:
    return f"danh-sach-dang-vien-{taken.export.pk}.xlsx"


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest, org: Organisation, form: TakeOut, status: int = 200
) -> HttpResponse:
    user = person_of(request)
    before = Export.objects.filter(
        org__in=Organisation.objects.visible_to(user, PERMISSION).values("pk")
    )
    return render(request, "exchange/export.html", {
        "place": "exchange", "form": form, "org": org, "orgs": committees(user, PERMISSION),
        "allowance": allowance(user), "alone": limit(), "waiting": requests_for(user),
        "before": before.select_related("org", "user").order_by("-pk")[:20],
    }, status=status)  # fmt: skip


@policy("import.run")
def rejects(request: HttpRequest, uid: object) -> HttpResponse:
    """The rejected rows as they were typed, with reasons, to mend and send again."""
    batch = the_batch(request, uid)  # type: ignore[arg-type]
    return _file(rejected(actor=person_of(request), batch=batch), "dong-tu-choi.xlsx")

"""Sheets: made for those still to be asked, keyed in again by their code."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns.queries import current
from dangvien.exchange.exports import NotAllowed, allowance
from dangvien.members.actions import open_record
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, paths, under
from dangvien.worklists import actions
from dangvien.worklists.actions.handing_out import MOST, PAPER, WORKBOOK
from dangvien.worklists.models import Handout, Returned, Sheet
from dangvien.worklists.people import due_of
from dangvien.worklists.sheets import codes, keying, laying
from dangvien.worklists.views.way import number, worked_on

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRINT = "member.export"
_UNITS = 300
NO_SHEET = "Không có phiếu mang mã này trong đơn vị của đồng chí. Xem lại mã ở góc phải phiếu."


class Making(forms.Form):
    """What is made, by when it is to come back."""

    kind = forms.ChoiceField(
        label="Lập gì", widget=forms.RadioSelect, initial=PAPER,
        choices=[(PAPER, "Phiếu giấy để đi thăm, mỗi người một tờ (PDF)"),
                 (WORKBOOK, "Danh sách Excel gửi chi bộ điền, rồi gửi lại")],
        error_messages={"required": "Chọn phiếu giấy hay danh sách Excel."},
    )  # fmt: skip
    due = forms.DateField(
        label="Trả lại trước hết ngày", required=False, input_formats=["%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Ngày viết theo dạng 19/12/2025."},
    )  # fmt: skip


@policy("member.export")
@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest) -> HttpResponse:
    """Ask for which unit (GET); give the file (POST), which is logged and counts for the quota."""
    user = me(request)
    org = _unit(user, request.POST.get("don-vi") or request.GET.get("don-vi", ""))
    if request.method != "POST":
        return _page(
            request, user, org, Making(initial={"kind": PAPER, "due": due_of(current(user), org)})
        )
    form = Making(request.POST)
    if not form.is_valid():
        return _page(request, user, org, form, 422)
    kind, due = form.cleaned_data["kind"], form.cleaned_data["due"]
    try:
        if kind == WORKBOOK and not _one_cell(user, org):
            raise NotAllowed(
                "Danh sách Excel lập cho từng chi bộ. Đồng chí chọn một chi bộ.", "org"
            )
        handed = actions.hand_out(actor=user, org=org, kind=kind, due=due)
    except NotAllowed as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _page(request, user, org, form, 422)
    if kind == PAPER:
        content = laying.paper(user, org, [(one.handout, one.sheets) for one in handed])
        return _file(content, "application/pdf", f"phieu-di-tham-{org.pk}.pdf")
    content = laying.workbook(handed[0].handout, handed[0].sheets)
    return _file(content, XLSX, f"danh-sach-can-hoi-{org.pk}.xlsx")


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Key in what was written by pen, in the order of the sheet."""
    user = me(request)
    one = _sheet(user, code)
    if one is None:
        raise Http404
    person = worked_on(user, one.person.uid)
    if one.state != "out":
        return _over(request, user, one)
    if request.method == "GET":
        person = open_record(actor=user, uid=person.uid)
        return _keying(request, one, person, keying.form(one, person, None, user))
    form = keying.form(one, person, request.POST, user)
    if not form.wrong:
        try:
            done = actions.key_in(
                actor=user, sheet=one, given=form.given, right=form.right,
                version=number(request.POST.get("version")),
            )  # fmt: skip
        except Stale:
            messages.warning(request, "Hồ sơ vừa có người sửa. Xem lại các ô rồi lưu; chưa ghi gì.")
            return _keying(request, one, person, form, 409)
        except Impossible as error:
            form.refuse(error.problems)
        else:
            messages.success(request, _done(one, done))
            return redirect("sheets")
    return _keying(request, one, person, form, 422)


@policy("finding.work")
@require_http_methods(["GET"])
def by_code(request: HttpRequest) -> HttpResponse:
    """From a code that somebody typed to its sheet."""
    code = codes.typed(request.GET.get("ma", "")[:40])
    if code and _sheet(me(request), code) is not None:
        return redirect("sheet", code)
    messages.error(request, NO_SHEET)
    return redirect("sheets")


def _unit(user: User, told: str) -> Organisation:
    visible = Organisation.objects.visible_to(user, PRINT).select_related("parent")
    if told:
        unit: Organisation = found_or_absent(visible, pk=told)
        return unit
    first = visible.filter(path__in=paths(user, PRINT)).order_by("path").first()
    if first is None:
        raise Http404
    return first


def _one_cell(user: User, org: Organisation) -> bool:
    return not actions.too_many(user, org) and len({p.unit for p in actions.to_ask(user, org)}) <= 1


def _sheet(user: User, code: str) -> Sheet | None:
    """A sheet about somebody on whom the user works; of any other nothing is said."""
    mine = Person.objects.visible_to(user, "finding.work")
    rows = Sheet.objects.filter(code=code, person__in=mine.values("pk"))
    return rows.select_related("person", "handout__unit").first()


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest, user: User, org: Organisation, form: Making, status: int = 200
) -> HttpResponse:
    tops = paths(user, PRINT)
    many = actions.too_many(user, org)
    people = [] if many else actions.to_ask(user, org)
    mine = Organisation.objects.visible_to(user, "finding.work").under(org).values("pk")
    before = Handout.objects.filter(unit__in=mine).select_related("unit", "made_by").annotate(
        count=Count("sheets"), back=Count("sheets", filter=Q(sheets__state="back")),
        void=Count("sheets", filter=Q(sheets__state="void")),
    )  # fmt: skip
    return render(request, "worklists/sheets.html", {
        "place": "worklist", "org": org, "form": form, "units": _choices(tops, org), "people": people,
        "many": many,
        "cells": len({one.unit for one in people}), "most": MOST, "allowance": allowance(user),
        "before": before.order_by("-pk")[:20],
        "returned": Returned.objects.filter(unit__in=mine).select_related("unit").order_by("-pk")[:10],
    }, status=status)  # fmt: skip


def _choices(tops: list[str], org: Organisation) -> list[Organisation]:
    """Units to choose from; where they are many, what hangs below this one and what stands above it."""
    units = Organisation.objects.filter(under(tops), closed_on=None).order_by("path")
    if units[: _UNITS + 1].count() > _UNITS:
        units = units.filter(Q(parent=org) | Q(pk__in=[org.pk, *org.ancestor_ids]))
    return list(units[:_UNITS])


def _keying(
    request: HttpRequest, one: Sheet, person: Person, form: keying.Form, status: int = 200
) -> HttpResponse:
    return render(request, "worklists/sheet.html", {
        "place": "worklist", "sheet": one, "name": person.full_name, "uid": person.uid,
        "unit": one.handout.unit.name, "version": person.version, "form": form,
    }, status=status)  # fmt: skip


def _over(request: HttpRequest, user: User, one: Sheet) -> HttpResponse:
    """A sheet that was keyed in, or that another one took the place of."""
    later = Sheet.objects.filter(person=one.person, state="out", pk__gt=one.pk).order_by("-pk")
    return render(request, "worklists/sheet_over.html", {
        "place": "worklist", "sheet": one, "name": one.person.full_name, "uid": one.person.uid,
        "later": later.first() if one.state == "void" else None, "by": one.back_by,
    })  # fmt: skip


def _done(one: Sheet, done: actions.KeyedIn) -> str:
    """What became of a sheet, in one sentence."""
    parts = (
        (len(done.written), "ô đã ghi vào hồ sơ"), (len(done.waiting), "ô gửi xã duyệt"),
        (len(done.compared), "ô đã đối chiếu"), (len(done.same), "ô vốn đã đúng"),
    )  # fmt: skip
    said = ", ".join(f"{count} {words}" for count, words in parts if count)
    return f"Đã nhập phiếu {one.code}" + (f": {said}." if said else ".")

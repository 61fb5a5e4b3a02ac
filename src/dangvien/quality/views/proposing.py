"""Bringing new values of identity for one person, with where they were seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members.actions import open_record
from dangvien.members.boxes import written
from dangvien.members.fields import label
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.members.sealed import masked, numbers
from dangvien.members.sheet import value_of
from dangvien.members.views import conflict
from dangvien.members.views.doubting import doubtful
from dangvien.members.views.record import readable
from dangvien.orgs.scope import may
from dangvien.quality import approvers, locks
from dangvien.quality.actions import propose as bring
from dangvien.quality.field_policy import WITH_APPROVAL
from dangvien.quality.models import Finding
from dangvien.quality.proposal_forms import Propose
from dangvien.quality.queries import told
from dangvien.quality.queries.proposals import waiting_for

_MORE = ("evidence",)


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the values, which is a reading of the record, or send them to whoever approves."""
    user = me(request)
    person = readable(user, uid)
    if not may(user, "finding.work", person.unit):
        raise Http404
    if request.method == "GET":
        open_record(actor=user, uid=uid)
    elif "xung-dot" in request.POST:
        return conflict.settle(
            request, user, person, "", WITH_APPROVAL, write=_bringing(request, user, person),
            more=_MORE,
        )  # fmt: skip
    form = _form(request, person)
    if request.method == "POST" and (answer := _send(request, user, person, form)) is not None:
        return answer
    return render(request, "quality/propose.html", {
        "place": "members", "uid": person.uid, "name": person.full_name, "form": form,
        "unit": person.unit.name, "level": approvers.level(person.unit, user),
        "locked": locks.signed(person.unit), "about": _about(person, form.focus),
        "waiting": [
            (one, by, ", ".join(label(name).lower() for name in names))
            for one, by, names in waiting_for(person.pk)
        ],
    }, status=422 if form.is_bound else 200)  # fmt: skip


def _form(request: HttpRequest, person: Person) -> Propose:
    held = numbers(person)
    stored = {name: value_of(person, name, held) for name in WITH_APPROVAL}
    masks = {name: masked(held[name]) for name in WITH_APPROVAL if held.get(name)}
    asked: dict[str, Any] = {
        "names": WITH_APPROVAL, "stored": stored, "masks": masks, "focus": request.GET.get("o", "")
    }  # fmt: skip
    if request.method == "POST":
        return Propose(request.POST, **asked)
    initial: dict[str, Any] = {"version": person.version}
    if request.GET.get("may"):  # "đã xem thẻ, dùng số này": the machine's value stands in the box
        fixes = [one.fix for one in _about(person, asked["focus"]) if one.fix]
        initial |= {asked["focus"]: fixes[0]} if fixes else {}
    return Propose(initial=initial, **asked)


def _about(person: Person, field: str) -> list[Any]:
    """The open findings of the field that was asked for, in words."""
    rows = Finding.objects.alive().filter(person=person, field=field).exclude(state=Finding.WAIVED)
    return told(rows.order_by("pk")) if field else []


def _send(request: HttpRequest, user: User, person: Person, form: Propose) -> HttpResponse | None:
    """Send a valid form; None when it must be shown again with what is wrong."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    then = conflict.as_read(person, given["version"])
    values = {
        name: text for name, text in form.typed().items()
        if text and text not in (then.get(name, ""), written(name, then.get(name, "")))
    }  # fmt: skip
    if not values:
        form.add_error(form.focus or None, "Ghi giá trị đúng; ô này chưa khác gì hồ sơ.")
        return None
    if not given["keep"] and doubtful(form, person, values):
        return None
    wish = conflict.Wish(
        values, given["source"], verified=False, version=given["version"],
        more={"evidence": given["evidence"]},
    )  # fmt: skip
    try:
        said = _bringing(request, user, person)(values, given["source"], given["version"])
    except Impossible as error:
        for name, sentence in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
        return None
    except Stale:
        return conflict.page(request, user, person, "", wish)
    messages.success(request, said)
    return redirect("member", person.uid)


def _bringing(request: HttpRequest, user: User, person: Person) -> conflict.Write:
    def write(values: dict[str, str], source: str, version: int) -> str:
        made = bring(
            actor=user, person=person, version=version, source=source,
            evidence=request.POST.get("evidence", ""),
            values={name: text for name, text in values.items() if text and name in WITH_APPROVAL},
        )  # fmt: skip
        level = approvers.level(made.unit, user)
        where = f" {level.name} xem rồi mới ghi." if level else ""
        return f"Đã gửi đề nghị.{where}"

    return write

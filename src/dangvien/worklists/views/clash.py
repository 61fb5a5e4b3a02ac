"""Somebody wrote the same field meanwhile (picture 16b): three values, none chosen at first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dangvien.accounts.models import User
from dangvien.members.actions import reveal
from dangvien.members.actions.editing import since
from dangvien.members.boxes import written
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.members.sealed import masked
from dangvien.orgs.scope import may
from dangvien.quality.actions import propose
from dangvien.quality.evidence import TOLD
from dangvien.worklists.fixing import Ask

MINE, THEIRS, BEFORE, UNSURE = "minh", "kia", "cu", "khong-chac"
CHOOSE = "Chọn một giá trị, hoặc để người khác chọn."


def page(
    request: HttpRequest, user: User, person: Person, one: Ask, typed: str, stale: Stale
) -> HttpResponse:
    """What both wrote, and what stood there before."""
    return _page(request, user, person, one.field, typed, stale, str(one.told.uid))


def settle(request: HttpRequest, user: User, person: Person, onward: str) -> HttpResponse:
    """Bring the chosen value; what the other wrote needs nothing more."""
    field, typed = request.POST.get("o", ""), request.POST.get("gia-tri", "")[:1_000]
    first, chosen = _number(request, "dau"), request.POST.get("chon", "")
    changes = since(person, first)
    theirs = next((change for change in changes if change.field == field), None)
    if theirs is None:  # somebody took it back: nothing is left to choose
        messages.info(request, "Hồ sơ đã trở lại như lúc đồng chí mở. Xin ghi lại.")
        return HttpResponseRedirect(request.path)
    stale = Stale(changes, person.version)
    finding = request.POST.get("viec", "")
    if chosen not in (MINE, THEIRS, BEFORE, UNSURE):
        return _page(request, user, person, field, typed, stale, finding, again=True)
    if chosen == THEIRS:
        messages.success(request, f"Giữ giá trị đ/c {_short(theirs.actor)} đã ghi.")
        return HttpResponseRedirect(onward)
    value = theirs.before if chosen == BEFORE else typed
    evidence = TOLD if chosen == UNSURE else request.POST.get("nguon", "")
    try:
        propose(
            actor=user, person=person, values={field: value} if value else {}, evidence=evidence,
            source=request.POST.get("van-ban", "")[:160], version=_number(request, "version"),
            erase=() if value else [field], findings=list(person.findings.alive().filter(field=field)),
        )  # fmt: skip
    except Stale as again:
        return _page(request, user, person, field, typed, again, finding)
    except Impossible as error:
        messages.error(request, " ".join(error.problems.values()))
        return HttpResponseRedirect(request.path)
    said = "Đã gửi để người khác chọn." if chosen == UNSURE else "Đã ghi lựa chọn của đồng chí."
    messages.success(request, f"{said} Giá trị không chọn vẫn giữ trong lịch sử hồ sơ.")
    return HttpResponseRedirect(onward)


def _page(
    request: HttpRequest, user: User, person: Person, field: str, typed: str, stale: Stale,
    finding: str, *, again: bool = False,
) -> HttpResponse:  # fmt: skip
    theirs = next(change for change in stale.changes if change.field == field)
    clear = field not in IDENTIFIERS or _shown(user, person, field)
    others = [change.field for change in stale.changes if change.field != field]
    return render(request, "worklists/clash.html", {
        "place": "worklist", "uid": person.uid, "name": person.full_name, "field": field,
        "label": label(field), "typed": typed, "mine": written(field, typed),
        "theirs": _text(field, theirs.after, clear), "before": _text(field, theirs.before, clear),
        "actor": theirs.actor.split(" (", maxsplit=1)[0], "short": _short(theirs.actor),
        "at": theirs.at, "basis": _basis(theirs.source), "first": _first(request), "finding": finding,
        "version": stale.version, "source": request.POST.get("nguon", ""),
        "paper": request.POST.get("van-ban", "")[:160], "again": CHOOSE if again else "",
        "others": [label(name) for name in others], "verb": _verb(field),
    }, status=422 if again else 409)  # fmt: skip


def _shown(user: User, person: Person, kind: str) -> bool:
    """To choose between numbers one must see them: where revealing is allowed, and logged."""
    if not may(user, "member.reveal", person.unit):
        return False
    reveal(actor=user, person=person, kind=kind)
    return True


def _text(field: str, value: str, clear: bool) -> str:
    if not clear:
        return masked(value) or "trống"
    return written(field, value) or "trống"


def _basis(source: str) -> str:
    """On what paper the other one rested; that somebody wrote it is said already."""
    return "" if source.endswith(" ghi") else source


def _verb(field: str) -> str:
    return "số" if field in IDENTIFIERS else "ngày" if field.endswith("_date") else "giá trị"


def _short(actor: str) -> str:
    """The given name: "Hà Thị Mai (mai)" → "Mai"."""
    name = actor.split(" (", maxsplit=1)[0]
    return name.split()[-1] if name.split() else "kia"


def _first(request: HttpRequest) -> str:
    """The version at which the page was first opened; it stays when the page asks again."""
    return request.POST.get("dau") or request.POST.get("version", "")


def _number(request: HttpRequest, name: str) -> int:
    told = request.POST.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else -1

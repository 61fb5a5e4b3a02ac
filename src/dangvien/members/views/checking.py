"""Marking fields as compared with a paper, one tick a field."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.models import User
from dangvien.members import actions
from dangvien.members.boxes import written
from dangvien.members.fields import IDENTIFIERS, IDENTITY, PROJECTED, UNIT, label
from dangvien.members.forms import Check
from dangvien.members.groups import CHECK, Group
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.members.sealed import masked, numbers
from dangvien.members.sheet import NINE, OTHERS, value_of
from dangvien.orgs.scope import may

FASTER = "Hồ sơ vừa có người sửa. Xem lại rồi đánh dấu; chưa ghi gì."


def check(request: HttpRequest, user: User, person: Person, groups: list[Group]) -> HttpResponse:
    """Ticks for the fields that hold something, their values beside them; numbers masked."""
    choices = _choices(user, person)
    form = Check(request.POST or None, choices=choices, initial={"version": person.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.verify(actor=user, person=person, **form.cleaned_data)
        except Impossible as error:
            for sentence in dict.fromkeys(error.problems.values()):
                form.add_error("names", sentence)
        except Stale:
            messages.warning(request, FASTER)
            return redirect("member", person.uid)
        else:
            messages.success(request, "Đã ghi là đã đối chiếu.")
            return redirect("member", person.uid)
    return render(request, "members/check.html", {
        "place": "members", "uid": person.uid, "name": person.full_name, "form": form,
        "groups": groups, "slug": CHECK,
    }, status=422 if form.is_bound else 200)  # fmt: skip


def _choices(user: User, person: Person) -> list[tuple[str, str]]:
    held = numbers(person)
    identity = may(user, "member.identity", person.unit)
    mine = actions.may_edit(user, person) | IDENTITY | {*PROJECTED, *UNIT}
    names = [n for n in (*NINE, *OTHERS) if n in mine and (identity or n not in IDENTITY)]
    values = {name: value_of(person, name, held) for name in names}
    return [
        (name, f"{label(name)}: {masked(text) if name in IDENTIFIERS else written(name, text)}")
        for name, text in values.items() if text
    ]  # fmt: skip

"""Editing a record: one group of fields with their source; checking fields against a source."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members import actions
from dangvien.members.boxes import listed, written
from dangvien.members.fields import IDENTIFIERS, IDENTITY, label
from dangvien.members.forms import Edit
from dangvien.members.groups import CHECK, Group, group_of, groups
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.members.sealed import masked, numbers
from dangvien.members.sheet import value_of
from dangvien.members.views import checking, conflict
from dangvien.members.views.doubting import doubtful
from dangvien.members.views.record import readable
from dangvien.orgs.scope import may

STILL = "Ô này đang có giá trị. Muốn bỏ hẳn thì đánh dấu ở dưới; không thì giữ như cũ."


@policy("member.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a group of fields, which is a reading, or write what was typed."""
    user = me(request)
    person = readable(user, uid)
    allowed = actions.may_edit(user, person)
    if not allowed:
        raise Http404
    if request.method == "GET" and request.GET.get("o") in IDENTITY:  # takes a second person
        return redirect(f"{reverse('propose', args=[uid])}?o={request.GET['o']}")
    if request.method == "GET":
        actions.open_record(actor=user, uid=uid)
    mine = [group for group in groups() if set(group.names) & allowed]
    if request.GET.get("nhom") == CHECK:
        return checking.check(request, user, person, mine)
    wanted = request.GET.get("nhom") or group_of(request.GET.get("o", ""))
    group = next((group for group in mine if group.slug == wanted), mine[0])
    names = [name for name in group.names if name in allowed]
    if request.method == "POST" and "xung-dot" in request.POST:
        return conflict.settle(request, user, person, group.slug, names)
    form = _form(request, person, names)
    if request.method == "POST":
        answer = _write(request, user, person, group, form)
        if answer is not None:
            return answer
    return render(request, "members/edit.html", {
        "place": "members", "uid": person.uid, "name": person.full_name, "form": form,
        "group": group, "groups": mine, "listed": listed(names),
        "identity": _identity(person, group) if may(user, "finding.work", person.unit) else [],
    }, status=422 if form.is_bound else 200)  # fmt: skip


def _identity(person: Person, group: Group) -> list[tuple[str, str, str]]:
    """The fields of this page that one person alone does not change: name, label, value or mask."""
    held = numbers(person)
    values = [(name, value_of(person, name, held)) for name in group.names if name in IDENTITY]
    return [
        (name, label(name), masked(text) if name in IDENTIFIERS else written(name, text))
        for name, text in values
    ]


def _form(request: HttpRequest, person: Person, names: list[str]) -> Edit:
    held = numbers(person)
    stored = {name: value_of(person, name, held) for name in names}
    masks = {name: masked(held[name]) for name in names if held.get(name)}
    if request.method == "POST":
        return Edit(request.POST, names=names, stored=stored, masks=masks)
    focus = request.GET.get("o", "")
    initial = {"version": person.version}
    return Edit(names=names, stored=stored, masks=masks, focus=focus, initial=initial)


def _write(
    request: HttpRequest, user: User, person: Person, group: Group, form: Edit
) -> HttpResponse | None:
    """Write a valid form; None when it must be shown again with what is wrong."""
    if not form.is_valid():
        return None
    then = conflict.as_read(person, form.cleaned_data["version"])
    typed = form.typed()
    values = {n: t for n, t in typed.items() if t and t != written(n, then.get(n, ""))}
    emptied = [
        name for name, text in typed.items()
        if not text and then.get(name) and name not in IDENTIFIERS
    ]  # fmt: skip
    erase = emptied if form.cleaned_data["erase"] else []
    for name in emptied if not erase else ():
        form.add_error(name, STILL)
    if form.errors:
        return None
    if not values and not erase:
        messages.info(request, "Không có ô nào thay đổi.")
        return redirect("member", person.uid)
    if not form.cleaned_data["keep"] and doubtful(form, person, values):
        return None
    told = form.cleaned_data
    wish = conflict.Wish(
        values | dict.fromkeys(erase, ""), told["source"], told["verified"], told["version"]
    )
    return _correct(request, user, person, group, form, wish)


def _correct(
    request: HttpRequest, user: User, person: Person, group: Group, form: Edit, wish: conflict.Wish
) -> HttpResponse | None:
    try:
        actions.correct(
            actor=user, person=person, version=wish.version, source=wish.source,
            verified=wish.verified, values={n: t for n, t in wish.values.items() if t},
            erase=[name for name, text in wish.values.items() if not text],
        )  # fmt: skip
    except Impossible as error:
        for name, sentence in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
        return None
    except Stale:
        return conflict.page(request, user, person, group.slug, wish)
    messages.success(request, "Đã lưu. Giá trị cũ vẫn giữ trong lịch sử hồ sơ.")
    return redirect("member", person.uid)

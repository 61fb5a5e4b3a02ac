"""Two people wrote the same record: nothing is overwritten, each field both touched is chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.models import User
from dangvien.members import actions
from dangvien.members.actions.editing import since
from dangvien.members.boxes import written
from dangvien.members.fields import IDENTIFIERS, PROJECTED, label
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Since, Stale
from dangvien.members.sealed import masked, numbers
from dangvien.members.sheet import value_of
from dangvien.orgs.scope import may

CHOOSE = "Chọn một giá trị."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wanted to write into a record that they read at a version."""

    values: dict[str, str]  # an empty one: to be erased
    source: str
    verified: bool
    version: int
    more: dict[str, str] = field(default_factory=dict)  # what else the form carried


# Writes chosen values (an empty one: erased) from a source at a version; says what then happened.
Write = Callable[[dict[str, str], str, int], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that both wrote: as it was, as the other wrote it, as the reader wrote it."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    typed: str
    actor: str
    error: str = ""


def as_read(person: Person, version: int) -> dict[str, str]:
    """The record's values at a version: today's, with what changed since put back."""
    held = numbers(person)
    names = actions.editable() | set(PROJECTED)
    values = {name: value_of(person, name, held) for name in names}
    return values | {one.field: one.before for one in since(person, version)}


def page(
    request: HttpRequest, user: User, person: Person, slug: str, wish: Wish, *, again: bool = False
) -> HttpResponse:
    """Who changed what meanwhile, and the choices that are left; nothing is chosen at first."""
    person = actions.open_record(actor=user, uid=person.uid)
    changed = {one.field: one for one in since(person, wish.version)}
    both = [n for n in wish.values if n in changed and changed[n].after != wish.values[n]]
    clear = _may_see(user, person, [name for name in both if name in IDENTIFIERS])
    mine_only = [name for name in wish.values if name not in both]
    theirs_only = [n for n in changed if n not in wish.values and n in actions.editable()]
    last = max(changed.values(), key=lambda one: one.at, default=None)
    return render(request, "members/conflict.html", {
        "place": "members", "uid": person.uid, "name": person.full_name, "slug": slug,
        "wish": {"source": wish.source, "verified": wish.verified, "version": wish.version,
                 "more": wish.more},
        "version": person.version,
        "last": _last(last) if last else None,
        "choices": [_choice(changed[name], wish.values[name], clear, again) for name in both],
        "mine_only": [(n, label(n), _text(n, wish.values[n], True), wish.values[n]) for n in mine_only],
        "theirs_only": [(label(n), _text(n, changed[n].after, False)) for n in theirs_only],
    }, status=422 if again else 409)  # fmt: skip


def settle(
    request: HttpRequest, user: User, person: Person, slug: str, names: Collection[str], *,
    write: Write | None = None, more: Collection[str] = (),
) -> HttpResponse:  # fmt: skip
    """Write what was chosen; a field without a choice is asked for again.

    `write`: how, where it is not a correction; `more`: what else the form carried.
    """
    first = _number(request, "dau")
    then = as_read(person, first)
    typed = {n: request.POST[f"moi-{n}"] for n in names if f"moi-{n}" in request.POST}
    told = {n: request.POST.get(f"chon-{n}", "") for n in typed if f"chung-{n}" in request.POST}
    source, verified = request.POST.get("source", "")[:160], "verified" in request.POST
    carried = {name: request.POST.get(name, "")[:200] for name in more}
    wish = Wish(typed, source, verified, first, carried)
    if any(choice not in ("cu", "kia", "minh") for choice in told.values()):
        return page(request, user, person, slug, wish, again=True)
    values = {n: text for n, text in typed.items() if told.get(n, "minh") == "minh"}
    values |= {n: then.get(n, "") for n, choice in told.items() if choice == "cu"}
    said = "Đã lưu lựa chọn. Giá trị không chọn vẫn giữ trong lịch sử hồ sơ."
    try:
        if values:
            put = write or _correction(user, person, verified)
            said = put(values, source, _number(request, "version")) or said
    except Stale:
        return page(request, user, person, slug, wish)
    except Impossible as error:
        messages.error(request, " ".join(error.problems.values()))
        return redirect("member", person.uid)
    messages.success(request, said)
    return redirect("member", person.uid)


def _correction(user: User, person: Person, verified: bool) -> Write:
    def write(values: dict[str, str], source: str, version: int) -> str:
        actions.correct(
            actor=user, person=person, version=version, source=source, verified=verified,
            values={n: text for n, text in values.items() if text},
            erase=[n for n, text in values.items() if not text],
        )  # fmt: skip
        return ""

    return write


def _choice(one: Since, mine: str, clear: bool, again: bool) -> Choice:
    return Choice(
        one.field, label(one.field), _text(one.field, one.before, clear),
        _text(one.field, one.after, clear), _text(one.field, mine, True), mine,
        _short(one.actor), CHOOSE if again else "",
    )  # fmt: skip


def _text(name: str, value: str, clear: bool) -> str:
    if name in IDENTIFIERS and not clear:
        return masked(value) or "trống"
    return written(name, value) or "trống"


def _may_see(user: User, person: Person, kinds: list[str]) -> bool:
    """To choose between numbers one must see them: shown where revealing is allowed, and logged."""
    if not kinds or not may(user, "member.reveal", person.unit):
        return False
    for kind in kinds:
        actions.reveal(actor=user, person=person, kind=kind)
    return True


def _last(one: Since) -> dict[str, object]:
    return {"short": _short(one.actor), "actor": _name(one.actor), "at": one.at}


def _name(actor: str) -> str:
    """Whom to name: "Hà Thị Mai (mai)" → "Hà Thị Mai"."""
    return actor.split(" (", maxsplit=1)[0]


def _short(actor: str) -> str:
    """The given name: "Hà Thị Mai (mai)" → "Mai"."""
    return _name(actor).split()[-1] if actor else ""


def _number(request: HttpRequest, name: str) -> int:
    told = request.POST.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else -1

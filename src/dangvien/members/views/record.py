"""One record: the page that is a sheet with a red margin, a number shown on request, who looked."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.audit.queries import viewers as looked
from dangvien.audit.words import deed, doer
from dangvien.members import actions
from dangvien.members.margin import remarks
from dangvien.members.models import Person
from dangvien.members.party_age import party_age
from dangvien.members.queries.merged import survivor
from dangvien.members.rights import rights
from dangvien.members.sealed import numbers
from dangvien.members.sheet import sheet, shown_value
from dangvien.members.views.lines import lines
from dangvien.orgs.scope import found_or_absent


@policy("member.read")
@require_GET
def record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The record, its findings in the margin, its history; opening it is logged."""
    try:
        person = actions.open_record(actor=me(request), uid=uid)
    except Http404:
        if (stands := survivor(me(request), uid)) is None:
            raise
        messages.info(request, "Hồ sơ ở địa chỉ ấy đã gộp vào hồ sơ này.")
        return redirect("member", stands)
    return page(request, person)


@policy("member.reveal")
@require_POST
def reveal(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The same page with one number in the clear, in this answer only; logged."""
    person = readable(me(request), uid)
    actions.reveal(actor=me(request), person=person, kind=kind.replace("-", "_"))
    return page(request, person, {kind.replace("-", "_")})


@policy("audit.viewers")
@require_GET
def viewers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who opened, revealed, printed or exported this record; asking is logged too."""
    person = actions.see_viewers(actor=me(request), uid=uid)
    entries = [(one.at, doer(one.actor), deed(one.action)) for one in looked(person.uid, 200)]
    return render(request, "members/viewers.html", {
        "place": "members", "uid": person.uid, "name": person.full_name, "entries": entries,
    })  # fmt: skip


def readable(user: User, uid: UUID) -> Person:
    """A person whom the caller may read; 404 otherwise. The caller logs what is done next."""
    people = Person.objects.visible_to(user, "member.read").select_related("unit")
    person: Person = found_or_absent(people, uid=uid)
    return person


def page(request: HttpRequest, person: Person, revealed: Collection[str] = ()) -> HttpResponse:
    """The record's page; the template gets words, never the person."""
    may, held = rights(me(request), person.unit), numbers(person)
    laid = sheet(
        person, held, remarks(person, held), revealed=revealed, editable=actions.allowed(may),
        events="member.event" in may, proposes="finding.work" in may,
    )  # fmt: skip
    return render(request, "members/record.html", {
        "place": "members", "uid": person.uid, "name": person.full_name, "sheet": laid,
        "total": sum(laid.counts.values()), "lead": laid.lead, "about": about(person),
        "unit": {"pk": person.unit.pk, "name": person.unit.name},
        "lines": lines(person, "member.event" in may),
        "may": {
            word: f"member.{word}" in may for word in ("reveal", "edit", "event", "export")
        } | {"viewers": "audit.viewers" in may},
    })  # fmt: skip


def about(person: Person) -> list[str]:
    """The line under the name: type, cell, Party age, state."""
    kind = {"official": "Đảng viên chính thức", "probationary": "Đảng viên dự bị"}
    years = party_age(person)
    return [
        kind.get(person.member_type, "Đảng viên"), person.unit.name,
        *([f"{years} năm tuổi đảng"] if years else []),
        shown_value("status", person.status).lower(),
    ]  # fmt: skip

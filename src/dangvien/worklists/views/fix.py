"""One thing put right after another: what is wrong, the value, where it was seen, on to the next."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns.queries import current, why_locked
from dangvien.members.actions import open_record
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.quality.actions import propose
from dangvien.quality.models import Proposal
from dangvien.quality.queries import told
from dangvien.worklists.fixing import Ask, Looked, ask, card, look, title
from dangvien.worklists.grid.opened import opened
from dangvien.worklists.people import asked, whom_to_call
from dangvien.worklists.people.words import given_name
from dangvien.worklists.views import clash
from dangvien.worklists.views.way import Place, address, number, place_of, thing_of, worked_on

_LONGEST = 1_000  # characters that a box of this page takes


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def fix(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One thing of one person (GET, which is a reading), or what was answered (POST)."""
    user = me(request)
    person = worked_on(user, uid)
    if request.method == "GET":
        person = open_record(actor=user, uid=uid)
    sent = request.POST if request.method == "POST" else request.GET
    place = place_of(user, person, sent.get("viec", ""))
    if request.method == "POST" and "xung-dot" in request.POST:
        return _settle(request, user, person, place)
    if request.method == "POST":
        return _answer(request, user, person, place)
    if place is None:
        return nothing(request, user, person)
    return page(request, user, person, place)


@policy("finding.work")
@require_POST
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is to be said of the value as far as it is typed; nothing is kept of it."""
    user = me(request)
    person = worked_on(user, uid)
    place = place_of(user, person, request.POST.get("viec", ""))
    if place is None:
        raise Http404
    one = ask(place.told)
    looked = look(user, person, one.field, _typed(request, one))
    return render(request, "worklists/checks.html", {"looked": looked})


def _typed(request: HttpRequest, one: Ask) -> str:
    """What was answered: the machine's proposal when that was chosen, else what was typed."""
    if one.offer and request.POST.get("chon") == "may":
        return one.offer
    return " ".join(request.POST.get("gia-tri", "")[:_LONGEST].split())


def page(
    request: HttpRequest, user: User, person: Person, place: Place, *, typed: str = "",
    problems: dict[str, str] | None = None, looked: Looked | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of one thing; with what was answered when it has to be asked again."""
    one = ask(place.told)
    things = len(place.asked.found)
    return render(request, "worklists/fix.html", {
        "place": "worklist", "person": place.asked, "given": given_name(person.full_name),
        "uid": person.uid, "version": person.version, "told": place.told,
        "title": title(place.told), "ask": one, "typed": typed,
        "chosen": request.POST.get("chon", ""), "source": request.POST.get("nguon", ""),
        "paper": request.POST.get("van-ban", "")[:160],
        "problems": problems or {},
        "looked": looked or (look(user, person, one.field, typed) if one.typed else None),
        "number": place.here + 1, "count": len(place.people),
        "thing": place.thing + 1 if things > 1 else 0, "things": things,
        "last": place.last_of_person, "next": place.next, "list": place.list,
        "next_person": place.next_person, "card": card(one.field),
        "help": whom_to_call(current(user), person.unit), "locked": why_locked(person.unit),
        "also_open": opened(user, [person.uid]).get(person.uid, ""),
        "reason": request.POST.get("ly-do", "")[:500],
    }, status=status)  # fmt: skip


def nothing(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Nothing is left to ask of this person."""
    if request.method == "POST":
        messages.info(request, "Việc này đã có người làm xong.")
        return redirect("worklist")
    people = asked(user, [person.unit])
    return render(request, "worklists/nothing.html", {
        "place": "worklist", "name": person.full_name, "uid": person.uid,
        "next": address(people[0].uid) if people else "", "count": len(people),
        "next_name": given_name(people[0].name) if people else "",
    })  # fmt: skip


def _answer(request: HttpRequest, user: User, person: Person, place: Place | None) -> HttpResponse:
    """What was answered is brought, also where the thing is over by now: then both values are asked."""
    said = told(thing_of(person, request.POST.get("viec", ""), over=True))
    one = ask(said[0]) if said else None
    if one is None or not one.typed:
        return nothing(request, user, person)
    typed = _typed(request, one)
    looked = look(user, person, one.field, typed)
    problems = _problems(request, one, looked, typed)
    if not problems:
        try:
            made = _propose(request, user, person, one, typed)
        except Stale as stale:
            return clash.page(request, user, person, one, typed, stale)
        except Impossible as error:
            problems = error.problems
        else:
            return _done(request, person, made, onward(place, person, one))
    if place is None or place.told.uid != one.told.uid:
        messages.warning(request, "Việc này vừa có người làm xong. " + " ".join(problems.values()))
        return redirect(onward(place, person, one))
    return page(
        request, user, person, place, typed=typed, problems=problems, looked=looked, status=422
    )


def onward(place: Place | None, person: Person, one: Ask) -> str:
    """Where to go after a thing: on in the list, as far as the person still stands in it."""
    if place is None:
        return reverse("worklist")
    return place.next if place.told.uid == one.told.uid else address(person.uid)


def _problems(request: HttpRequest, one: Ask, looked: Looked, typed: str) -> dict[str, str]:
    found = {}
    if not typed:
        found[one.field] = "Chọn hoặc nhập giá trị đúng." if one.offer else "Nhập giá trị đúng."
    elif not looked.whole:
        found[one.field] = "Chưa lưu. Xem lại chỗ đánh dấu bên dưới."
    if one.needs_evidence and not request.POST.get("nguon"):
        found["evidence"] = "Chọn nơi đồng chí đã nhìn thấy."
    return found


def _propose(request: HttpRequest, user: User, person: Person, one: Ask, typed: str) -> Proposal:
    findings = thing_of(person, str(one.told.uid))
    return propose(
        actor=user, person=person, values={one.field: typed}, evidence=request.POST.get("nguon", ""),
        source=request.POST.get("van-ban", "")[:160], version=number(request.POST.get("version")),
        findings=findings,
    )  # fmt: skip


def _settle(request: HttpRequest, user: User, person: Person, place: Place | None) -> HttpResponse:
    """What was chosen between two people's values; without a choice the page asks again."""
    return clash.settle(request, user, person, place.next if place else reverse("worklist"))


def _done(request: HttpRequest, person: Person, made: Proposal, address: str) -> HttpResponse:
    name = given_name(person.full_name)
    waits = made.state == Proposal.WAITING
    said = f"Đã gửi xã duyệt, đồng chí {name}." if waits else f"Đã lưu, đồng chí {name}."
    messages.success(request, said)
    return HttpResponseRedirect(address)

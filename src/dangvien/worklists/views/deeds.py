"""What else is done with a thing: later, to the commune, left as it is."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dangvien import clock
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members.refusals import Impossible
from dangvien.quality.actions import hand_over, waive
from dangvien.worklists import actions
from dangvien.worklists.people.words import given_name
from dangvien.worklists.views.fix import nothing, page
from dangvien.worklists.views.way import place_of, thing_of, worked_on

EXCEPTION = 365  # days that a cell asks for; the commune may end it before


@policy("finding.work")
@require_POST
def later(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Nobody was at home: on to the next person."""
    user = me(request)
    person = worked_on(user, uid)
    place = place_of(user, person, "")
    actions.missed(actor=user, person=person)
    messages.info(
        request,
        f"Đồng chí {given_name(person.full_name)} để sau, chuyển xuống cuối danh sách hôm nay.",
    )
    return redirect(place.next_person if place else reverse("worklist"))


@policy("finding.work")
@require_POST
def to_officer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What no value settles, or what the cell cannot find out, goes to the commune's officer."""
    user = me(request)
    person = worked_on(user, uid)
    place = place_of(user, person, request.POST.get("viec", ""))
    found = thing_of(person, request.POST.get("viec", ""))
    if not hand_over(actor=user, findings=found, to="officer"):
        raise Http404
    messages.success(request, "Đã gửi Ban Xây dựng Đảng xem.")
    return redirect(place.next if place else reverse("worklist"))


@policy("finding.work")
@require_POST
def keep(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The papers say so and nothing can be put right: asked as an exception, with the reason."""
    user = me(request)
    person = worked_on(user, uid)
    place = place_of(user, person, request.POST.get("viec", ""))
    finding = thing_of(person, request.POST.get("viec", "")).first()
    if finding is None or place is None:
        return nothing(request, user, person)
    try:
        waive(
            actor=user, finding=finding, reason=request.POST.get("ly-do", "")[:500],
            until=clock.today() + timedelta(days=EXCEPTION),
        )  # fmt: skip
    except Impossible as error:
        problems = {"reason": " ".join(error.problems.values())}
        return page(request, user, person, place, problems=problems, status=422)
    messages.success(request, "Đã gửi xã đề nghị giữ nguyên.")
    return redirect(place.next)

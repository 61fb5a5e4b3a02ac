"""The record on paper: numbers masked unless asked for in full; every print is logged."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members import actions
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.sealed import numbers
from dangvien.members.sheet import sheet
from dangvien.members.views.record import about
from dangvien.orgs.scope import may


@policy("member.export")
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One sheet; by POST with the numbers in full, where the caller may see them."""
    user, full = me(request), request.method == "POST"
    person = actions.print_record(actor=user, uid=uid, full=full)
    held = numbers(person)
    laid = sheet(person, held, (), revealed=IDENTIFIERS if full else ())
    return render(request, "members/paper.html", {
        "place": "members", "uid": person.uid, "name": person.full_name, "sheet": laid,
        "about": about(person), "full": full, "printed_at": timezone.now(), "printed_by": str(user),
        "may_reveal": may(user, "member.reveal", person.unit),
    })  # fmt: skip

"""Rows that wait for a person: stored beside offered, nothing chosen beforehand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.exchange import actions, queries
from dangvien.exchange.actions.deciding import NOTHING_CHOSEN
from dangvien.exchange.answering import EACH, KEPT, TAKEN
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.views.found import person_of, the_batch
from dangvien.exchange.views.words import answered, inverse_of
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent

PAGE = 20
FIELD = "o-"  # before the name of a field that is answered by itself


@policy("import.run")
def conflicts(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The conflicts of one import."""
    batch = the_batch(request, uid)
    after = request.GET.get("sau", "0")
    rows = queries.rows(
        batch, "conflict", after=int(after) if after.isdigit() and len(after) < 12 else 0,
        limit=PAGE + 1,
    )  # fmt: skip
    return render(request, "exchange/conflicts.html", {
        "place": "exchange", "batch": batch, "rows": rows[:PAGE], "answers": queries.ANSWERS,
        "early": batch.state not in ("committed", "stopped"), "sum": queries.closing(batch),
        "taken_back": (inverse := inverse_of(batch)) is not None and inverse.state != "dropped",
        "next": rows[PAGE - 1].number if len(rows) > PAGE else None,
    })  # fmt: skip


@policy("import.decide")
def passed_up(request: HttpRequest) -> HttpResponse:
    """What lower units could not decide: records of two units, and imports held for a look."""
    user = person_of(request)
    return render(request, "exchange/passed_up.html", {
        "place": "exchange", "rows": queries.passed_up(user), "held": queries.held(user),
        "answers": queries.ANSWERS,
    })  # fmt: skip


@policy("import.decide")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one row."""
    user = person_of(request)
    mine = Batch.objects.visible_to(user, "import.decide").values("pk")
    above = Organisation.objects.visible_to(user, "import.decide").values("pk")
    rows = Row.objects.filter(Q(batch__in=mine) | Q(superior__in=above)).select_related("batch")
    row: Row = found_or_absent(rows, pk=pk)
    try:
        messages.success(request, _answer(request, user, row))
    except actions.Impossible as problem:
        messages.warning(request, str(problem))
    if request.POST.get("ve") == "cap-tren":
        return redirect("passed-up")
    return redirect("import-conflicts", uid=row.batch.uid)


def _answer(request: HttpRequest, user: User, row: Row) -> str:
    """Write the answer for the whole row, or those of its fields; what was done, in words."""
    answer = request.POST.get("tra-loi", "")
    if answer == EACH:
        chosen = {
            name.removeprefix(FIELD): told for name, told in request.POST.items()
            if name.startswith(FIELD) and told in (KEPT, TAKEN)
        }  # fmt: skip
        done = actions.choose(actor=user, row=row, chosen=chosen)
    elif answer in queries.ANSWERS:
        done = actions.decide(actor=user, row=row, answer=answer)
    else:
        raise actions.Impossible(NOTHING_CHOSEN)
    now = {name: told for name, told in done.answers.items() if name not in row.answers}
    return answered(now, queries.ANSWERS.get(answer, ""), more=not done.decided)


@policy("import.decide")
@require_POST
def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a held import go on."""
    user = person_of(request)
    batch = next((one for one in queries.held(user) if one.uid == uid), None)
    found: Batch = batch or found_or_absent(Batch.objects.none(), uid=uid)
    actions.release(actor=user, batch=found)
    messages.success(request, f"Đã cho xem tiếp tệp {found.file_name}.")
    return redirect("passed-up")

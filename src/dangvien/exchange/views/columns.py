"""Which heading is which field: settled by a person, remembered for the source."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.policy import policy
from dangvien.core.schema import MEMBER
from dangvien.exchange import actions, queries
from dangvien.exchange.models import Batch
from dangvien.exchange.views.found import person_of, the_batch

LEFT_OUT = "-"
CHOICES = [(field.name, field.label) for field in MEMBER]


@policy("import.run")
def columns(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose a field for each heading, or leave the column out; the preview is then made again."""
    batch = the_batch(request, uid)
    found = _headings(batch)
    if request.method != "POST":
        return _page(request, batch, found)
    known = {name for name, _ in CHOICES} | {LEFT_OUT}
    settled: dict[str, str] = {}
    for at, column in enumerate(found):
        chosen = request.POST.get(f"cot-{at}", "")
        if chosen in known and chosen != (column.field or LEFT_OUT):
            settled[column.heading] = "" if chosen == LEFT_OUT else chosen
    problem = _twice(settled, found)
    if problem:
        return _page(request, batch, found, problem, settled)
    if settled:
        try:
            actions.settle_columns(actor=person_of(request), batch=batch, headings=settled)
        except actions.Impossible as said:
            messages.warning(request, str(said))
    return redirect("import", uid=uid)


def _headings(batch: Batch) -> list[queries.ColumnTold]:
    """Each heading once, whichever sheets have it."""
    return list({column.heading: column for column in queries.columns(batch)}.values())


def _twice(settled: dict[str, str], found: list[queries.ColumnTold]) -> str:
    """Two headings for one field, said by name; what nobody touched gives way to nobody."""
    taken: dict[str, str] = {}
    for column in found:
        field = settled.get(column.heading, column.field)
        if field and field in taken:
            return (f"Hai cột “{taken[field]}” và “{column.heading}” cùng nhận vào ô "
                    f"{dict(CHOICES).get(field, field)}; đồng chí giữ một cột.")  # fmt: skip
        if field:
            taken[field] = column.heading
    return ""


def _page(
    request: HttpRequest, batch: Batch, found: list[queries.ColumnTold], problem: str = "",
    settled: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    shown = [
        (at, column, (settled or {}).get(column.heading, column.field) or LEFT_OUT)
        for at, column in enumerate(found)
    ]  # fmt: skip
    return render(request, "exchange/columns.html", {
        "place": "exchange", "batch": batch, "shown": shown, "choices": CHOICES,
        "left_out": LEFT_OUT, "problem": problem,
    }, status=422 if problem else 200)  # fmt: skip

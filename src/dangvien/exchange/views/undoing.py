"""Taking an import back: what that does, then an inverse import with its own preview."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.policy import policy
from dangvien.exchange import actions, queries
from dangvien.exchange.views.found import person_of, the_batch
from dangvien.exchange.views.words import inverse_of


@policy("import.run")
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say what an undo does (GET); make its preview (POST). Nothing changes before that is committed."""
    batch = the_batch(request, uid)
    begun = inverse_of(batch)
    if begun and begun.state != "dropped":
        return redirect("import", uid=begun.uid)
    if request.method == "POST":
        try:
            inverse = actions.undo(actor=person_of(request), batch=batch)
        except actions.Impossible as problem:
            messages.warning(request, str(problem))
            return redirect("import", uid=uid)
        return redirect("import", uid=inverse.uid)
    return render(request, "exchange/undo.html", {
        "place": "exchange", "batch": batch, "sum": queries.closing(batch),
        "undo_until": queries.undo_until(batch),
    })  # fmt: skip

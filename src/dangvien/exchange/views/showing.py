"""One import on one page; what stands on it follows the state."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dangvien.accounts.policy import policy
from dangvien.exchange import asked, queries
from dangvien.exchange.models import Batch
from dangvien.exchange.views.found import the_batch
from dangvien.exchange.views.parts import part_of
from dangvien.exchange.views.words import inverse_of, state_of
from dangvien.orgs.models import Organisation

MOVING = ("waiting", "reading", "committing")
_PAGES = {
    "waiting": "reading", "reading": "reading", "committing": "committing", "ready": "ready",
    "committed": "committed", "stopped": "stopped", "refused": "refused", "held": "held",
    "dropped": "dropped",
}  # fmt: skip


@policy("import.run")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The import as it stands: progress, preview, result."""
    batch = the_batch(request, uid)
    return render(request, f"exchange/states/{_PAGES[batch.state]}.html", told(request, batch))


@policy("import.run")
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The bar alone, asked for every second; when the work is over the page is loaded again."""
    batch = the_batch(request, uid)
    response = render(request, "exchange/progress.html", {"batch": batch})
    if batch.state not in MOVING or request.GET.get("luc") not in (None, batch.state):
        response["HX-Refresh"] = "true"
    return response


def told(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    """What every page of an import knows."""
    closing = queries.closing(batch)
    context: dict[str, Any] = {
        "place": "exchange", "batch": batch, "state": state_of(batch), "sum": closing,
        "to_write": closing.new + closing.changed,
        "remaining": max(closing.new + closing.changed - closing.applied, 0),
        "undo_until": queries.undo_until(batch),
        "inverse": inverse_of(batch), "cells": batch.units.count(),
    }  # fmt: skip
    if batch.state == "held":
        above = batch.told.get("superior", batch.org_id)
        context["superior"] = Organisation.objects.filter(pk=above).first()
    if closing.conflict and batch.state in ("committed", "stopped") and batch.kind == "members":
        context["waits"] = asked.still(batch)
    if batch.state in ("ready", "committed", "stopped"):
        context |= part_of(request, batch, closing)
    return context

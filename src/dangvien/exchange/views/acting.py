"""Commit, stop, go on, drop, release: each one press, each answered by the import's own page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.exchange import actions, organisations
from dangvien.exchange.models import Batch
from dangvien.exchange.views.found import person_of, the_batch

Act = Callable[..., Batch]


def _do(request: HttpRequest, uid: UUID, act: Act) -> HttpResponse:
    batch = the_batch(request, uid)
    try:
        act(actor=person_of(request), batch=batch)
    except actions.Impossible as problem:
        messages.warning(request, str(problem))
    return redirect("import", uid=uid)


@policy("import.run")
@require_POST
def commit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the new and changed rows; also goes on with a commit that was stopped."""
    return _do(request, uid, _commit)


@policy("import.run")
@require_POST
def stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop a commit where it is."""
    return _do(request, uid, actions.stop)


@policy("import.run")
@require_POST
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give up an import of which nothing was written."""
    return _do(request, uid, actions.drop)


def _commit(*, actor: User, batch: Batch) -> Batch:
    if batch.kind == "organisations":
        return organisations.commit(actor=actor, batch=batch, later=True)
    return actions.commit(actor=actor, batch=batch)

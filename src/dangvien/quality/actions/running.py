"""The whole rule book over a subtree, for somebody who asks or for the daily work."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.quality import runs
from dangvien.quality.book import book_hash, choices, digest
from dangvien.quality.models import Run
from dangvien.quality.settling.keeping import Round


def run(*, actor: Any, org: Organisation) -> Run:
    """Ask the rule book about everybody below an organisation, and write what differs.

    In short transactions: people go on working meanwhile, and what dies half way is simply run again.
    """
    if isinstance(actor, User):
        require(actor, "rule.set", org)
    settings = choices()
    row = Run.objects.create(
        kind=Run.FULL, org=org, as_of=clock.today(), book=digest(settings, org)
    )
    _pairs(org)
    now = Round(settings, row)
    runs.over(org, now)
    with transaction.atomic():
        now.end()
        record(
            actor=actor, action="quality.run", org=org, subject=f"run:{row.pk}",
            data={"book": row.book, "counts": now.counts},
        )  # fmt: skip
    row.refresh_from_db()
    return row


def run_when_due() -> int:
    """Run for each top whose last finished run is of another day or another book; how many runs.

    Ages, terms and settings change with the day, so a day asks for a run even where nobody worked.
    """
    done = 0
    for top in Organisation.objects.filter(parent=None).order_by("pk"):
        last = (
            Run.objects.filter(kind=Run.FULL, org=top)
            .exclude(ended_at=None)
            .order_by("-pk")
            .first()
        )
        if last is None or (last.as_of, last.book) != (clock.today(), book_hash(top)):
            run(actor="tick", org=top)
            done += 1
    return done


def _pairs(org: Organisation) -> None:
    """Pairs of records that may be one person, found again first: V11 rests on them."""
    from dangvien.quality import duplicates  # noqa: PLC0415 - it may settle, and so stands above

    refresh = getattr(duplicates, "refresh", None)
    if refresh is not None:
        refresh(org)

"""The daily work: what falls due today, what has run out, the checkpoint of the log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dangvien import clock
from dangvien.accounts import lockout
from dangvien.accounts.models import Ticket
from dangvien.audit.actions import checkpoint_when_due
from dangvien.campaigns import actions as campaigns
from dangvien.exchange import exports, statistics
from dangvien.inbox import actions as inbox
from dangvien.orgs.actions import apply_due
from dangvien.quality.actions import end_waivers, questions, run_when_due, settle

KEPT = timedelta(days=30)  # links that are over, finished jobs
_log = logging.getLogger(__name__)


def jobs() -> dict[str, Callable[[], Any]]:
    """What a tick does, in order; each may be done again on the same day without harm."""
    return {
        "apply_due": lambda: apply_due(clock.today()),
        "attempts": lambda: lockout.prune(timezone.now()),
        "tickets": _tickets,
        "sessions": lambda: call_command("clearsessions", verbosity=0),
        "finished_jobs": _finished_jobs,
        "checkpoint": lambda: checkpoint_when_due(actor="tick"),
        "settle": settle,
        "end_waivers": end_waivers,
        "rules": run_when_due,
        "statistics": statistics.renew,
        "exports": exports.expire,
        "campaign_days": campaigns.keep_days,
        "campaigns": campaigns.tick,
        "questions": questions.remind,
        "inbox": inbox.tick,
    }


def tick() -> list[str]:
    """Do it all; one that fails is logged and does not hold up the others. Names what failed."""
    failed = []
    for name, job in jobs().items():
        try:
            job()
        except Exception:
            _log.exception("tick: %s", name)
            failed.append(name)
        close_old_connections()
    return failed


def _tickets() -> None:
    Ticket.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()


def _finished_jobs() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()

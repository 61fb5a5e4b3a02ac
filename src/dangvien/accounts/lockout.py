"""Wrong guesses, counted so that nobody can lock a rival out (ADR 0016).

Ten an hour for a login name from everybody, and ten for each device that its owner signed in from
before. Nothing is counted by address: five hundred phones may stand behind one router. A passkey and
a single-use link are no guess and never wait.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from dangvien.accounts.models import Attempt, User
from dangvien.audit.actions import record
from dangvien.audit.models import Entry

MOST = 10
WINDOW = timedelta(hours=1)
NOBODY = "-"  # the bucket that says once an hour that unknown names were tried


class Locked(Exception):  # noqa: N818
    """Too many wrong guesses came from there; nothing was looked at."""


def normal(username: str) -> str:
    """A login name as it is stored and counted."""
    return unicodedata.normalize("NFC", username).strip().lower()


def key(username: str, what: str = "password") -> str:
    """Under what guesses at a name are counted; never the text itself."""
    return str(settings.RING.index(f"guess:{what}", normal(username)).hex())


def guess(username: str, device: str, what: str = "password") -> Attempt:
    """Take one of the ten guesses, before looking at it; `Locked` when they are used up.

    The row is written first and counted with the others: of any number of guesses at the same moment,
    the last to count sees them all, so never more than ten are looked at.
    """
    now = timezone.now()
    attempt = Attempt(username=key(username, what), device=device, at=now)
    if _counted(attempt, now) >= MOST:  # a flood writes nothing
        raise Locked
    attempt.save()
    if _counted(attempt, now) > MOST:
        attempt.delete()
        raise Locked
    return attempt


def forgive(attempt: Attempt) -> None:
    """The guess was right and does not count; on the owner's device the slips before it go too.

    For everybody else they stay: or the owner's sign-in would give a guesser ten more.
    """
    if attempt.device:
        Attempt.objects.filter(username=attempt.username, device=attempt.device).delete()
    else:
        attempt.delete()


def failed(attempt: Attempt, username: str, what: str = "password") -> None:
    """The guess was wrong: the log says so once an hour, and once more when the ten are used up."""
    now = timezone.now()
    prune(now)
    user = User.objects.filter(username=normal(username)).first()
    if user is None:
        _unknown_name(now)
        return
    used_up = _counted(attempt, now) >= MOST
    action = "login.locked" if used_up else "login.wrong"
    about = {"what": what, "from": "known device" if attempt.device else "elsewhere"}
    said = Entry.objects.filter(
        subject=f"user:{user.pk}", action=action, at__gt=now - WINDOW, data=about
    )
    if not said.exists():
        record(actor="log-in", action=action, subject=f"user:{user.pk}", data=about)


def prune(now: datetime) -> None:
    """Forget guesses that count no more."""
    Attempt.objects.filter(at__lte=now - WINDOW).delete()


def _counted(attempt: Attempt, now: datetime) -> int:
    return Attempt.objects.filter(
        username=attempt.username, device=attempt.device, at__gt=now - WINDOW
    ).count()


def _unknown_name(now: datetime) -> None:
    if not Attempt.objects.filter(username=NOBODY).exists():
        Attempt.objects.create(username=NOBODY, at=now)
        record(actor="log-in", action="login.unknown")

"""How the machine is, for the technical administrator: backup, worker, key, accounts. No member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import Installation, User
from dangvien.audit.models import Entry
from dangvien.orgs.models import Organisation

BEAT = "worker.beat"  # set by config.pulse while a worker lives
BACKUP_DUE = timedelta(days=1)


@dataclass(frozen=True)
class Health:
    """What may need a hand today."""

    worker_alive: bool
    last_backup: datetime | None
    backup_due: bool
    key_kept: bool
    fingerprint: str
    accounts: int
    without_factor: int
    closed: int


def health(user: User) -> Health:
    """The state of this register, and the accounts this administrator looks after."""
    made = Entry.objects.filter(action="backup.make").order_by("-at").values_list("at", flat=True)
    last = made.first()
    opened = Installation.objects.first()
    units = Organisation.objects.visible_to(user, "account.manage").values("pk")
    today = clock.today()
    serving = User.objects.filter(
        Q(grants__until=None) | Q(grants__until__gt=today), grants__org__in=units,
        grants__revoked_at=None,
    ).distinct()  # fmt: skip
    active = serving.filter(is_active=True)
    return Health(
        worker_alive=cache.get(BEAT) is not None,
        last_backup=last,
        backup_due=last is None or timezone.now() - last > BACKUP_DUE,
        key_kept=bool(opened and opened.key_kept_at),
        fingerprint=opened.fingerprint if opened else "",
        accounts=active.count(),
        without_factor=active.exclude(authenticator__type__in=("totp", "webauthn")).count(),
        closed=serving.filter(is_active=False).count(),
    )

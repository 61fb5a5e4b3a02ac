"""How every change of an organisation begins: alone, on fresh data, with the right to it."""

from __future__ import annotations

from datetime import date

from dangvien.accounts.models import User
from dangvien.orgs.locking import require_open
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

CORRECTING = "org.edit"


class Stale(Exception):  # noqa: N818
    """Somebody changed the organisation since the form was opened."""


def lock() -> None:
    """Let one change of the tree through at a time: two moves, each sound, can close a circle.

    SQLite does it by itself; on PostgreSQL the row of the top is what changes queue for.
    """
    list(Organisation.objects.select_for_update().filter(parent=None).values_list("pk"))


def opened(
    *, actor: User, permission: str, org: Organisation, version: int | None = None,
    event: bool = False,
) -> Organisation:  # fmt: skip
    """Read the organisation again under the lock, ask for the right, refuse what is out of date.

    Its data is corrected with `org.edit`, and not while it is signed for; an `event` is no correction.
    """
    lock()
    org.refresh_from_db()
    require(actor, permission, org)
    if version is not None and version != org.version:
        raise Stale
    if permission == CORRECTING and not event:
        require_open(org)
    return org


def require_above(actor: User, org: Organisation) -> None:
    """It is the superior that moves or ends an organisation; nobody pulls one out of another's tree."""
    if org.parent is not None:
        require(actor, "org.reshape", org.parent)


def since_ever(on: date | None) -> date:
    """A day to compare with, for what holds as far back as anyone knows."""
    return on or date.min

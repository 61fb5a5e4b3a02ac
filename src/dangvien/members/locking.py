"""Whether a unit's data is signed for: then its records are corrected only after it is opened again.

Campaigns stand above this floor; `quality.locks` puts its answer here when the program starts. Life
events (a death, a move, an admission) and imports never ask.
"""

from __future__ import annotations

from collections.abc import Callable

from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation

source: Callable[[Organisation], str] | None = None  # why not, in words; "" when it is open


class Locked(Impossible):
    """The unit has signed; nothing was written."""


def require_open(unit: Organisation) -> None:
    """Refuse a correction in a unit that has signed."""
    if source is not None and (told := source(unit)):
        raise Locked({"version": told})

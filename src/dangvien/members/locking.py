"""Whether a unit's data is signed for: then its records are corrected only after it is opened again.

Campaigns stand above this floor; `quality.locks` puts its answer here when the program starts. Life
events (a death, a move, an admission) and imports never ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation

# Why not, in words, of the first of some units that has signed; "" when all are open.
source: Callable[[Sequence[Organisation]], str] | None = None


class Locked(Impossible):
    """The unit has signed; nothing was written."""


def require_open(*units: Organisation) -> None:
    """Refuse a correction where one of the units has signed; asked once for all of them."""
    if source is not None and (told := source(units)):
        raise Locked({"version": told})

"""What the end of an organisation would leave behind, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvien import clock
from dangvien.core.schema import PRESENT
from dangvien.orgs.models import Organisation, Placement
from dangvien.orgs.periods import in_force
from dangvien.orgs.queries.people import people


@dataclass(frozen=True, slots=True)
class Ending:
    """Children, people and grants that need another place."""

    children: tuple[str, ...]
    members: int
    grants: int


def preview_close(org: Organisation, on: date) -> Ending:
    """Who and what still belongs to the organisation."""
    below = Placement.objects.filter(in_force(on), parent=org).order_by("org__sort_key")
    held = org.grants.filter(in_force(clock.today()), revoked_at=None)
    return Ending(
        tuple(below.values_list("name", flat=True)),
        people().filter(unit=org, status__in=PRESENT).count(),
        held.count(),
    )  # fmt: skip

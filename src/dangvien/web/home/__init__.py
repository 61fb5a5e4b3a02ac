"""The first page: what somebody can do now, in the order of the work."""

from __future__ import annotations

from typing import Any

from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.web.home.campaign import campaign_page
from dangvien.web.home.counting import Counted, counted
from dangvien.web.home.machine import health
from dangvien.web.home.waiting import waiting

__all__ = ["campaign_page", "first_page", "rest"]
ROWS = 40  # units listed on the first page; the tree has them all


def first_page(user: User, permissions: set[str]) -> dict[str, Any]:
    """What the first page shows to somebody with these permissions."""
    shown: dict[str, Any] = {"nothing_given": not permissions}
    if "org.read" in permissions and "health.read" not in permissions:
        units = counted(user)
        shown |= {"units": units, "rest": rest(units), "rows": units.rows[:ROWS]}
    if "import.run" in permissions:
        shown["waiting"] = waiting(user)
    if "health.read" in permissions:
        shown["health"] = health(user)
        shown["top"] = (
            Organisation.objects.visible_to(user, "account.manage").order_by("path").first()
        )
    return shown


def rest(units: Counted) -> dict[str, int]:
    """The rows that do not fit, as one: how many units and members."""
    left = units.rows[ROWS:]
    return {"units": len(left), "members": sum(one.members for one in left)}

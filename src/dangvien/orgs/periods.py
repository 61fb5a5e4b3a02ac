"""Days and the rows in force on them: `since` is the first day, `until` the first day without."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def in_force(on: date, prefix: str = "") -> Q:
    """Rows that hold on a day; no `since` means as far back as anyone knows."""
    return (Q(**{f"{prefix}since": None}) | Q(**{f"{prefix}since__lte": on})) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": on})
    )


def begun(since: date | None, on: date) -> bool:
    """Whether something that holds from `since` has begun on a day."""
    return since is None or since <= on


def ended(until: date | None, on: date) -> bool:
    """Whether something that holds until `until` no longer holds on a day."""
    return until is not None and until <= on

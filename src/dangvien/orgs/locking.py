"""Whether an organisation's own data is signed for: then it is corrected only after it is opened again.

Campaigns stand above this floor and put their answer here when the program starts. What happens after
the signature (a decision of a later day, an office, a merger) never asks: life goes on, and is marked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError

from dangvien.orgs.models import Organisation

# Why data that holds from this day on (None: ever since) is not corrected, in words; "" when it is open.
source: Callable[[Organisation, date | None], str] | None = None


class Locked(ValidationError):  # noqa: N818
    """The unit has signed; nothing was written."""


def require_open(org: Organisation, on: date | None = None) -> None:
    """Refuse a correction of what a unit has signed for."""
    if source is not None and (told := source(org, on)):
        raise Locked(told)

"""Rows kept aside, as they were read, sealed with the return they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings

from dangvien.worklists.models import Returned


@dataclass(frozen=True, slots=True)
class Aside:
    """One row that was not taken: its line in Excel (0 for a missing row), what stood there, why."""

    at: int
    code: str
    name: str
    typed: str
    seen: str
    why: str


def sealed(uid: UUID, rows: Iterable[Aside]) -> bytes:
    """The rows for the place of this return."""
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    return settings.RING.seal(text, f"returned:{uid}")


def kept(returned: Returned) -> list[Aside]:
    """The rows of a return, opened."""
    if not returned.rows:
        return []
    text = settings.RING.open(bytes(returned.rows), f"returned:{returned.uid}")
    return [Aside(**row) for row in json.loads(text)]

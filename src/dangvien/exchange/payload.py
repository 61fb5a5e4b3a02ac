"""What a row says, sealed for its own place: it opens in memory only, on reading."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from dangvien.exchange.models import Batch, Row


def sealed(batch: Batch, number: int, payload: dict[str, Any] | None) -> bytes | None:
    """A row's payload, sealed for its place."""
    if payload is None:
        return None
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return settings.RING.seal(text, f"row:{batch.uid}:{number}")


def opened(row: Row) -> dict[str, Any]:
    """A row's payload."""
    if row.payload is None:
        return {}
    text = settings.RING.open(bytes(row.payload), f"row:{row.batch.uid}:{row.number}")
    told: dict[str, Any] = json.loads(text)
    return told

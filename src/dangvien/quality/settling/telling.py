"""What the engine said of a finding, sealed beside it: value, detail, proposed value, confidence."""

from __future__ import annotations

import json
from typing import NamedTuple
from uuid import UUID

from django.conf import settings


class Said(NamedTuple):
    """What a message needs beside rule and cause."""

    value: str | None = None
    detail: str | None = None
    fix: str | None = None
    confidence: float | None = None

    def text(self) -> str:
        """As it is sealed; equal texts, equal sayings."""
        sure = None if self.confidence is None else round(self.confidence, 4)
        return json.dumps([self.value, self.detail, self.fix, sure], ensure_ascii=False)


def sealed(text: str, uid: UUID) -> bytes:
    """The bytes for `Finding.told`."""
    return settings.RING.seal(text, f"finding:{uid}")


def text_of(told: bytes | memoryview, uid: UUID | str) -> str:
    """The text that was sealed; empty for a finding that says nothing."""
    content = bytes(told)
    return settings.RING.open(content, f"finding:{uid}") if content else ""


def said(told: bytes | memoryview, uid: UUID | str) -> Said:
    """What the engine said."""
    text = text_of(told, uid)
    return Said(*json.loads(text)) if text else Said()

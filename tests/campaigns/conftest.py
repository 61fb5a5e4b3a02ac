"""What the tests of campaigns share."""

from __future__ import annotations

import pytest


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> str:
    """The hash of the rule book, fixed: figures are tested without the engine."""
    monkeypatch.setattr(
        "dangvien.quality.queries.book_hash", lambda org=None: "b" * 64, raising=False
    )
    return "b" * 64

"""Codes of these stories do not change under them."""

from __future__ import annotations

import pytest

from dangvien.accounts import codes


@pytest.fixture(autouse=True)
def _one_step_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = codes.now_step()
    monkeypatch.setattr(codes, "now_step", lambda: now)

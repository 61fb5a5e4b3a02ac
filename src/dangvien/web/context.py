"""What every page's frame needs to know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dangvien import clock


def shell(request: HttpRequest) -> dict[str, Any]:
    """`pretended_today`: the day of a demonstration, for the banner."""
    return {"pretended_today": clock.pretended(), "today": clock.today()}

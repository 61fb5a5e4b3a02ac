"""Findings brought to what the rule book says now: who is asked, what differs, what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

# Called inside each settling with the people touched (keys), after their findings are written.
after: list[Callable[[Iterable[int]], object]] = []

"""Findings brought to what the rule book says now: who is asked, what differs, what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

# Called inside each settling with the people touched (keys), after their findings are written.
after: list[Callable[[Iterable[int]], object]] = []
# The same with the organisations touched, and the paths on which they hung before.
after_units: list[Callable[[Iterable[int], Iterable[str]], object]] = []

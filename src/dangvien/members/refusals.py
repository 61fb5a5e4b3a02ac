"""Why an action did not happen, said so that a page can show it beside the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Since:
    """What somebody else did to a field since the page was opened; its values are opened."""

    field: str
    before: str
    after: str
    actor: str
    at: datetime
    source: str = ""


class Stale(Exception):  # noqa: N818
    """The record changed since it was read; nothing was written. `changes`: first value, last value."""

    def __init__(self, changes: tuple[Since, ...], version: int) -> None:
        super().__init__("stale")
        self.changes = changes
        self.version = version


class Impossible(Exception):  # noqa: N818
    """What cannot be so (a day in the future, an event before birth): field → sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


class NeedsSecond(Impossible):
    """Fields of identity: one person proposes, another approves."""


class AlreadyVerified(Impossible):
    """The number was checked for another record already; the two must be looked at together."""

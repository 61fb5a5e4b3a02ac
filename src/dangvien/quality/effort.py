"""How long the putting right of a finding takes: data, each kind of work with its minutes."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Effort(NamedTuple):
    """What has to be done for one finding, and for how long."""

    kind: str
    minutes: int
    said: str


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("effort.toml").read_text(encoding="utf-8"))


@cache
def effort(rule: str) -> Effort:
    """The work that one finding of a rule asks for; KeyError for a rule that nobody has thought of."""
    for kind, codes in _told()["rules"].items():
        if rule in codes:
            one = _told()["kinds"][kind]
            return Effort(kind, one["minutes"], one["said"])
    raise KeyError(rule)


def note() -> str:
    """How far the minutes are to be trusted."""
    return str(_told()["note"])

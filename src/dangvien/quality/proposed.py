"""The values of a proposal: sealed at rest, opened in memory only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from dangvien.quality.models import Proposal

# `came_by` of what an import brought: any list, or one taken from the national database.
BY_ANY_LIST, BY_NATIONAL_LIST = "list", "national"
BY_LIST = frozenset({BY_ANY_LIST, BY_NATIONAL_LIST})


@dataclass(frozen=True, slots=True)
class Value:
    """One field: what the record held when somebody looked, what it is to hold ("": nothing)."""

    before: str
    after: str


def sealed(uid: UUID, values: Mapping[str, Value]) -> bytes:
    """The values of a proposal, sealed for its own place."""
    told = {name: {"before": one.before, "after": one.after} for name, one in values.items()}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return settings.RING.seal(text, f"proposal:{uid}")


def opened(proposal: Proposal) -> dict[str, Value]:
    """The values of a proposal, in the order in which they were proposed."""
    text = settings.RING.open(bytes(proposal.values), f"proposal:{proposal.uid}")
    told: dict[str, dict[str, str]] = json.loads(text)
    return {name: Value(one["before"], one["after"]) for name, one in told.items()}

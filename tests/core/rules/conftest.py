"""One record against the whole book: what fired, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dangvien.core.engine import check_record
from dangvien.core.rules import sample

Fired = dict[tuple[str, str], str]


@pytest.fixture
def member() -> Callable[..., Fired]:
    """Findings of the sample member with some values changed: (rule, field) → cause."""

    def check(**changes: Any) -> Fired:
        return _fired({**sample.MEMBER, **changes}, "member")

    return check


@pytest.fixture
def organisation() -> Callable[..., Fired]:
    """Findings of the sample organisation with some values changed: (rule, field) → cause."""

    def check(**changes: Any) -> Fired:
        return _fired({**sample.ORGANISATION, **changes}, "organisation")

    return check


def _fired(record: dict[str, Any], subject: Any) -> Fired:
    found = check_record(record, as_of=sample.AS_OF, subject=subject)
    return {(one["rule"], one["field"]): one["cause"] for one in found}

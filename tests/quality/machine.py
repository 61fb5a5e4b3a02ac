"""State machines over the database: each life in a transaction of its own that leaves nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

import register as small
from lives import lives

STEPS = 40
LIVES = lives(STEPS) * 5 // 4 + 1  # a life may end before its last step


class Lives(RuleBasedStateMachine):
    """One register a life."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self._life: Any = transaction.atomic()
        self._life.__enter__()
        self.register = small.build()

    def teardown(self) -> None:
        """Nothing of the life stays."""
        transaction.set_rollback(True)
        self._life.__exit__(None, None, None)

    @classmethod
    def step(cls) -> None:
        """Count: how many steps there were is part of the claim."""
        Lives.steps += 1


def live(machine: type[Lives]) -> int:
    """Many random lives of a machine; how many steps they took."""
    before = Lives.steps
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=LIVES, stateful_step_count=STEPS, deadline=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    return Lives.steps - before

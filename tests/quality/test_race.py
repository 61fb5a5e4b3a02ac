"""Several people decide on one proposal at once, on a real database: one wins, the others hear who."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from members.race import THREADS
from quality.race import ROUNDS

RACE = Path(__file__).with_name("race.py")


@pytest.mark.django_db  # asked of both databases, each in its own process
def test_of_several_who_approve_at_once_one_does() -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(RACE)], capture_output=True, text=True, check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": ""}, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    others = ROUNDS * (THREADS - 1)
    assert told == {
        "approved": ROUNDS, "told": others, "named": others, "changes": ROUNDS, "applied": ROUNDS,
        "lines": ROUNDS,
    }  # fmt: skip

"""How long the machines live at random: 2,500 counted steps each, more than 10,000 over all of them.

The machines: corrections and exceptions (tests/quality), pairs (tests/quality), merged records
(tests/members), signatures (tests/campaigns). On PostgreSQL, whose answers take longer and are the same,
a quarter. STEPS=20000 before a release, or for a long night.
"""

from __future__ import annotations

import os
import sys

import pytest

SHARE = int(os.environ.get("STEPS", "600" if os.environ.get("DATABASE_URL") else "2500"))


def lives(steps: int) -> int:
    """How many lives of so many steps make a share."""
    return -(-SHARE // steps)


def told(capsys: pytest.CaptureFixture[str], of: str, steps: int) -> None:
    """Say how many steps there were, and insist on the share."""
    with capsys.disabled():
        sys.stdout.write(f"\n{of}: {steps} steps\n")
    assert steps >= SHARE

"""Run by test_races in a process of its own: many hands at one door; prints JSON.

race.py link | guess | close
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]


def link() -> dict[str, int]:
    """Everybody takes up one link."""
    import register as small  # noqa: PLC0415
    from dangvien.accounts import tickets  # noqa: PLC0415
    from dangvien.accounts.models import Ticket  # noqa: PLC0415
    from dangvien.orgs.actions import entering  # noqa: PLC0415
    from members.race import together  # noqa: PLC0415

    register = small.build()
    token = tickets.issue(Ticket.RESET, user=register.hung, by=register.mai)
    told: list[str] = []

    def take(hand: int) -> None:
        try:
            entering.take_up(token=token, password=f"vườn cau mùa {hand}xyz")
            told.append("taken")
        except tickets.Gone:
            told.append("gone")

    together(take)
    return {name: told.count(name) for name in ("taken", "gone")}


def guess() -> dict[str, int]:
    """Everybody guesses the password of one account, several times each."""
    import register as small  # noqa: PLC0415
    from dangvien.accounts import lockout  # noqa: PLC0415
    from members.race import together  # noqa: PLC0415

    small.build()
    looked: list[int] = []
    locked: list[int] = []

    def try_(hand: int) -> None:
        for _ in range(lockout.MOST):
            try:
                lockout.guess("mai", "")
                looked.append(hand)
            except lockout.Locked:
                locked.append(hand)

    together(try_)
    return {"looked": len(looked), "locked": len(locked), "most": lockout.MOST}


def close() -> dict[str, int]:
    """Two administrators close each other's account, again and again after one was reopened."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    import register as small  # noqa: PLC0415
    from dangvien.accounts.policy import Refused  # noqa: PLC0415
    from dangvien.orgs.actions import accounts  # noqa: PLC0415
    from dangvien.orgs.rights import administrators  # noqa: PLC0415
    from members.race import together  # noqa: PLC0415

    register = small.build()
    second, _ = accounts.open_account(
        actor=register.admin, org=register.province, username="tri.hai", full_name="Trị Hai",
        position="", role="administrator",
    )  # fmt: skip
    both: list[Any] = [register.admin, second]

    def strike(hand: int) -> None:
        try:
            accounts.close_account(actor=both[hand % 2], user=both[1 - hand % 2])
        except (Refused, ValidationError):
            return

    together(strike)
    return {"left": administrators().count()}


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
    from members.race import run

    run(link=link, guess=guess, close=close)

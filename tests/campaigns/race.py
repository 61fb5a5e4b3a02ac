"""Run by test_campaign_racing in a process of its own: several people sign, reopen, begin at once.

race.py sign | climb | begin | tick
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

from members.race import together  # noqa: E402

ROUNDS = 8
STARTS = date(2025, 12, 10)


def _campaign() -> tuple[Any, Any]:
    import register as small  # noqa: PLC0415
    from dangvien.campaigns import actions  # noqa: PLC0415

    register = small.build()
    made = actions.open_campaign(
        actor=register.mai, org=register.commune, plan="tam-lu", starts=STARTS
    )
    return register, actions.begin(actor=register.mai, campaign=made)


def sign() -> dict[str, Any]:
    """Everybody signs one unit at the same moment, again and again after it was reopened."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from dangvien.audit.models import Entry  # noqa: PLC0415
    from dangvien.campaigns import actions  # noqa: PLC0415
    from dangvien.campaigns.models import SignOff  # noqa: PLC0415

    register, campaign = _campaign()
    step = campaign.phases.get(number=1)
    told: list[str] = []

    def work(_: int) -> None:
        try:
            actions.sign(actor=register.mai, phase=step, org=register.na_loc)
            told.append("signed")
        except ValidationError:
            told.append("refused")

    for again in range(ROUNDS):
        if again:
            one = SignOff.objects.get(reopened_at=None)
            actions.reopen(actor=register.mai, sign_off=one, reason="thử")
        together(work)
    return {
        "signed": told.count("signed"), "refused": told.count("refused"),
        "rows": SignOff.objects.count(), "live": SignOff.objects.filter(reopened_at=None).count(),
        "entries": Entry.objects.filter(action="campaign.sign").count(),
    }  # fmt: skip


def climb() -> dict[str, Any]:
    """The commune is signed while its cells are reopened: never a signature above an open unit."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from dangvien.campaigns import actions  # noqa: PLC0415
    from dangvien.campaigns.models import SignOff  # noqa: PLC0415

    register, campaign = _campaign()
    step = campaign.phases.get(number=1)
    cells = (register.na_loc, register.party_office)
    broken = 0

    def work(number: int) -> None:
        for again in range(ROUNDS):
            cell = cells[again % 2]
            try:
                if number % 2:
                    actions.sign(actor=register.mai, phase=step, org=cell)
                    actions.sign(actor=register.mai, phase=step, org=register.commune)
                else:
                    live = SignOff.objects.filter(phase=step, org=cell, reopened_at=None)
                    for one in live:
                        actions.reopen(actor=register.mai, sign_off=one, reason="thử")
            except ValidationError:
                continue

    for _ in range(3):
        together(work)
        live = set(SignOff.objects.filter(reopened_at=None).values_list("org", flat=True))
        above = register.commune.pk in live
        broken += above and not {cell.pk for cell in cells} <= live
    return {"broken": broken, "rows": SignOff.objects.count()}


def begin() -> dict[str, Any]:
    """Campaigns above and below one another begin at once: one does, the others are told."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    import register as small  # noqa: PLC0415
    from dangvien.campaigns import actions  # noqa: PLC0415
    from dangvien.campaigns.models import Base, Campaign  # noqa: PLC0415
    from members.people import someone, taken_in  # noqa: PLC0415

    register = small.build()
    taken_in(register.mai, register.na_loc, [someone(n) for n in range(5)])
    scopes = (register.province, register.commune, register.commune, register.na_loc)
    made = [
        actions.open_campaign(actor=register.tinh, org=org, plan="tam-lu", starts=STARTS)
        for org in scopes
    ]

    def work(number: int) -> None:
        try:
            actions.begin(actor=register.tinh, campaign=made[number])
        except ValidationError:
            return

    together(work)
    running = Campaign.objects.filter(state=Campaign.RUNNING)
    return {"running": running.count(), "base": Base.objects.count()}


def tick() -> dict[str, Any]:
    """The daily work of several servers at once says everything once."""
    from dangvien.campaigns import actions  # noqa: PLC0415
    from dangvien.inbox.models import Notice  # noqa: PLC0415

    _campaign()
    together(lambda _: actions.tick() and None)
    keys = list(Notice.objects.values_list("key", flat=True))
    actions.tick()
    return {"keys": len(keys), "distinct": len(set(keys)), "after": Notice.objects.count()}


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
    from members.race import run

    run(sign=sign, climb=climb, begin=begin, tick=tick)

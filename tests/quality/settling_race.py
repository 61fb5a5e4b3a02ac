"""Run by test_settling_races in a process of its own: savers, settlers and a run at once; prints JSON.

settling_race.py together | kill | die <person> <user>
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
PEOPLE, ROUNDS = 6, 10


def at_once() -> dict[str, Any]:
    """Everybody writes the same few numbers to the same few people and settles; one runs the book."""
    import register as small  # noqa: PLC0415
    from dangvien.members import actions  # noqa: PLC0415
    from dangvien.members.models import Person  # noqa: PLC0415
    from dangvien.quality.actions import run, settle  # noqa: PLC0415
    from dangvien.quality.models import Finding  # noqa: PLC0415
    from members.people import taken_in  # noqa: PLC0415
    from members.race import together  # noqa: PLC0415
    from quality.slowly import agree  # noqa: PLC0415
    from quality.sound import sound  # noqa: PLC0415

    register = small.build()
    people = taken_in(register.mai, register.na_loc, [sound(n) for n in range(1, PEOPLE + 1)])
    run(actor="tick", org=register.province)
    settle()
    phones = [sound(n)["phone"] for n in (1, 2)] + [""]
    files = [sound(n)["file_number"] for n in (1, 2)]
    told: list[str] = []

    def work(number: int) -> None:
        dice = random.Random(number)  # noqa: S311
        for again in range(ROUNDS):
            if number == 0 and again % 4 == 1:
                run(actor="tick", org=register.commune)
                told.append("run")
                continue
            one = Person.objects.get(pk=dice.choice(people).pk)
            values = {"phone": dice.choice(phones), "file_number": dice.choice(files)}
            try:
                actions.correct(
                    actor=register.mai, person=one, values={n: v for n, v in values.items() if v},
                    erase=[n for n, v in values.items() if not v], source="x",
                    version=one.version,
                )  # fmt: skip
                told.append("written")
            except actions.Stale:
                told.append("stale")
            settle()

    together(work)
    settle()
    agree()
    return {"told": {word: told.count(word) for word in set(told)},
            "open": Finding.objects.filter(closed_on=None).count()}  # fmt: skip


def killed() -> dict[str, Any]:
    """A save whose process dies before it settles: the next sweep finds it."""
    import register as small  # noqa: PLC0415
    from dangvien.members.models import Touched  # noqa: PLC0415
    from dangvien.quality.actions import run, settle  # noqa: PLC0415
    from members.people import taken_in  # noqa: PLC0415
    from quality.slowly import agree  # noqa: PLC0415
    from quality.sound import sound  # noqa: PLC0415

    register = small.build()
    (one,) = taken_in(register.mai, register.na_loc, [sound(1)])
    run(actor="tick", org=register.province)
    settle()
    child = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "die", str(one.pk), str(register.mai.pk)],
        check=False,
        timeout=120,
    )
    left = Touched.objects.count()
    taken = settle()
    agree()
    return {"killed": -child.returncode, "left": left, "taken": taken}


def die() -> None:
    """In a process of its own, on the same register: a save, and the end in the middle of settling."""
    import django  # noqa: PLC0415

    django.setup()
    from dangvien.accounts.models import User  # noqa: PLC0415
    from dangvien.members import actions  # noqa: PLC0415
    from dangvien.members.models import Person  # noqa: PLC0415
    from dangvien.quality.actions import settle  # noqa: PLC0415
    from dangvien.quality.settling import writing  # noqa: PLC0415

    one = Person.objects.select_related("unit").get(pk=sys.argv[2])
    actions.correct(
        actor=User.objects.get(pk=sys.argv[3]), person=one, values={}, erase=["phone"],
        source="x", version=one.version,
    )  # fmt: skip
    writing.write = lambda *_, **__: os.kill(os.getpid(), 9)  # type: ignore[assignment]
    settle()


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
    if sys.argv[1] == "die":
        die()
    else:
        from members.race import run

        run(together=at_once, kill=killed)

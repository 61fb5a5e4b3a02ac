"""Run by test_racing in a process of its own: a real database, several writers at once; prints JSON.

race.py edit | verify | move
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
THREADS, ROUNDS = 4, 12


@contextmanager
def own_register() -> Iterator[None]:
    """Django over a register of its own: a file, or a database on the server that the tests use."""
    import ready  # noqa: PLC0415

    url, name = os.environ.get("DATABASE_URL", ""), f"race_{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="dangvien-race-") as folder:
        home = Path(folder) / "home"
        os.environ |= {
            "DANGVIEN_HOME": str(home), "DANGVIEN_TODAY": "2025-12-15",
            "DJANGO_SETTINGS_MODULE": "dangvien.config.settings",
        }  # fmt: skip
        if url:
            os.environ["DATABASE_URL"] = ready.on_server(url, name)
        else:
            ready.in_home(home)
        import django  # noqa: PLC0415

        django.setup()
        from django.db import connections  # noqa: PLC0415

        try:
            yield
        finally:
            connections.close_all()
            if url:
                ready.drop(url, name)


def race(script: Path, *words: str) -> dict[str, Any]:
    """What came of one race, run in a process of its own."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(script), *words], capture_output=True, text=True, check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": ""}, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def run(**races: Callable[[], Any]) -> None:
    """Run the race that was asked for in a register of its own; print what came of it."""
    with own_register():
        sys.stdout.write(json.dumps(races[sys.argv[1]]()))


def _said(failed: threading.ExceptHookArgs) -> int:
    """A thread that dies takes the race with it, saying why."""
    traceback.print_exception(failed.exc_type, failed.exc_value, failed.exc_traceback)
    sys.stderr.flush()
    return 1


def together(work: Callable[[int], None]) -> None:
    """Run a piece of work in several threads, beginning at one moment."""
    from django.db import connections  # noqa: PLC0415

    start = threading.Barrier(THREADS)

    def one(number: int) -> None:
        start.wait()
        try:
            work(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(THREADS)]
    threading.excepthook = lambda failed: os._exit(_said(failed))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def edit() -> dict[str, Any]:
    """Everybody edits one phone again and again; a stale editor reads again and goes on."""
    import register as small  # noqa: PLC0415
    from dangvien.members import actions, sealed  # noqa: PLC0415
    from dangvien.members.models import Person  # noqa: PLC0415
    from members.people import lan  # noqa: PLC0415

    register = small.build()
    person = lan(register)
    told: list[str] = []

    def work(number: int) -> None:
        for again in range(ROUNDS):
            read = Person.objects.get(pk=person.pk)
            phone = f"09900{number:02}{again:03}"
            try:
                actions.correct(
                    actor=register.hung, person=read, values={"phone": phone}, source="x",
                    version=read.version,
                )  # fmt: skip
                told.append("written")
            except actions.Stale:
                told.append("stale")

    together(work)
    changes = list(person.changes.filter(field="phone").order_by("version"))
    chain = [
        [sealed.changed_value(person.uid, "phone", text) for text in (c.before, c.after)]
        for c in changes
    ]
    person.refresh_from_db()
    return {
        "written": told.count("written"), "stale": told.count("stale"), "changes": len(changes),
        "version": person.version, "in_use": person.identifiers.filter(until=None).count(),
        "unbroken": all(a[1] == b[0] for a, b in pairwise(chain)),
    }  # fmt: skip


def verify() -> dict[str, Any]:
    """Several people claim one number, and each is checked at the same moment."""
    import register as small  # noqa: PLC0415
    from dangvien.members import actions  # noqa: PLC0415
    from dangvien.members.models import Identifier  # noqa: PLC0415
    from members.people import someone, taken_in  # noqa: PLC0415

    register = small.build()
    told: list[str] = []
    for again in range(ROUNDS // 3):
        number = f"0990800{again:05}"
        people = taken_in(
            register.mai, register.na_loc, [someone(n, citizen_id=number) for n in range(THREADS)]
        )

        def work(n: int, people: list[Any] = people) -> None:
            try:
                actions.verify(
                    actor=register.mai,
                    person=people[n],
                    names=["citizen_id"],
                    source="x",
                    version=1,
                )
                told.append("verified")
            except actions.AlreadyVerified:
                told.append("refused")

        together(work)
    verified = Identifier.objects.filter(kind="citizen_id", state="verified").count()
    return {"told": [told.count("verified"), told.count("refused")], "stored": verified}


def move() -> dict[str, Any]:
    """Everybody moves the same few people here and there."""
    import register as small  # noqa: PLC0415
    from dangvien.members import actions  # noqa: PLC0415
    from dangvien.members.models import Membership, Person  # noqa: PLC0415
    from members.people import someone, taken_in  # noqa: PLC0415

    register = small.build()
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(3)])
    units = [register.na_loc, register.party_office, register.clinic]
    done: list[str] = []

    def work(number: int) -> None:
        for again in range(ROUNDS):
            try:
                actions.move(
                    actor=register.tinh, person=people[(number + again) % 3],
                    unit=units[(number * again) % 3], on=date(2025, 12, 1), decision="QĐ",
                )  # fmt: skip
                done.append("moved")
            except actions.Impossible:
                done.append("impossible")

    together(work)
    open_now = [
        Membership.objects.filter(person=one, kind="official", until=None).count() for one in people
    ]
    homes = [
        Membership.objects.get(person=one, kind="official", until=None).unit_id
        == Person.objects.get(pk=one.pk).unit_id
        for one in people
    ]
    return {"open": open_now, "at_home": homes, "done": len(done)}


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
    run(edit=edit, verify=verify, move=move)

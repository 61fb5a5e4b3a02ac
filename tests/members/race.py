"""Run by test_racing in a process of its own: a real database, several writers at once; prints JSON.

race.py edit | verify | move
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

TESTS = Path(__file__).parents[1]
THREADS, ROUNDS = 4, 12


def own_database() -> Callable[[], None]:
    """A fresh file, or a fresh database on the server that the tests use; returns how to drop it."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return lambda: None
    import psycopg  # noqa: PLC0415

    name = f"race_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

    def drop() -> None:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    return drop


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


def main() -> None:
    """Prepare the place, run one race, print what came of it."""
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
    with tempfile.TemporaryDirectory(prefix="dangvien-race-") as home:
        os.environ |= {
            "DANGVIEN_HOME": home, "DANGVIEN_TODAY": "2025-12-15",
            "DJANGO_SETTINGS_MODULE": "dangvien.config.settings",
        }  # fmt: skip
        drop = own_database()
        try:
            import django  # noqa: PLC0415

            django.setup()
            from django.core.management import call_command  # noqa: PLC0415
            from django.db import connections  # noqa: PLC0415

            call_command("migrate", verbosity=0)
            told = {"edit": edit, "verify": verify, "move": move}[sys.argv[1]]()
            connections.close_all()
            sys.stdout.write(json.dumps(told))
        finally:
            drop()


if __name__ == "__main__":
    main()

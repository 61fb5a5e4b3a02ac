"""Many hands at the same moment: one winner, ten guesses, one administrator left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

import register as small
from dangvien.accounts import lockout, tickets
from dangvien.accounts.models import Ticket, User
from dangvien.accounts.policy import Refused
from dangvien.orgs.actions import accounts, entering
from dangvien.orgs.rights import administrators
from register import Register

HANDS = 12
KEPT = ("django_migrations", "django_content_type", "audit_chain")


@pytest.fixture
def register(django_db_setup: None, django_db_blocker: Any) -> Iterator[small.Register]:
    """The small register, committed, so that other connections see it; emptied by the owner's hand.

    pytest-django's own emptying fails here: the log is append-only even for it.
    """
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one writer; the same is told step by step elsewhere")
    with django_db_blocker.unblock():
        try:
            yield small.build()
        finally:
            tables = set(connection.introspection.table_names()) - set(KEPT)
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute(f"TRUNCATE {', '.join(sorted(tables))} RESTART IDENTITY CASCADE")
                cursor.execute("UPDATE audit_chain SET length = 0, head = repeat('0', 64)")
            connection.close()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do all at once; what each gave, or the exception it ended with."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except (tickets.Gone, lockout.Locked, Refused, ValidationError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_one_of_many_takes_a_link(register: Register) -> None:
    token = tickets.issue(Ticket.RESET, user=register.hung, by=register.mai)
    got = together(
        *[
            lambda n=n: entering.take_up(token=token, password=f"vườn cau mùa {n}xyz")
            for n in range(HANDS)
        ]
    )
    assert sum(isinstance(one, User) for one in got) == 1
    assert sum(isinstance(one, tickets.Gone) for one in got) == HANDS - 1


def test_ten_of_many_guesses_are_looked_at(register: Register) -> None:
    got = together(*[lambda: lockout.guess("mai", "") for _ in range(3 * HANDS)])
    assert sum(not isinstance(one, lockout.Locked) for one in got) <= lockout.MOST


def test_two_administrators_who_close_each_other_leave_one(register: Register) -> None:
    second, _ = accounts.open_account(
        actor=register.admin, org=register.province, username="tri.hai", full_name="Trị Hai",
        position="", role="administrator",
    )  # fmt: skip
    together(
        lambda: accounts.close_account(actor=register.admin, user=second),
        lambda: accounts.close_account(actor=second, user=register.admin),
    )
    assert administrators().count() == 1

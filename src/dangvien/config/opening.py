"""Before a register is used: its tables stand, its key is its own, nothing lies where it must not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dangvien.accounts.models import Installation, User
from dangvien.config import lock
from dangvien.config.place import private

_MIGRATING = 0x64616E67  # one number for the advisory lock of PostgreSQL: "dang"
_PATIENCE = 300


class WrongKey(Exception):  # noqa: N818
    """The key in use is not the one this register was opened with; the text is for a person."""


def prepare() -> bool:
    """Bring the tables up to date, one process at a time; says whether anything was to be done."""
    with lock.held(Path(settings.HOME) / "opening.lock", wait=_PATIENCE), _alone():
        executor = MigrationExecutor(connection)
        late = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if late:
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    connection.close()
    _check_key()
    return late


def sweep() -> None:
    """Drop what a killed process left: a list that was being read never outlives a run."""
    home = Path(settings.HOME)
    with suppress(lock.Busy), lock.held(home / "worker.lock"):  # a worker of its own is reading
        shutil.rmtree(home / "tmp", ignore_errors=True)
    private(home / "tmp")


def is_new() -> bool:
    """Whether nobody has an account yet: then a set-up link is due."""
    return not User.objects.exists()


def _check_key() -> None:
    opened = Installation.objects.first()
    if opened and opened.fingerprint != settings.RING.key.fingerprint:
        raise WrongKey(
            f"Khóa {Path(settings.HOME) / 'key'} (dấu {settings.RING.key.fingerprint}) không phải khóa "
            f"của sổ này (dấu {opened.fingerprint}). Đồng chí đặt lại đúng tệp khóa rồi chạy lại."
        )


@contextmanager
def _alone() -> Iterator[None]:
    """On PostgreSQL another machine may be opening the same register: wait for it, without a limit."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
    try:
        yield
    finally:
        connection.close()  # frees the lock with the session

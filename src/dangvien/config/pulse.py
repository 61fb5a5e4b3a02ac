"""The worker's sign of life, which the administrator's first page reads (`web.home.machine`)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

BEAT = "worker.beat"  # key in the cache
EVERY = 10.0  # seconds
ALIVE_FOR = 60  # a beat older than this is no life


@contextmanager
def beating() -> Iterator[None]:
    """Beat in a thread while the block runs; a database away for a moment does not end it."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(done,), name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(EVERY)


def worker_alive() -> bool:
    """Whether jobs are being done."""
    return cache.get(BEAT) is not None


def _beat(done: threading.Event) -> None:
    while not done.is_set():
        with suppress(DatabaseError):
            cache.set(BEAT, timezone.now().isoformat(), timeout=ALIVE_FOR)
        connection.close()
        done.wait(EVERY)
    with suppress(DatabaseError):  # ended: say so rather than let it be found out
        cache.delete(BEAT)
    connection.close()

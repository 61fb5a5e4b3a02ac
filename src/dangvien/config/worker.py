"""The worker: does the jobs of the register, one at a time, and takes up what a dead one left."""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
import signal
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from dangvien.config import lock, pulse
from dangvien.exchange import organisations, tasks

INTERVAL = 0.5


class Killed(Exception):  # noqa: N818
    """The worker that ran this job ended before the job did."""


def work(*, tied: bool = False, batch: bool = False) -> None:
    """Do jobs until told to stop (`batch`: until none is left). One worker for a register's folder.

    `tied`: end when the process that started this one does; its end closes our standard input.
    """
    with lock.held(Path(settings.HOME) / "worker.lock"):
        bury_the_dead()
        tasks.resume()
        organisations.resume()
        worker = Worker(
            queue_names=["*"], excluded_queue_names=[], interval=INTERVAL, batch=batch,
            backend_name="default", startup_delay=False, max_tasks=None,
            worker_id=f"{_house()}-{os.getpid()}-{secrets.token_hex(4)}",
        )  # fmt: skip
        if batch:
            worker.run()
            return
        if tied:
            threading.Thread(target=_end_with_parent, name="tied", daemon=True).start()
        worker.configure_signals()
        with pulse.beating():
            worker.run()


def bury_the_dead() -> int:
    """Call failed what a killed worker of this folder left running; how many jobs that were.

    We hold the folder's lock, so whoever was running here is dead. Other machines' jobs are not ours.
    """
    left = [job for job in DBTaskResult.objects.running() if job.worker_ids[-1:] and _ours(job)]
    for job in left:
        job.set_failed(Killed())
    return len(left)


def _ours(job: DBTaskResult[Any, Any]) -> bool:
    return str(job.worker_ids[-1]).startswith(_house())


def _house() -> str:
    """This machine and this folder, short: the beginning of a worker's name."""
    place = f"{platform.node()}\0{Path(settings.HOME).resolve()}"
    return hashlib.sha256(place.encode()).hexdigest()[:12]


def _end_with_parent() -> None:
    # Straight from the pipe: a thread inside sys.stdin would hold its lock when the process ends.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)

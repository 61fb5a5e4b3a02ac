"""The server in the foreground: granian with our WSGI application, and the children beside it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from dangvien.config.children import Kept

THREADS = 2  # of one worker: measured best for pages that wait for one database
HOUR = 3600.0
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only with a certificate
_KILL_AFTER = 10


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens. A certificate opens the network, nothing else does."""

    port: int
    workers: int
    certificate: Path | None = None
    private_key: Path | None = None

    @property
    def address(self) -> str:
        """Loopback, or every interface when there is a certificate."""
        return EVERYWHERE if self.certificate else LOOPBACK


def taken(door: Door) -> bool:
    """Whether another program already listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((door.address, door.port))
        except OSError:
            return True
    return False


def serve(door: Door, *, opened: Callable[[], None]) -> None:
    """Serve until SIGTERM, Ctrl+C or the closing of the terminal; `opened` is called when it answers."""
    # A forked child would inherit the locks of Polars' and our threads; a spawned one inherits nothing.
    multiprocessing.set_start_method("spawn", force=True)
    children = [Kept("worker", "--tied"), Kept("tick", every=HOUR)]
    server = Granian(
        "dangvien.config.wsgi:application", address=door.address, port=door.port,
        interface=Interfaces.WSGI, workers=door.workers, blocking_threads=THREADS,
        websockets=False, log_level=LogLevels.warning, respawn_failed_workers=True,
        workers_kill_timeout=_KILL_AFTER, ssl_cert=door.certificate, ssl_key=door.private_key,
    )  # fmt: skip

    @server.on_startup
    def _start() -> None:
        if hasattr(signal, "SIGHUP"):  # to granian it means: start the workers again
            signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        for child in children:
            child.start()
        threading.Thread(target=_tell, args=(door, opened), name="tell", daemon=True).start()

    try:
        server.serve(target_loader=application, wrap_loader=False)
    finally:
        for child in children:
            child.stop()


def _tell(door: Door, opened: Callable[[], None]) -> None:
    while True:
        try:
            socket.create_connection((LOOPBACK, door.port), timeout=5).close()
            break
        except OSError:
            time.sleep(0.2)
    opened()
    connection.close()


def application() -> Any:
    """Our WSGI application inside a server's worker, which ends when the server itself has died."""
    from dangvien.config.wsgi import application as wsgi  # noqa: PLC0415

    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=follow, name="follow", daemon=True).start()
    return wsgi

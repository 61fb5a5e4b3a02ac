"""Writes entries of the log as fast as it can and says each number once it is committed.

Run as a script in a register's surroundings; the drill kills it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import django


def write(begin: int) -> None:
    """Until killed; every commit is said after it is one."""
    from django.db import connection  # noqa: PLC0415

    from dangvien.audit.actions import record  # noqa: PLC0415

    connection.close()
    number = begin
    while True:
        number += 1
        record(actor="worker", action="member.read", subject=f"n:{number}")
        os.write(1, f"{number}\n".encode())


def main(kills: int, seed: int) -> None:
    """Fork a writer, kill it at a random moment, again and again."""
    django.setup()
    from django.db import connections  # noqa: PLC0415

    chance = random.Random(seed)  # noqa: S311
    for turn in range(kills):
        connections.close_all()
        child = os.fork()
        if not child:
            write(turn * 1_000_000)
        time.sleep(chance.uniform(0.005, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

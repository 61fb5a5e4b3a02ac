"""Run on its own: many writers at once, some of whom change their mind; then an export.

DANGVIEN_HOME=<new folder> [DATABASE_URL=<empty database>] python crowd.py
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "dangvien.config.settings"
WRITERS, TIMES = 8, 15


def write(writer: int) -> int:
    """Transactions of two entries each; every fifth is undone."""
    from django.db import connection, transaction  # noqa: PLC0415

    from dangvien.audit.actions import checkpoint, record  # noqa: PLC0415

    done = 0
    for turn in range(TIMES):
        with transaction.atomic():
            for part in (1, 2):
                record(
                    actor=f"writer {writer}", action="member.read", people=[uuid4()],
                    subject=f"{writer}:{turn}", data={"part": part},
                )  # fmt: skip
            if turn % 5 == 4:
                transaction.set_rollback(True)
            else:
                done += 2
        if turn == writer:
            checkpoint(actor="tick")
            done += 1
    connection.close()
    return done


def main() -> None:
    """Let them all loose."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from dangvien.audit.export import lines  # noqa: PLC0415

    call_command("migrate", "audit", verbosity=0, skip_checks=True)
    with ThreadPoolExecutor(WRITERS) as pool:
        sys.stdout.write(f"{sum(pool.map(write, range(WRITERS)))}\n")
    log = Path(os.environ["DANGVIEN_HOME"]) / "log.jsonl"
    log.write_text("".join(f"{line}\n" for line in lines()), "utf-8")


if __name__ == "__main__":
    main()

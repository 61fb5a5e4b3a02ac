"""Run on its own: a register's file with a log in it, two checkpoints, and an export.

    DANGVIEN_HOME=<new folder> python fill.py

Tests that tamper need a file of their own: the test database is rolled back and lives in memory.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "dangvien.config.settings"
CHAINS, EACH = 5, 48


def main() -> None:
    """Fill the folder."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from dangvien.audit.actions import checkpoint, record  # noqa: PLC0415
    from dangvien.audit.chains import _mine  # noqa: PLC0415
    from dangvien.audit.export import as_file, lines  # noqa: PLC0415

    home = Path(os.environ["DANGVIEN_HOME"])
    call_command("migrate", "audit", verbosity=0, skip_checks=True)
    chance = random.Random(1)  # noqa: S311
    people = [UUID(int=chance.getrandbits(128)) for _ in range(40)]
    for part in (1, 2):
        for _ in range(EACH // 2 * CHAINS):
            _mine.number = chance.randrange(CHAINS)  # on SQLite nobody is ever in the way
            record(
                actor=chance.choice(["Hà Thị Mai (mai)", "Lò Văn Hùng (hung)", "worker"]),
                action=chance.choice(["member.read", "member.correct", "import.commit"]),
                subject=f"person:{people[0]}", people=chance.sample(people, chance.randrange(4)),
                data={"changed": {"phone": os.urandom(30)}, "rows": chance.randrange(99)},
            )  # fmt: skip
        made = checkpoint(actor="tick")
        (home / f"checkpoint-{part}.json").write_text(as_file(made), "utf-8")
    (home / "log.jsonl").write_text("".join(f"{line}\n" for line in lines()), "utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""Eight writers at once: nothing lost, nothing torn, one chain for one transaction, no deadlock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import verify_audit
from django.db import connection

CROWD = Path(__file__).with_name("crowd.py")


@pytest.fixture
def empty(db: None) -> Iterator[str]:
    """The address of an empty database beside the test's; nothing for SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    import psycopg  # noqa: PLC0415

    name = f"crowd_{os.getpid()}"
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as outside:
        outside.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        outside.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_many_writers_at_once(empty: str, tmp_path: Path) -> None:
    env = os.environ | {"DANGVIEN_HOME": str(tmp_path), "DATABASE_URL": empty}
    told = subprocess.run(  # noqa: S603
        [sys.executable, str(CROWD)], env=env, check=True, capture_output=True, text=True
    )
    log = tmp_path / "log.jsonl"
    wrong, _ = verify_audit.check(log, [])
    assert wrong == []
    entries = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    entries = [entry for entry in entries if "seq" in entry]
    assert len(entries) == int(told.stdout)
    places = defaultdict(list)
    for entry in entries:
        if entry["action"] == "member.read":
            places[entry["subject"]].append((entry["chain"], entry["seq"]))
    for (chain, seq), then in places.values():
        assert then == (chain, seq + 1)
    assert (len({entry["chain"] for entry in entries}) > 1) is bool(empty)

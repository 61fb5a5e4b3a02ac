"""B1: kill -9 of PostgreSQL during an import and its undo: nothing lost, nothing doubled."""

from __future__ import annotations

import hashlib
import importlib
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import with_postgres

BENCH = Path(__file__).resolve().parents[2] / "bench"
ROWS, KILLS = 600, 3


@pytest.fixture
def cluster() -> Iterator[with_postgres.Cluster]:
    """A PostgreSQL that keeps its promises: fsync is on."""
    with with_postgres.cluster(durable=True) as own:
        yield own


@pytest.fixture
def drill(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The parts of `bench/import_drill.py`; its folder is on the path for this test only."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(BENCH)])
    return importlib.import_module("import_drill")


@pytest.mark.kill
def test_nothing_is_lost_or_doubled(
    cluster: with_postgres.Cluster, drill: ModuleType, tmp_path: Path
) -> None:
    chance = random.Random(1)  # noqa: S311
    quiet = {name: told for name, told in os.environ.items() if name != "DATABASE_URL"}
    for do in ("prepare", "work"):
        drill.part(tmp_path / "quiet", do, ROWS, quiet)
    wanted = drill.part(tmp_path / "quiet", "look", ROWS, quiet)

    home, environment = tmp_path / "killed", os.environ | {"DATABASE_URL": cluster.url}
    drill.part(home, "prepare", ROWS, environment)
    _killed(cluster, drill, home, environment, chance)
    assert drill.part(home, "look", ROWS, environment) == wanted
    drill.part(home, "undo", ROWS, environment)
    _killed(cluster, drill, home, environment, chance)
    nobody = drill.part(home, "look", ROWS, environment).split()[0]
    assert nobody != wanted.split()[0]
    assert nobody == hashlib.sha256(b"[]").hexdigest()


def _killed(
    cluster: with_postgres.Cluster, drill: ModuleType, home: Path, environment: dict[str, str],
    chance: random.Random,
) -> None:  # fmt: skip
    """Let a worker write, pull the plug of its database, start both again; in the end let it end."""
    for _ in range(KILLS):
        with drill.started(home, "work", ROWS, environment) as worker:
            assert worker.stdout is not None
            worker.stdout.readline()  # it begins to write now
            time.sleep(chance.uniform(0.02, 0.5))
            cluster.kill()
            cluster.start()
            worker.communicate()
    drill.part(home, "work", ROWS, environment)

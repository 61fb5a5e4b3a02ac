"""A register whose tables stand already: laid once a run (seconds), then copied (nothing).

What tests how tables come to be, a first run or a restored one, begins with nothing and not from here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from dangvien.config import lock
from dangvien.config.place import DATABASE, private
from dangvien.seal import create

PLACE = "DANGVIEN_TESTS_READY"  # the folder that all processes of a run share; conftest makes it
PATIENCE = 300
LAY = "import django; django.setup(); from dangvien.config import opening; opening.prepare()"


def in_home(home: Path) -> None:
    """A home with a key of its own and an embedded database without rows."""
    private(home)
    create(home / "key")
    shutil.copyfile(_laid("") / DATABASE, home / DATABASE)


def on_server(url: str, name: str) -> str:
    """A new database without rows beside another one; its URL."""
    template = _template(_laid(url))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[call-overload]
    return _beside(url, name)


def drop(url: str, name: str) -> None:
    """The database goes, whoever is still in it."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[call-overload]


def clear() -> None:
    """At the end of a run."""
    place, url = Path(os.environ.pop(PLACE)), os.environ.get("DATABASE_URL", "")
    if url and (place / "server").exists():
        drop(url, _template(place / "server"))
    shutil.rmtree(place, ignore_errors=True)


def _laid(url: str) -> Path:
    """The folder of the laid tables; whoever comes first lays them, the others wait."""
    place = Path(os.environ[PLACE])
    home, done = place / ("server" if url else "embedded"), place / f"done-{bool(url)}"
    with lock.held(place / "laying", wait=PATIENCE):
        if not done.exists():
            if url:
                drop(url, _template(home))
                with psycopg.connect(url, autocommit=True) as server:
                    server.execute(f"CREATE DATABASE {_template(home)}")  # type: ignore[call-overload]
            surroundings = os.environ | {
                "DANGVIEN_HOME": str(private(home)),
                "DATABASE_URL": _beside(url, _template(home)) if url else "",
                "DJANGO_SETTINGS_MODULE": "dangvien.config.settings",
                "PYTHONPATH": str(Path(__file__).resolve().parents[1] / "src"),
            }
            subprocess.run([sys.executable, "-c", LAY], env=surroundings, check=True)  # noqa: S603
            done.touch()
    return home


def _template(home: Path) -> str:
    """Its name on a server, for this run alone."""
    return "ready_" + "".join(filter(str.isalnum, home.parent.name.lower()))


def _beside(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

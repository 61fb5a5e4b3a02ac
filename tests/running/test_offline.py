"""No outbound connection: in a network of its own with nothing but loopback, nothing is missed."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from running.house import HERE, House, process, python

# Python code that looks for the world is caught by name even where no namespace can be made.
WATCHED = """
import socket, sys
def watch(event, told):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        where = told[1] if event != "socket.getaddrinfo" else told
        host = where[0] if isinstance(where, tuple) else "local"
        if host not in ("127.0.0.1", "localhost", "::1", "local", None):
            open({report!r}, "a").write(f"{{event}} {{host}}\\n")
sys.addaudithook(watch)
"""
CYCLE = """
import sys
from pathlib import Path
from running.house import House
house = House(Path(sys.argv[1]), sys.argv[2], {{"PYTHONPATH": {path!r}}})
with house.served() as served:
    visitor = served.visitor()
    for page in ("/suc-khoe", "/dang-nhap/", "/static/web/app.css", "/khong-co/"):
        visitor.get(page)
    served.worker()
house.did("tick")
house.did("backup", sys.argv[1] + ".saoluu")
[names, values] = [line.split() for line in open("/proc/net/snmp") if line.startswith("Ip:")]
print("no route:", dict(zip(names, values))["OutNoRoutes"])
"""


def _alone() -> list[str]:
    """How to run a command in a network namespace with only loopback, if this machine lets us."""
    # Root needs no mapping; mapped, it would no longer reach the socket of PostgreSQL's own account.
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    words = ["unshare", "--net", *mapped, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    possible = shutil.which("unshare") and shutil.which("ip")
    return words if possible and not process(*words, "true").returncode else []


def test_nothing_goes_out(house: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("watched")
    report = folder / "report"
    (folder / "sitecustomize.py").write_text(WATCHED.format(report=str(report)))
    paths = os.pathsep.join(map(str, (folder, HERE.parents[1] / "src", HERE.parent)))
    house.script(
        "import register\nfrom dangvien.config import opening\nopening.prepare()\nregister.build()"
    )
    script = CYCLE.format(path=paths)
    alone = _alone()
    done = process(
        *alone, sys.executable, "-c", script, str(house.home), house.database_url,
        env=house.surroundings | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert not report.exists(), report.read_text()
    if alone:  # packets of any kind, whoever sent them
        assert done.stdout.splitlines()[-1] == "no route: 0"


def test_the_watch_sees_what_it_should(tmp_path_factory: pytest.TempPathFactory) -> None:
    report = tmp_path_factory.mktemp("control") / "report"
    script = WATCHED.format(report=str(report))
    script += "\ntry: socket.create_connection(('192.0.2.1', 9), timeout=.01)\nexcept OSError: pass"
    python("-c", script, check=True)
    assert "192.0.2.1" in report.read_text()

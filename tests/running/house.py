"""A register as it runs: a home of its own, commands as processes, a visitor without a browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, ProxyHandler, Request, build_opener

HERE = Path(__file__).resolve().parent
TODAY = "2025-12-15"
PATIENCE = 120  # seconds: eight people may share two cores


def process(*command: str, check: bool = False, **more: Any) -> subprocess.CompletedProcess[str]:
    """A process to its end, with what it printed."""
    return subprocess.run(  # noqa: S603
        command, check=check, capture_output=True, text=True, timeout=PATIENCE, **more
    )


def python(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """The same, of this Python."""
    return process(sys.executable, *words, **more)


@dataclass
class House:
    """One register's home and the environment of its processes."""

    home: Path
    database_url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment; nothing of the tests' own Django in it."""
        paths = [str(HERE.parents[1] / "src"), str(HERE.parent)]
        left_out = ("DJANGO_SETTINGS_MODULE", "DANGVIEN_HTTPS", "DANGVIEN_HOSTS", "TMPDIR")
        inherited = {k: v for k, v in os.environ.items() if k not in left_out}
        return inherited | {
            "DANGVIEN_HOME": str(self.home), "DATABASE_URL": self.database_url,
            "DANGVIEN_TODAY": TODAY, "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONUNBUFFERED": "1", **self.environment,
        }  # fmt: skip

    def run(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """A command to its end."""
        return python("-m", "dangvien.cli", *words, env=self.surroundings, input=typed)

    def did(self, *words: str, typed: str = "") -> str:
        """A command that must succeed; what it printed."""
        done = self.run(*words, typed=typed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def script(self, text: str) -> str:
        """Some lines of Python in this register, with Django set up."""
        begin = "import os; os.environ['DJANGO_SETTINGS_MODULE']='dangvien.config.settings'\n"
        begin += "import django; django.setup()\n"
        done = python("-c", begin + text, env=self.surroundings)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self, *words: str, scheme: str = "http") -> Served:
        """Start `dangvien serve`."""
        port = free_port()
        log = self.home.with_name(f"{port}.log")
        command = ["-m", "dangvien.cli", "serve", "--port", str(port), "--workers", "1", *words]
        with log.open("wb") as told:
            server = subprocess.Popen(  # noqa: S603
                [sys.executable, *command], env=self.surroundings, stdout=told, stderr=told
            )
        return Served(server, port, log, scheme)

    @contextmanager
    def served(self, *words: str, scheme: str = "http") -> Iterator[Served]:
        """A server that answers, until the block ends; it must end well."""
        one = self.begin(*words, scheme=scheme)
        try:
            one.wait()
            yield one
        finally:
            code = one.end()
        assert code == (-signal.SIGKILL if one.killed else 0), one.said


@dataclass
class Served:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    scheme: str = "http"
    killed: bool = False

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return self.log.read_text("utf-8")

    def wait(self) -> None:
        """Until it has said where it is."""
        until = time.monotonic() + PATIENCE
        while "Ctrl+C" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.1)

    def end(self) -> int:
        """Ask it to end, and wait; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def visitor(self, context: ssl.SSLContext | None = None) -> Visitor:
        """A new visitor, with no cookie."""
        return Visitor(f"{self.scheme}://localhost:{self.port}", context)

    def children(self) -> dict[str, int]:
        """Process ids of what it started, by command."""
        listed = process("ps", "--ppid", str(self.process.pid), "-o", "pid=,args=").stdout
        rows = [line.split(maxsplit=1) for line in listed.splitlines()]
        return {args: int(pid) for pid, args in rows}

    def worker(self) -> int:
        """The job worker's process."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = [pid for args, pid in self.children().items() if "worker --tied" in args]
            if found:
                return found[0]
            time.sleep(0.1)
        raise AssertionError(self.said)


class Visitor:
    """Opens pages and sends the form of the page it is on."""

    def __init__(self, origin: str, context: ssl.SSLContext | None = None) -> None:
        self.cookies = CookieJar()
        handlers = [ProxyHandler({}), HTTPCookieProcessor(self.cookies)]
        if context:
            handlers.append(HTTPSHandler(context=context))
        self._open = build_opener(*handlers).open
        self.origin = self.address = origin
        self.page, self.status, self.headers = "", 0, dict[str, str]()

    def get(self, path: str) -> str:
        """A page."""
        return self._read(self.origin + path, None)

    def post(self, **fields: str) -> str:
        """The form of this page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        assert token, self.page
        return self._read(
            self.address, urlencode(fields | {"csrfmiddlewaretoken": token[1]}).encode()
        )

    def _read(self, address: str, body: bytes | None) -> str:
        headers = {"Referer": self.address}
        try:
            answer = self._open(Request(address, body, headers), timeout=60)  # noqa: S310
        except HTTPError as refused:
            answer = refused
        with answer:
            self.status, self.address, self.page = answer.status, answer.url, answer.read().decode()
            self.headers = {name.lower(): value for name, value in answer.headers.items()}
        return self.page


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# A register with people in it, by actions; prints the printed key and counts.
FILLED = """
import io, json
from datetime import date
from django.conf import settings
from dangvien.config import opening, worker
opening.prepare()
import register
from cast import HUNG, LAN, MAI, rows
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone
from dangvien.accounts.models import Installation
from dangvien.exchange.actions import commit, receive
from dangvien.exchange.models import Batch
cast = register.build()
Installation.objects.create(pk=1, fingerprint=settings.RING.key.fingerprint, key_kept_at=timezone.now())
for user in (cast.hung, cast.mai):
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
people = rows(LAN, HUNG, MAI | {"org_name": LAN["org_name"]})
people = people.drop("row_id", "source", "section", "section_parent")
batch = receive(actor=cast.mai, org=cast.commune, units=[cast.na_loc], name="ds.csv", source="Sổ",
                content=io.BytesIO(people.write_csv().encode()), as_of=date(2025, 12, 1))
worker.work(batch=True)
commit(actor=cast.mai, batch=Batch.objects.get())
worker.work(batch=True)
batch.refresh_from_db()
assert batch.state == "committed" and batch.counts["applied"] == 3, (batch.state, batch.counts)
"""

"""A real server and a real browser: pages are looked at, measured and run through axe.

with served() as site:                      the register with the cast, on a free port, own home
    with chromium() as browser:
        page = site.open(browser, "mai")    signed in through the real pages, second factor too
        page.goto(site.at("/"))
        assert faults.faults(page) == []    axe, targets, reflow, big text, requests, CSP
        look(page, "home")                  four pictures: 390 and 1280, light and dark
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

import ready
from faults import DESK, PATIENCE, PHONE, faults, screen, watched

HERE = Path(__file__).parent
PICTURES = os.environ.get("PICTURES")  # a folder: then the tests leave pictures there
TODAY = "2025-12-15"
CODE_SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105  (of every code app in the tests, as in conftest)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip


def one_time_code(secret: str = CODE_SECRET, at: float | None = None) -> str:
    """What a code app shows now (RFC 6238), computed apart from the server."""
    counter = int((time.time() if at is None else at) // 30).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"


@dataclass
class Site:
    """A running register."""

    origin: str
    home: Path
    environment: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)  # what the seed printed
    entered: dict[str, Any] = field(default_factory=dict)

    def at(self, path: str) -> str:
        """The address of a path; {names} in it are facts of the seed."""
        return self.origin + path.format(**self.facts)

    def run(self, *words: str) -> str:
        """Run `python -m …` against this register's home; what it printed."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", *words], env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr[-4000:])
        return done.stdout

    def told(self, pattern: str) -> str:
        """What the server said on its terminal, once it has said it: the first match of a pattern."""
        log = self.home / "server.log"
        for _ in range(PATIENCE // 100):
            if found := re.search(pattern, log.read_text()):
                return found.group()
            time.sleep(0.1)  # another process writes: there is nothing else to wait for
        raise RuntimeError(log.read_text())

    def open(self, browser: Browser, username: str = "", **options: Any) -> Page:
        """A page in a new context; signed in, once per person, when a name is given."""
        options.setdefault("viewport", {"width": DESK, "height": 800})
        if username and username not in self.entered:
            context = browser.new_context(**options)
            self.sign_in(context.new_page(), username)
            self.entered[username] = context.storage_state()
            context.close()
        context = browser.new_context(storage_state=self.entered.get(username), **options)
        return watched(context, self.origin)

    def sign_in(self, page: Page, username: str, password: str = "", code: str = "") -> None:
        """Through the real pages: name and password, then the one-time code."""
        page.set_default_timeout(PATIENCE)
        page.goto(self.at("/dang-nhap/"))
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", password or username * 2)
        page.locator("form:has(input[name=password]) button:not([type=button])").first.click()
        page.fill("input[name=code]", code or one_time_code())
        page.locator("form:has(input[name=code]) button:not([type=button])").first.click()
        page.wait_for_load_state()
        if "/ma-mot-lan/" in page.url or "/dang-nhap/" in page.url:
            raise RuntimeError(f"{username} is not signed in: {page.inner_text('main')}")


@contextmanager
def served(seed: str = "seeded", **environment: str) -> Iterator[Site]:
    """`dangvien serve` in a home of its own, on a free loopback port, with its worker.

    `seed`: the module of tests/ that fills it; "" leaves it unopened, and `site.told("/thiet-lap/…")` is
    the set-up link.
    """
    with tempfile.TemporaryDirectory(prefix="dangvien-browser-") as folder:
        port = _free_port()
        surroundings = {
            **os.environ, "DANGVIEN_HOME": folder, "DANGVIEN_TODAY": TODAY, "DATABASE_URL": "",
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "dangvien.config.settings",
            "PYTHONPATH": os.pathsep.join([str(HERE.parent / "src"), str(HERE)]), **environment,
        }  # fmt: skip
        site = Site(f"http://localhost:{port}", Path(folder), surroundings)
        if seed:
            ready.in_home(site.home)
            site.facts = json.loads(site.run(seed).splitlines()[-1])
        log = Path(folder) / "server.log"
        serve = ["-m", "dangvien.cli", "serve", "--port", str(port), "--workers", "1"]
        with log.open("wb") as told:
            server = subprocess.Popen(  # noqa: S603
                [sys.executable, *serve], env=surroundings, stdout=told, stderr=told
            )
            try:
                _await(site, server, log)
                yield site
            finally:
                server.terminate()
                server.wait(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The installed Chromium, with nothing of its own going out."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        try:
            yield browser
        finally:
            browser.close()


def _launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _await(site: Site, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(PATIENCE // 100):
        if server.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            with urlopen(site.at("/static/web/app.css"), timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)  # the server is starting: there is nothing else to wait for
    raise RuntimeError(log.read_text())


def look(page: Page, name: str) -> list[Path]:
    """Pictures of the open page at 390 and 1280, light and dark, for people to look at."""
    folder = Path(PICTURES or tempfile.gettempdir() + "/dangvien-pictures")
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for width in (PHONE, DESK):
        for scheme in ("light", "dark"):
            screen(page, width, scheme)
            made.append(folder / f"{name}-{width}-{scheme}.png")
            page.screenshot(path=made[-1], full_page=True)
    return made


def faults_at(
    site: Site, browser: Browser, address: str, *, who: str, name: str, status: int = 200
) -> list[str]:
    """Open an address as somebody and say what is wrong with the page; leave pictures if asked."""
    page = site.open(browser, who)
    answer = page.goto(site.at(address))
    found = [] if answer and answer.status == status else [f"answered {answer and answer.status}"]
    if PICTURES:
        look(page, name)
    found += faults(page, last=True)
    page.context.close()
    return found

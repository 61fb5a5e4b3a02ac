"""What all tests share: how random examples are drawn, and honesty about what was skipped."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.middleware import csrf
from hypothesis import settings

import ready
import register as small

if TYPE_CHECKING:
    from django.test import Client

    from dangvien.accounts.models import User

CI = bool(os.environ.get("CI"))
DATABASE = {"db", "transactional_db", "django_db_setup", "house", "filled", "cluster"}
CODE_SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105  (of every code app in the tests)
CHROMIUM = "chromium: apt-get install chromium"

# A form's token is letters at random, so a page that hides "Lan" would now and then spell her name.
csrf.CSRF_ALLOWED_CHARS = "bcdfghjklmnpqrstvwxz"  # type: ignore[misc]

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if CI else "here")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for what all processes of this run copy from."""
    if not hasattr(config, "workerinput"):
        os.environ[ready.PLACE] = tempfile.mkdtemp(prefix="dangvien-ready-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """It goes with the run."""
    if not hasattr(config, "workerinput"):
        ready.clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks the database; pages are looked at only where there is a browser."""
    if os.environ.get("DATABASE_URL"):
        asking = {item for item in items if _asks_database(item)}
        config.hook.pytest_deselected(items=[item for item in items if item not in asking])
        items[:] = [item for item in items if item in asking]
    else:  # drills that kill PostgreSQL run once, beside the rest of what asks it
        drills = [item for item in items if "cluster" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=drills)
        items[:] = [item for item in items if item not in drills]
    if shutil.which("chromium"):
        return
    for item in items:
        if item.get_closest_marker("chromium"):
            item.add_marker(pytest.mark.skip(reason=CHROMIUM))


def _asks_database(item: pytest.Item) -> bool:
    """By fixture or by mark: the mark alone brings no fixture name."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(DATABASE & fixtures or item.get_closest_marker("django_db"))


def _skipped(config: pytest.Config) -> list[str]:
    """Reasons of the skipped tests, each once."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return sorted({report.longrepr[2].removeprefix("Skipped: ") for report in reports})


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be skipped for want of a package; the yardstick tables may be elsewhere."""
    wanting = [reason for reason in _skipped(session.config) if "apt-get" in reason]
    if CI and session.exitstatus == 0 and wanting:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what this machine lacks, so that a green run does not hide it."""
    for reason in _skipped(terminalreporter.config):
        terminalreporter.write_line(f"Skipped here · Bỏ qua ở máy này: {reason}", yellow=True)


@pytest.fixture
def register(db: None) -> small.Register:
    """The small register: one province, two communes, three cells, the cast."""
    return small.build()


@pytest.fixture
def signed_in(db: None) -> Callable[[User], Client]:
    """`signed_in(user)`: a client in whose session the user's second factor counts as given."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  (needs the apps loaded)
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    def sign_in(user: User) -> Client:
        first = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        factor = first or TOTP.activate(user, CODE_SECRET).instance
        client = Client()
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time()},
            {"method": "mfa", "at": time.time(), "id": factor.pk, "type": "totp"},
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return sign_in

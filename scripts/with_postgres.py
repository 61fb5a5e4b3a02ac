"""Run a command beside a PostgreSQL of its own: a temporary cluster from the installed programs.

    python scripts/with_postgres.py [--durable] -- pytest -q

The command finds DATABASE_URL in its environment. The cluster lies in a new folder under TMPDIR, speaks
through a socket in there and no network port, and is gone afterwards, whatever happened. Root may not
run PostgreSQL: then the account "postgres", or else "nobody", owns the folder. fsync is off unless
--durable: only a drill that kills the server needs it.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import quote

HOUSES = Path("/usr/lib/postgresql")
MISSING = "PostgreSQL: apt-get install postgresql"
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_ALWAYS = ("listen_addresses=", "max_connections=60", "shared_buffers=256MB", "jit=off")


def binaries() -> Path | None:
    """The folder of initdb and postgres: the newest installed, or none."""
    found = sorted(HOUSES.glob("*/bin/initdb"), key=lambda at: int(at.parts[-3]))
    path = str(found[-1]) if found else shutil.which("initdb")
    return Path(path).resolve().parent if path else None


def _owner() -> str | None:
    """Who runs the server: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass
class Cluster:
    """A PostgreSQL in a folder."""

    folder: Path
    programs: Path
    options: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The database to use."""
        return self.url_of("dangvien")

    def url_of(self, database: str) -> str:
        """One database of it, for DATABASE_URL."""
        return f"postgresql:///{database}?host={quote(str(self.folder), safe='/')}&user=dangvien"

    def create(self) -> None:
        """Make the folder a cluster."""
        owner = _owner()
        if owner:
            shutil.chown(self.folder, owner)
        self._run("initdb", "--pgdata", self._data, "--username=dangvien", "--auth=trust",
                  "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip

    def start(self) -> None:
        """Start the server, where no Ctrl+C reaches it but through us, and wait for it."""
        options = [part for option in self.options for part in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", self._data, "-k", str(self.folder), *options],
                stdout=log, stderr=log, user=_owner(), group=_group(), extra_groups=_groups(),
                start_new_session=True, cwd="/",
            )  # fmt: skip
        for _ in range(300):
            if self._run("pg_isready", "-q", "-h", str(self.folder), "-d", "postgres", check=False):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])

    def create_database(self, name: str) -> str:
        """A new empty database; its URL."""
        self._run("createdb", "-h", str(self.folder), "-U", "dangvien", name)
        return self.url_of(name)

    def kill(self) -> None:
        """Pull the plug: the server and all its children, which are in groups of their own."""
        assert self.process  # noqa: S101
        self.process.send_signal(signal.SIGSTOP)  # it starts no more of them
        told = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        children = [int(pid) for pid in told.stdout.split()]
        for pid in (self.process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while any(_lives(pid) for pid in children):  # one that lives holds the shared memory
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it quickly, if it runs."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *words: str, check: bool = True) -> bool:
        done = subprocess.run(
            [str(self.programs / program), *words], capture_output=True, check=False, cwd="/",
            user=_owner(), group=_group(), extra_groups=_groups(), text=True,
        )  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")
        return done.returncode == 0


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1] != "Z"
    except OSError:
        return False


def _group() -> int | None:
    owner = _owner()
    return pwd.getpwnam(owner).pw_gid if owner else None


def _groups() -> list[int] | None:
    return [] if _owner() else None


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A running cluster, gone at the end. `durable`: with fsync, for who kills it."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="dv-pg-"))
    folder.chmod(0o700)
    own = Cluster(folder, programs, _ALWAYS if durable else (*_ALWAYS, *_FAST))
    try:
        own.create()
        own.start()
        own.create_database("dangvien")
        yield own
    finally:
        own.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(words: list[str]) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--durable", action="store_true", help="with fsync")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    said = parser.parse_args(words)
    command = said.command[1:] if said.command[:1] == ["--"] else said.command
    if binaries() is None:
        print(f"Skipped here · Bỏ qua ở máy này: {MISSING}", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    with cluster(durable=said.durable) as own:
        try:
            return subprocess.run(
                command, env={**os.environ, "DATABASE_URL": own.url}, check=False
            ).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

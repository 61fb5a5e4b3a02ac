"""What must not be served is refused before anything is opened, in words."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dangvien.cli import app
from dangvien.config import certificate, disk, lock
from dangvien.config.quiet_log import Quiet
from dangvien.seal import create
from running.certificates import certified
from running.house import python


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own; commands change the environment and the umask."""
    before = os.umask(0o022)
    for name in ("DANGVIEN_HOME", "TMPDIR", "DATABASE_URL", "DANGVIEN_HTTPS", "DANGVIEN_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DANGVIEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    yield tmp_path / "home"
    os.umask(before)


def refused(*words: str) -> str:
    """What is said of a command that must be refused; it leaves no database."""
    got = CliRunner().invoke(app, words)
    assert got.exit_code == 2, got.output
    assert not list(Path(os.environ["DANGVIEN_HOME"]).rglob("*.sqlite3"))
    return got.stderr


def test_a_key_that_others_can_read(own_home: Path) -> None:
    create(own_home / "key")
    (own_home / "key").chmod(0o644)
    assert "0600" in refused("serve")


@pytest.mark.parametrize("content", ["", "\n", "abcd-efgh", "A" * 56, "0" * 64])
def test_a_key_that_is_none(own_home: Path, content: str) -> None:
    own_home.mkdir()
    (own_home / "key").write_text(content)
    (own_home / "key").chmod(0o600)
    assert "hóa" in refused("serve")


@pytest.mark.parametrize("command", [["backup", "x"], ["worker"], ["tick"], ["key", "print"]])
def test_a_home_where_no_register_is(own_home: Path, command: list[str]) -> None:
    assert "Chưa có sổ" in refused(*command)
    assert not own_home.exists()


def test_the_network_without_a_certificate() -> None:
    assert "chứng thư" in refused("serve", "--lan")
    assert "--lan" in refused("serve", "--cert", "x", "--key", "y")


def test_a_shared_disk(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 254:0 / / rw - ext4 /dev/vda rw\n"
        f"40 22 0:50 / {tmp_path.as_posix()} rw - nfs4 may-chu:/chung rw\n"
    )
    monkeypatch.setattr(disk, "MOUNTS", mounts)
    assert "nfs4" in refused("serve")
    assert disk.shared(Path("/")) == ""


def test_a_certificate_that_cannot_be_served_with(tmp_path: Path) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    late, late_key = certified(tmp_path / "late", ["so.xa.vn"], until=yesterday)
    with pytest.raises(certificate.BadCertificate, match="hết hạn"):
        certificate.names(late, late_key)
    nameless, key = certified(tmp_path / "nameless", [])
    with pytest.raises(certificate.BadCertificate, match="tên máy"):
        certificate.names(nameless, key)
    good, good_key = certified(tmp_path / "good", ["so.xa.vn", "*.tinh.vn"])
    with pytest.raises(certificate.BadCertificate, match="một cặp"):
        certificate.names(good, key)
    assert certificate.names(good, good_key) == ["so.xa.vn", ".tinh.vn"]
    good_key.chmod(0o644)
    with pytest.raises(certificate.BadCertificate, match="0600"):
        certificate.names(good, good_key)


def test_two_at_once(tmp_path: Path) -> None:
    with lock.held(tmp_path / "one"):
        with pytest.raises(lock.Busy), lock.held(tmp_path / "one", wait=0.1):
            pass
        with lock.held(tmp_path / "other"):
            pass
    with lock.held(tmp_path / "one"):
        pass


@pytest.mark.parametrize("words", [["rules", "V08"], ["clean", "--help"], ["check", "--help"],
                                   ["synth", "--help"], ["serve", "--help"]])  # fmt: skip
def test_what_works_on_files_imports_no_web_framework(words: list[str]) -> None:
    script = f"import sys; sys.argv = {['dangvien', *words]!r}\nfrom dangvien.cli import app\n"
    script += "try: app()\nexcept SystemExit as end: assert not end.code\n"
    script += "assert not {'django', 'granian', 'psycopg'} & set(sys.modules)"
    done = python("-c", script)
    assert done.returncode == 0, done.stderr


def test_the_log_names_places_and_no_person(caplog: pytest.LogCaptureFixture) -> None:
    import logging  # noqa: PLC0415

    try:
        raise ValueError("Lò Văn Hùng")
    except ValueError:
        logging.getLogger("x").exception("hỏng\r\n\x1b[31mERROR giả", stacklevel=1)
    text = Quiet("%(levelname)s %(message)s").format(caplog.records[0])
    assert "Hùng" not in text
    assert "ValueError at test_refusals" in text
    assert text.isprintable()

"""`dangvien audit`: the log leaves the register, and everything that leaves is itself logged."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
import verify_audit
from typer.testing import CliRunner, Result

import register as small
from dangvien.audit.actions import record
from dangvien.audit.models import Entry
from dangvien.cli.audit import app

LAN = UUID(int=5)


def run(*words: str | Path) -> Result:
    """A command."""
    return CliRunner().invoke(app, list(map(str, words)))


def test_the_log_goes_out_and_can_be_checked(register: small.Register, tmp_path: Path) -> None:
    record(actor=register.mai, action="member.read", people=[LAN])
    assert run("checkpoint", tmp_path / "seal.json").exit_code == 0
    assert run("export", tmp_path / "log.jsonl").exit_code == 0
    assert verify_audit.main([str(tmp_path / "log.jsonl"), str(tmp_path / "seal.json")]) == 0
    assert [e.action for e in Entry.objects.order_by("pk")] == [
        "member.read",
        "checkpoint",
        "audit.export",
    ]


def test_no_file_is_written_over(register: small.Register, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("giữ nguyên", "utf-8")
    assert run("export", path).exit_code == 2
    assert path.read_text("utf-8") == "giữ nguyên"
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("since", "until", "rows"), [("2020-01-01", "2999-01-01", 1), ("2020-01-01", "2020-02-01", 0)]
)
def test_whom_somebody_read(
    since: str, until: str, rows: int, register: small.Register, tmp_path: Path
) -> None:
    record(actor=register.mai, action="member.read", people=[LAN])
    record(actor=register.hung, action="member.read", people=[UUID(int=6)])
    path = tmp_path / "doc.csv"
    assert run("reads", "Mai", "--from", since, "--to", until, "--file", path).exit_code == 0
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == 1 + rows
    assert all(line.startswith(f"{LAN},1,") for line in lines[1:])


def test_an_unknown_user_is_told_so(register: small.Register, tmp_path: Path) -> None:
    path = tmp_path / "doc.csv"
    told = run("reads", "ai-do", "--from", "2020-01-01", "--to", "2021-01-01", "--file", path)
    assert told.exit_code == 2
    assert not path.exists()

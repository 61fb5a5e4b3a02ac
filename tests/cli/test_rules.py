"""`dangvien rules`: the rule book, whole or one rule."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dangvien.cli import app

CODES = [*(f"O{n:02}" for n in range(1, 13)), *(f"V{n:02}" for n in range(1, 31))]


def said(*words: str) -> tuple[int, str, str]:
    """Exit code, stdout, stderr."""
    got = CliRunner().invoke(app, words)
    assert got.exception is None or isinstance(got.exception, SystemExit)
    return got.exit_code, got.stdout, got.stderr


def test_the_book_lists_every_rule_once() -> None:
    code, told, _ = said("rules")
    first = [line.split()[0] for line in told.splitlines()]
    assert code == 0
    assert set(CODES) <= set(first)
    assert len(first) == len(set(first))


@pytest.mark.parametrize("code", CODES)
def test_every_rule_can_be_explained(code: str) -> None:
    exit_code, told, complaint = said("rules", code)
    assert exit_code == 0
    assert code in told
    assert len(told.splitlines()) >= 4
    assert complaint == ""


def test_a_code_may_be_typed_small() -> None:
    assert said("rules", "v08") == said("rules", "V08")


def test_an_unknown_rule_is_exit_two_in_one_line() -> None:
    code, told, complaint = said("rules", "nope")
    assert (code, told) == (2, "")
    assert "nope" in complaint
    assert len(complaint.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["clean", "check", "rules", "synth"])
def test_every_command_explains_itself(command: str) -> None:
    code, told, _ = said(command, "--help")
    assert code == 0
    assert "Traceback" not in told

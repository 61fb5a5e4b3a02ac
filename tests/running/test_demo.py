"""The demonstration never touches what is not one, and its codes are of nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dangvien import clock
from dangvien.cli import app
from dangvien.cli.demo import MARK, calendar, goals
from dangvien.cli.demo.people import password
from dangvien.synth.commune.cells import CELLS


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands set the business day and ask for a database of their own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-15")


def refused(*words: str) -> str:
    """What is said of a command that must be refused."""
    got = CliRunner().invoke(app, words)
    assert got.exit_code == 2, got.output
    return got.stderr


def test_a_folder_that_is_no_demonstration_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("của người khác")
    assert "không xóa" in refused("demo", "--home", str(tmp_path))
    assert (tmp_path / "key").read_text() == "của người khác"
    assert not (tmp_path / MARK).exists()


def test_codes_are_for_a_demonstration_only(tmp_path: Path) -> None:
    assert "không phải sổ mẫu" in refused("demo-code", "hoai", "--home", str(tmp_path))


def test_a_register_that_somebody_serves_on_postgres_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///that")
    assert "DATABASE_URL" in refused("demo", "--home", str(tmp_path / "new"))


def test_passwords_are_never_the_same() -> None:
    assert len({password() for _ in range(200)}) == 200
    assert {len(password()) for _ in range(9)} == {14}


def test_the_way_of_every_cell_ends_on_the_figures_of_the_pictures() -> None:
    told = goals.goals({cell.name: 1 for cell in CELLS})
    assert sum(one.by(calendar.TODAY) for one in told) == 391
    for one in told:
        way = [one.by(day) for day in calendar.DAYS]
        assert way == sorted(way)
        assert one.began <= way[0]
    assert (
        sum(one.by(calendar.TODAY) == cell.active for one, cell in zip(told, CELLS, strict=True))
        == 7
    )
    assert sum(goals.WAITING.values()) == 37
    assert goals.FINISHED.keys() >= goals.SIGNED


def test_a_day_ends_where_it_began() -> None:
    with calendar.on(calendar.EVE):
        assert clock.today() == calendar.EVE
    assert clock.today() == calendar.TODAY

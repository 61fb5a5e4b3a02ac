"""`synth` makes people with known truth; `check` says of them in parquet what `clean` says in csv."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from clean.outcome import AS_OF, run
from dangvien.cli import app

BETWEEN = {"V11", "V29"}  # what needs duplicates or another list
SIZE = 20_000


def tell(*words: object) -> str:
    """Run a command that must end well."""
    got = CliRunner().invoke(app, list(map(str, words)))
    assert got.exit_code == 0, got.output
    return got.stdout


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small nation in parquet, and its members again in csv."""
    folder = tmp_path_factory.mktemp("nation")
    tell("synth", "--members", SIZE, "--seed", 5, "--format", "parquet", "--out", folder / "n")
    pl.read_parquet(folder / "n" / "members.parquet").write_csv(folder / "members.csv")
    pl.read_parquet(folder / "n" / "organisations.parquet").write_csv(folder / "orgs.csv")
    return folder


Fault = tuple[str, str, str, str, int]


def faults(rows: list[dict[str, str]], header: int) -> Counter[Fault]:
    """What was found on which member; what duplicates explain (V11, a shared phone) left out."""
    return Counter(
        (row["rule"], row["severity"], row["state"], row["field"],
         int(row["row_id"].rsplit("#")[-1]) - header)
        for row in rows
        if row["rule"][0] == "V" and row["rule"] not in BETWEEN and row["cause"] != "no_column"
        and (row["rule"], row["cause"]) != ("V22", "shared")
    )  # fmt: skip


def test_check_and_clean_find_the_same(nation: Path) -> None:
    tell("check", nation / "n" / "members.parquet", "--out", nation / "check",
         "--orgs", nation / "n" / "organisations.parquet", "--as-of", AS_OF)  # fmt: skip
    got = run(nation / "members.csv", "--out", nation / "clean", "--orgs", nation / "orgs.csv",
              "--worklists", "none")  # fmt: skip
    assert got.code == 0, got.complaint
    found = pl.read_parquet(nation / "check" / "findings" / "*.parquet").to_dicts()
    checked, cleaned = faults(found, 0), faults(got.table("findings"), 1)
    assert len({rule for rule, *_ in checked}) > 25
    assert checked - cleaned == {}
    assert cleaned - checked == {}


def test_the_same_seed_is_the_same_people_and_another_is_not(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        tell("synth", "--members", 300, "--seed", seed, "--out", tmp_path / name)
    first, again, others = ((tmp_path / n / "members.csv").read_bytes() for n in "abc")
    assert first == again
    assert first != others


def test_every_synthetic_id_is_of_nobody(tmp_path: Path) -> None:
    tell("synth", "--members", 500, "--seed", 3, "--out", tmp_path / "n")
    with (tmp_path / "n" / "members.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell.strip() for row in csv.reader(file) for cell in row]
    twelve = [cell for cell in cells if cell.isdigit() and len(cell) == 12]
    assert len(twelve) > 300
    assert {cell[:3] for cell in twelve if len(set(cell)) > 1} >= {"099"}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_synth_writes_clean_reads(tmp_path: Path, format: str) -> None:
    tell("synth", "--members", 200, "--seed", 3, "--format", format, "--out", tmp_path / "n")
    got = run(tmp_path / "n" / f"members.{format}", "--out", tmp_path / "kq",
              "--orgs", tmp_path / "n" / f"organisations.{format}")  # fmt: skip
    assert got.code == 0, got.complaint
    assert got.summary["rows"]["rejects"] == 0
    assert got.summary["rows"]["members"] >= 200
    assert got.summary["synthetic"] is True


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    got = CliRunner().invoke(app, ["synth", "--format", "pdf", "--out", str(tmp_path / "n")])
    assert got.exit_code == 2
    assert not (tmp_path / "n").exists()
    assert "Traceback" not in got.output


@pytest.mark.parametrize("content", [b"", b"PAR1 no", "Họ và tên\n".encode()])
def test_check_refuses_what_is_no_parquet(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ds.parquet").write_bytes(content)
    got = CliRunner().invoke(
        app, ["check", str(tmp_path / "ds.parquet"), "--out", str(tmp_path / "kq")]
    )
    assert got.exit_code == 2, got.exception
    assert "ds.parquet" in got.stderr
    assert not (tmp_path / "kq").exists()


def test_the_console_script_keeps_stdout_and_stderr_apart(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "from dangvien.cli import main; main()", "clean",
             str(tmp_path / "không có.csv"), "--out", str(tmp_path / "kq")]  # fmt: skip
    got = subprocess.run(words, capture_output=True, check=False)  # noqa: S603
    assert got.returncode == 2
    assert got.stdout == b""
    assert "không có.csv" in got.stderr.decode()
    assert b"Traceback" not in got.stderr

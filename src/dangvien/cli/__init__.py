"""`dangvien`: every command, in the order of the work."""

from __future__ import annotations

import typer

from dangvien.cli.check import check
from dangvien.cli.clean import clean
from dangvien.cli.rules import rules
from dangvien.cli.synth import synth

app = typer.Typer(
    name="dangvien",
    help="Sổ đăng ký tổ chức đảng và đảng viên: làm sạch, chuẩn hóa, đối chiếu.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(clean)
app.command()(check)
app.command()(rules)
app.command()(synth)


def main() -> None:
    """Entry point of the console script."""
    app()

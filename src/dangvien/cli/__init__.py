"""`dangvien`: every command, in the order of the work. Django waits for the commands that need it."""

from __future__ import annotations

import typer

from dangvien.cli import audit, key
from dangvien.cli.backup import backup, restore
from dangvien.cli.check import check
from dangvien.cli.clean import clean
from dangvien.cli.demo import demo, demo_code
from dangvien.cli.rules import rules
from dangvien.cli.serve import serve
from dangvien.cli.synth import synth
from dangvien.cli.working import manage, tick, worker

app = typer.Typer(
    name="dangvien",
    help="Sổ đăng ký tổ chức đảng và đảng viên: làm sạch, chuẩn hóa, đối chiếu, giữ sổ.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(clean)
app.command()(check)
app.command()(rules)
app.command()(synth)
app.command()(serve)
app.command()(backup)
app.command()(restore)
app.add_typer(key.app, name="key")
app.add_typer(audit.app, name="audit")
app.command()(demo)
app.command("demo-code")(demo_code)
app.command()(worker)
app.command()(tick)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(manage)


def main() -> None:
    """Entry point of the console script."""
    app()

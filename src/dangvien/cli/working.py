"""`dangvien worker`, `tick`, `manage`: what runs beside the server, and Django's own commands."""

from __future__ import annotations

from typing import Annotated

import typer

from dangvien.cli.opened import Home, opened
from dangvien.cli.problems import said
from dangvien.files.problem import InputProblem


def worker(
    home: Home = None,
    batch: Annotated[bool, typer.Option("--batch", help="Làm hết việc đang chờ rồi thôi")] = False,
    tied: Annotated[bool, typer.Option("--tied", hidden=True)] = False,
) -> None:
    """Làm việc nền: đọc, ghi danh sách. «dangvien serve» tự chạy lệnh này."""
    with said():
        opened(home)
        from dangvien.config import lock, opening, worker as ours  # noqa: I001, PLC0415

        if not tied:
            opening.prepare()
        try:
            ours.work(tied=tied, batch=batch)
        except lock.Busy:
            raise InputProblem("Việc nền của sổ này đang có tiến trình khác làm.") from None


def tick(home: Home = None) -> None:
    """Làm việc hằng ngày: thay đổi tổ chức đến ngày, dọn phiên cũ, chốt nhật ký."""
    with said():
        opened(home)
        from dangvien.config import daily  # noqa: PLC0415

        failed = daily.tick()
        if failed:
            typer.echo(f"Chưa làm được: {', '.join(failed)}.", err=True)
            raise typer.Exit(1)


def manage(context: typer.Context, home: Home = None) -> None:
    """Lệnh quản trị của Django (migrate, check --deploy…), cho người quản trị kỹ thuật."""
    with said():
        opened(home)
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["dangvien manage", *context.args])

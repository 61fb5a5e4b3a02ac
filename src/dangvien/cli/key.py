"""`dangvien key`: the register's key, to be put on paper and looked after."""

from __future__ import annotations

from typing import Annotated

import typer

from dangvien.cli.opened import Home, opened
from dangvien.cli.problems import said
from dangvien.files.problem import InputProblem

app = typer.Typer(help="Khóa của sổ: in ra giấy, kiểm tra.", no_args_is_help=True)
_WARNING = (
    "Ai có khóa này và bản sao lưu thì đọc được cả sổ. Chỉ in khi không có người khác nhìn màn hình. "
    "In khóa?"
)


@app.command("print")
def print_(
    home: Home = None,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại")] = False,
) -> None:
    """In khóa để chép ra giấy, cất vào két; cần nó để mở bản sao lưu."""
    with said():
        opened(home)
        if not yes and not typer.confirm(_WARNING, err=True):
            raise typer.Exit(1)
        from django.conf import settings  # noqa: PLC0415

        from dangvien.audit.actions import record  # noqa: PLC0415
        from dangvien.config import opening  # noqa: PLC0415

        opening.prepare()
        key = settings.RING.key
        record(actor="command line", action="key.print", subject=f"key:{key.fingerprint}")
        groups = key.printed().split("-")
        typer.echo(f"Dấu của khóa: {key.fingerprint}")
        for start in range(0, len(groups), 4):
            typer.echo("  " + "  ".join(groups[start : start + 4]))


@app.command()
def check(
    home: Home = None,
    paper: Annotated[bool, typer.Option("--paper", help="Gõ lại khóa từ bản giấy")] = False,
) -> None:
    """Kiểm tra khóa đang dùng có đúng là khóa của sổ; thêm --paper để dò bản giấy."""
    with said():
        opened(home)
        from django.conf import settings  # noqa: PLC0415

        from dangvien.config import opening  # noqa: PLC0415
        from dangvien.seal import BadKey, Key  # noqa: PLC0415

        key = settings.RING.key
        try:
            opening.prepare()
            if paper and Key.from_print(typer.prompt("Khóa trên giấy", err=True)) != key:
                raise InputProblem("Khóa trên giấy là của sổ khác.")
        except (opening.WrongKey, BadKey) as problem:
            raise InputProblem(str(problem)) from None
        typer.echo(f"Khóa đúng, dấu {key.fingerprint}.")

"""`dangvien audit`: the log out of the register, where somebody else can check it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from dangvien.cli.opened import opened
from dangvien.cli.problems import said

app = typer.Typer(
    help="Nhật ký: xuất ra tệp, chốt, ai đã đọc những hồ sơ nào.", no_args_is_help=True
)
ACTOR = "command line"


def _register() -> None:
    """Django waits for a command that needs the database."""
    with said():
        opened(None)


@app.command()
def export(file: Annotated[Path, typer.Argument(help="Tệp nhật ký .jsonl sẽ ghi")]) -> None:
    """Xuất cả nhật ký ra tệp, để kiểm bằng scripts/verify_audit.py."""
    _register()
    from dangvien.audit.actions import record  # noqa: PLC0415
    from dangvien.audit.export import lines  # noqa: PLC0415

    with said():
        count = 0
        with file.open("x", encoding="utf-8") as target:
            for line in lines():
                target.write(line + "\n")
                count += 1
        record(actor=ACTOR, action="audit.export", data={"rows": count})
    typer.echo(f"Đã ghi {count:,} dòng nhật ký vào {file}.".replace(",", "."))


@app.command()
def checkpoint(
    file: Annotated[Path | None, typer.Argument(help="Tệp điểm chốt .json sẽ ghi")] = None,
) -> None:
    """Chốt nhật ký lúc này; ghi điểm chốt ra tệp để gửi cấp trên giữ."""
    _register()
    from dangvien.audit.actions import Contradicted  # noqa: PLC0415
    from dangvien.audit.actions import checkpoint as make  # noqa: PLC0415
    from dangvien.audit.export import as_file  # noqa: PLC0415

    with said():
        try:
            made = make(actor=ACTOR)
        except Contradicted as where:
            typer.echo(f"Nhật ký không khớp với chính nó ({where}): chưa chốt.", err=True)
            raise typer.Exit(1) from None
        if file is not None:
            file.write_text(as_file(made), "utf-8")
    typer.echo(f"Đã chốt. Mã gốc: {made.root}")


@app.command()
def reads(
    user: Annotated[str, typer.Argument(help="Tên đăng nhập")],
    since: Annotated[datetime, typer.Option("--from", help="Từ lúc, ví dụ 2025-12-01")],
    until: Annotated[datetime, typer.Option("--to", help="Đến trước lúc")],
    file: Annotated[Path, typer.Option(help="Tệp .csv sẽ ghi: mã hồ sơ, số lần, đầu, cuối")],
) -> None:
    """Liệt kê mọi hồ sơ mà một người đã đọc trong một khoảng thời gian."""
    _register()
    from django.utils.timezone import make_aware  # noqa: PLC0415

    from dangvien.accounts.models import User  # noqa: PLC0415
    from dangvien.audit.actions import record  # noqa: PLC0415
    from dangvien.audit.queries import persons_read  # noqa: PLC0415

    with said():
        found: Any = User.objects.filter(username=user.strip().lower()).first()
        if found is None:
            typer.echo(f"Không có người dùng {user}.", err=True)
            raise typer.Exit(2)
        count = 0
        with file.open("x", encoding="utf-8") as target:
            target.write("ma_ho_so,so_lan,lan_dau,lan_cuoi\n")
            for one in persons_read(found.pk, make_aware(since), make_aware(until)):
                target.write(f"{one.person},{one.times},{one.first:%FT%TZ},{one.last:%FT%TZ}\n")
                count += 1
        record(actor=ACTOR, action="audit.reads", subject=f"user:{found.pk}", data={"count": count})
    typer.echo(f"Đã ghi {count:,} hồ sơ vào {file}.".replace(",", "."))

"""`dangvien demo`, `dangvien demo-code`: a commune of people who do not exist, in its own register."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from dangvien.cli.opened import opened
from dangvien.cli.problems import said
from dangvien.cli.serve import keep_open
from dangvien.files.problem import InputProblem

MARK = "synthetic"  # in the home of a demonstration; pages then carry a banner
TODAY = "2025-12-15"
Home = Annotated[Path, typer.Option(help="Thư mục của sổ mẫu, làm lại từ đầu mỗi lần")]
_HOME = Path("build/demo/home")


def demo(
    files: Annotated[Path, typer.Option(help="Tệp của «dangvien synth --commune»")] = Path(
        "build/demo/in"
    ),
    home: Home = _HOME,
    port: Annotated[int, typer.Option(help="Cổng", min=1, max=65535)] = 8000,
    check: Annotated[bool, typer.Option("--check", help="Mở, thử đăng nhập rồi đóng")] = False,
) -> None:
    """Lập sổ mẫu xã Tam Lư (người không có thật), nhập các danh sách rồi mở trong trình duyệt."""
    with said():
        os.environ["DANGVIEN_TODAY"] = TODAY
        _begin(home)
        from dangvien.cli.demo.building import build  # noqa: PLC0415

        people = build(files, lambda text: typer.echo(f"· {text}"))
        typer.echo("")
        typer.echo(f"{'Tên đăng nhập':<15}{'Mật khẩu':<18}Người và việc")
        for one in people:
            typer.echo(f"{one.username:<15}{one.password:<18}{one.full_name}, {one.place}")
        typer.echo("")
        typer.echo("Mã một lần của mỗi người: .venv/bin/dangvien demo-code <tên đăng nhập>")
        if check:
            from dangvien.cli.demo.trying import try_out  # noqa: PLC0415

            typer.echo(try_out(home, port, people))
            return
        keep_open(home.resolve(), port, min(os.cpu_count() or 1, 2))


def demo_code(
    name: Annotated[str, typer.Argument(help="Tên đăng nhập trong sổ mẫu")],
    home: Home = _HOME,
) -> None:
    """In mã một lần hiện giờ của một người trong sổ mẫu; chỉ làm được với sổ mẫu."""
    with said():
        if not (home / MARK).exists():
            raise InputProblem(f"{home} không phải sổ mẫu của «make demo».")
        opened(home)
        from dangvien.cli.demo.codes import current  # noqa: PLC0415

        code, left = current(name)
        typer.echo(code)
        typer.echo(f"(còn {left} giây, mỗi mã dùng một lần)", err=True)


def _begin(home: Path) -> None:
    """A fresh home; what is not a demonstration is never removed."""
    from dangvien.config import lock  # noqa: PLC0415

    if os.environ.get("DATABASE_URL"):
        raise InputProblem("Sổ mẫu dùng cơ sở dữ liệu riêng; bỏ biến DATABASE_URL rồi chạy lại.")
    if home.exists() and any(home.iterdir()):
        if not (home / MARK).exists():
            raise InputProblem(f"Thư mục {home} không phải sổ mẫu, máy không xóa.")
        try:
            with lock.held(home / "serve.lock"):
                pass
        except lock.Busy:
            raise InputProblem("Sổ mẫu đang mở ở cửa sổ khác; đóng nó trước.") from None
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / MARK).touch()
    opened(home.resolve(), may_be_new=True)

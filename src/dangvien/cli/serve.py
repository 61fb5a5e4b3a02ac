"""`dangvien serve`: the register in a browser, from the first run on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangvien.cli.opened import Home, opened
from dangvien.cli.problems import said
from dangvien.files.problem import InputProblem

if TYPE_CHECKING:
    from dangvien.config.server import Door

MOST = 4  # workers that a machine gets by itself


def serve(
    home: Home = None,
    port: Annotated[int, typer.Option(help="Cổng", min=1, max=65535)] = 8000,
    lan: Annotated[bool, typer.Option("--lan", help="Mở cho máy khác trong mạng nội bộ")] = False,
    cert: Annotated[Path | None, typer.Option(help="Chứng thư .pem, khi có --lan")] = None,
    key: Annotated[Path | None, typer.Option(help="Khóa của chứng thư, khi có --lan")] = None,
    workers: Annotated[int, typer.Option(help="Số tiến trình phục vụ (0: tự chọn)", min=0)] = 0,
) -> None:
    """Mở sổ trong trình duyệt, ở máy này; mở ra mạng nội bộ chỉ khi có chứng thư."""
    with said():
        names = _names(lan, cert, key)
        at = opened(home, may_be_new=True)
        keep_open(at, port, workers or min(os.cpu_count() or 1, MOST), cert, key, names)


def keep_open(
    at: Path, port: int, workers: int, cert: Path | None = None, key: Path | None = None,
    names: list[str] | None = None,
) -> None:  # fmt: skip
    """Bring the tables up to date, say where the register is, and serve it until told to stop."""
    from dangvien.config import lock, opening, server  # noqa: PLC0415

    door = server.Door(port, workers, cert, key)
    try:
        with lock.held(at / "serve.lock"):
            if server.taken(door):
                raise InputProblem(f"Cổng {port} đang có chương trình khác dùng; chọn --port khác.")
            opening.sweep()
            typer.echo(f"Sổ ở {at}. Đang mở…")
            try:
                late = opening.prepare()
            except opening.WrongKey as problem:
                raise InputProblem(str(problem)) from None
            if late:
                typer.echo("Đã lập, cập nhật các bảng dữ liệu.")
            server.serve(door, opened=lambda: _tell(door, names or []))
            typer.echo("Sổ đã đóng.")
    except lock.Busy:
        raise InputProblem(f"Sổ ở {at} đang mở rồi; đóng cửa sổ kia trước khi mở lại.") from None


def _names(lan: bool, cert: Path | None, key: Path | None) -> list[str]:
    """What the server answers to on the network; the settings read it from the environment."""
    if not lan:
        if cert or key:
            raise InputProblem("--cert và --key đi cùng --lan.")
        return []
    if not (cert and key):
        raise InputProblem(
            "--lan cần chứng thư: thêm --cert và --key; sổ không ra mạng mà không mã hóa."
        )
    from dangvien.config import certificate  # noqa: PLC0415

    try:
        names = certificate.names(cert, key)
    except certificate.BadCertificate as problem:
        raise InputProblem(str(problem)) from None
    os.environ["DANGVIEN_HOSTS"] = ",".join(names)
    os.environ["DANGVIEN_HTTPS"] = "1"
    return names


def _tell(door: Door, names: list[str]) -> None:
    from django.conf import settings  # noqa: PLC0415

    from dangvien import clock  # noqa: PLC0415
    from dangvien.accounts import tickets  # noqa: PLC0415
    from dangvien.config import opening  # noqa: PLC0415

    scheme, host = ("https", names[0]) if names else ("http", "localhost")
    address = f"{scheme}://{host.lstrip('.')}:{door.port}"
    if opening.is_new():
        typer.echo(f"Khóa của sổ: {settings.HOME / 'key'} (chỉ chủ máy đọc được).")
        typer.echo("Sổ chưa có ai. Đồng chí mở đường dẫn này, dùng được một lần trong 24 giờ:")
        typer.echo(f"  {address}/thiet-lap/{tickets.issue_setup()}/")
    else:
        typer.echo(f"Sổ đã mở: {address}")
    if (day := clock.pretended()) is not None:
        typer.echo(f"Ngày làm việc đang đặt là {day:%d/%m/%Y}, không phải hôm nay.")
    typer.echo("Đồng chí để cửa sổ này mở trong khi làm việc; bấm Ctrl+C để đóng sổ.")

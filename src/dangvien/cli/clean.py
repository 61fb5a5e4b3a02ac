"""`dangvien clean`: a messy list becomes a clean, accountable one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dangvien.cli.problems import said
from dangvien.files.problem import InputProblem

Files = Annotated[list[Path], typer.Argument(help="Danh sách đảng viên: .xlsx .xls .csv")]


def day(text: str | None) -> date:
    """The as-of date: what was asked for, else today (the command line is where the clock is)."""
    if text is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputProblem(f"--as-of {text}: ngày viết theo dạng 2025-12-15.") from None


def clean(
    files: Files,
    out: Annotated[Path, typer.Option(help="Thư mục kết quả")],
    orgs: Annotated[Path | None, typer.Option(help="Danh sách tổ chức đảng")] = None,
    previous: Annotated[Path | None, typer.Option(help="Danh sách kỳ trước")] = None,
    control: Annotated[Path | None, typer.Option(help="Số đảng viên theo sổ giấy")] = None,
    as_of: Annotated[str | None, typer.Option(help="Tính đến ngày (mặc định: hôm nay)")] = None,
    tier: Annotated[str, typer.Option(help="Mức thông tin: T1 hoặc T2")] = "T1",
    worklists: Annotated[str, typer.Option(help="auto, all, none hoặc mã tổ chức đảng")] = "auto",
) -> None:
    """Làm sạch danh sách đảng viên: đọc, chuẩn hóa, kiểm tra, dò trùng, chấm điểm, lập việc."""
    from dangvien.clean.intake import Request  # noqa: PLC0415
    from dangvien.clean.progress import Progress  # noqa: PLC0415  (heavy imports wait for the command)
    from dangvien.clean.run import run  # noqa: PLC0415

    with said():
        if tier.upper() not in ("T1", "T2"):
            raise InputProblem(f"--tier {tier}: mức thông tin là T1 hoặc T2.")
        request = Request(
            files=tuple(files), out=out, orgs=orgs, previous=previous, control=control,
            as_of=day(as_of), tier=tier.upper(), worklists=worklists,
        )  # fmt: skip
        bar = Progress(steps=9)
        try:
            told = run(request, bar.step)
        finally:
            bar.done()
        typer.echo(told)

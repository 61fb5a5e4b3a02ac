"""`dangvien check`: a city or a nation in parquet against the whole rule book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dangvien.cli.clean import day
from dangvien.cli.problems import said
from dangvien.files.problem import InputProblem

_MARK = b"PAR1"  # both ends of every parquet file


def check(
    source: Annotated[Path, typer.Argument(help="Danh sách đảng viên .parquet")],
    out: Annotated[Path, typer.Option(help="Thư mục kết quả")],
    orgs: Annotated[Path | None, typer.Option(help="Danh sách tổ chức đảng .parquet")] = None,
    as_of: Annotated[str | None, typer.Option(help="Tính đến ngày (mặc định: hôm nay)")] = None,
) -> None:
    """Kiểm tra danh sách rất lớn (.parquet) theo cả bộ quy tắc, từng phần một."""
    from dangvien.clean.in_parts import check as check_in_parts  # noqa: PLC0415
    from dangvien.clean.progress import Progress  # noqa: PLC0415

    with said():
        for path in (source, *([orgs] if orgs else [])):
            _is_parquet(path)
        bar = Progress(steps=30)
        try:
            checked = check_in_parts(source, orgs, out, as_of=day(as_of), step=bar.step)
        finally:
            bar.done()
    typer.echo(f"Đã đọc {checked.rows:,} hồ sơ, {checked.changes:,} thay đổi.".replace(",", "."))
    for rule, severity, state, count in checked.findings.iter_rows():
        typer.echo(f"  {rule} {severity} {state:<6} {count:,}".replace(",", "."))


def _is_parquet(path: Path) -> None:
    with path.open("rb") as content:
        first = content.read(4)
        content.seek(max(path.stat().st_size - 4, 0))
        if first != _MARK or content.read() != _MARK:
            raise InputProblem("không phải tệp parquet nguyên vẹn.", file=path.name)

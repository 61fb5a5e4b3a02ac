"""`dangvien synth`: synthetic people with known truth, for demos, tests and measurements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dangvien.cli.problems import said

CSV_UP_TO = 1_000_000  # beyond that a csv is slower to write than the people are to make


def synth(
    out: Annotated[Path, typer.Option(help="Thư mục kết quả")],
    members: Annotated[int, typer.Option(help="Số đảng viên", min=1)] = 1_000,
    seed: Annotated[int, typer.Option(help="Hạt giống: cùng số thì cùng dữ liệu")] = 1,
    format: Annotated[
        str, typer.Option(help="csv, xlsx, parquet; auto: csv, trên một triệu người thì parquet")
    ] = "auto",
    corruptor: Annotated[str, typer.Option(help="Cách làm bẩn: a hoặc b")] = "a",
    commune: Annotated[
        bool, typer.Option(help="Đảng bộ xã Tam Lư, 24 chi bộ, tệp Excel thật")
    ] = False,
) -> None:
    """Sinh dữ liệu giả lập kèm đáp án (số định danh giả bắt đầu bằng 099)."""
    from dangvien.clean.progress import Progress  # noqa: PLC0415
    from dangvien.synth import build  # noqa: PLC0415
    from dangvien.synth import commune as tam_lu  # noqa: PLC0415

    with said():
        if commune:
            tam_lu(seed=seed, out=out)
        else:
            bar = Progress(steps=max(1, members // 250_000) + 2)
            try:
                chosen = (
                    format if format != "auto" else "csv" if members <= CSV_UP_TO else "parquet"
                )
                build(members=members, seed=seed, out=out, format=chosen,
                      corruptor=corruptor, progress=bar.step)  # fmt: skip
            finally:
                bar.done()
        typer.echo(f"Đã ghi dữ liệu giả lập vào {out}")

"""`dangvien clean` from files to a whole DIR: a commune, an Excel list, a city."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import measure
from lists import AS_OF, BUILD, commune, members

ROWS, COLUMNS = 100_000, 40


def results() -> Iterator[dict[str, object]]:
    """Rows for the table, each as soon as it is measured."""
    folder = commune()
    whole = (folder / "danh-sach-dang-vien.xlsx", folder / "ds-ban-hon-phay.xlsx",
             folder / "ds-truong-mam-non.csv", "--orgs", folder / "to-chuc.xlsx",
             "--control", folder / "so-giay.xlsx", "--previous", folder / "ky-truoc.csv")  # fmt: skip
    yield _row("Một xã (24 chi bộ, sáu tệp Excel và csv) → cả thư mục, có phiếu và báo cáo",
               "≈ 640", _clean(*whole), 10)  # fmt: skip
    city = members(370_000, "csv")
    listed = (city / "members.csv", "--orgs", city / "organisations.csv")
    yield _row("csv → cả thư mục", "370.000", _clean(*listed), 45)
    book = _workbook()
    found = measure.repeat([measure.PYTHON, __file__, book])
    yield _row("xlsx 40 cột → findings.csv (đọc, chuẩn hóa, kiểm tra, dò trùng, viết lời)",
               "100.000", found, 12)  # fmt: skip


def _clean(*words: str | Path) -> measure.Measured:
    with tempfile.TemporaryDirectory() as room:
        out = Path(room) / "out"
        command = measure.dangvien("clean", *words, "--as-of", AS_OF, "--out", out)
        return measure.repeat(command)


def _row(what: str, size: str, ran: measure.Measured, target: float) -> dict[str, object]:
    return {
        "what": what, "size": size, "value": ran.seconds, "unit": "s", "target": target,
        "gigabytes": ran.gigabytes, "command": "python bench/run.py --only clean",
    }  # fmt: skip


def _workbook() -> Path:
    """A list of 100.000 rows and exactly 40 columns: the synthetic ones and empty extra ones."""
    import polars as pl  # noqa: PLC0415

    path = BUILD / f"{ROWS}x{COLUMNS}.xlsx"
    if not path.exists():
        frame = pl.read_parquet(members(ROWS) / "members.parquet")
        extra = range(1, COLUMNS - frame.width + 1)
        more = [pl.lit(f"ghi thêm {n}").alias(f"Cột thêm {n}") for n in extra]
        frame.with_columns(more).write_excel(path, autofit=False)
    return path


def findings(book: Path) -> None:
    """What `clean` does up to findings.csv, and nothing after it; prints when each step began."""
    from dangvien.clean import tables  # noqa: PLC0415
    from dangvien.clean.intake import Request, read  # noqa: PLC0415
    from dangvien.core.assess import assess  # noqa: PLC0415

    began = time.perf_counter()

    def step(name: str) -> None:
        print(f"{time.perf_counter() - began:6.1f} s {name}", flush=True)

    with tempfile.TemporaryDirectory() as room:
        request = Request(files=(book,), out=Path(room), as_of=date.fromisoformat(AS_OF))
        step("Đọc tệp")
        intake = read(request)
        assessment = assess(
            intake.members.rows, as_of=request.as_of, heading_row=intake.heading_row, step=step
        )
        step("Viết findings.csv")
        tables.write(tables.findings(assessment), Path(room) / "findings.csv")
        step("xong")


if __name__ == "__main__":
    import sys

    findings(Path(sys.argv[1]))

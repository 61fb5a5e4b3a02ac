"""The section of docs/benchmarks.md about the register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

NAMES = {
    "unit page": "Danh sách một đơn vị", "organisation page": "Trang một tổ chức",
    "record": "Mở một hồ sơ", "name search": "Tìm đủ họ tên", "given name": "Tìm theo tên gọi",
    "exact id": "Tìm đúng một số", "subtree move": "Chuyển một cây con",
    "save": "Lưu một hồ sơ, kiểm tra lại ngay",
    "save, phone": "Lưu một số điện thoại, dò lại cả người giống",
    "worklist, whole": "Danh sách việc, cả sổ",
    "worklist, commune": "Danh sách việc, một xã", "tree figures": "Số liệu cả cây",
    "first page": "Trang tổng quan của chiến dịch", "rule run": "Chạy cả bộ quy tắc sau khi nhập",
    "rule run again": "Chạy lại, không có gì đổi", "begin": "Chốt mẫu số",
    "snapshot": "Chốt số liệu cả cây, đếm hai cách", "setting preview": "Thử một thiết lập quy tắc",
}  # fmt: skip
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL 15"}
_BUSY = (
    "Cả phần này đo trong lúc máy còn chạy bộ kiểm thử (hai tiến trình chiếm hai nhân), nên là mức "
    "trên; cần đo lại khi máy rảnh."
)


def section(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Pages, imports, requests a second. `busy`: the machine had other work, which the page says."""
    yield from (
        "", "## Sổ trong trình duyệt", "",
        "`python bench/run.py --only register`; dữ liệu vào sổ qua chính chức năng nhập. Mỗi câu hỏi "
        "200 lần qua đủ các lớp của một trang (phiên, quyền, nhật ký), trong một tiến trình.", "",
        "| Cơ sở dữ liệu | Cỡ sổ | Việc | Trung vị | p95 | Mục tiêu p95 | Đạt | Truy vấn |",
        "|---|--:|---|--:|--:|--:|---|--:|",
    )  # fmt: skip
    yield from (_page(row) for row in rows if "queries" in row)
    if any(row.get("busy") for row in rows):
        yield from ("", _BUSY)
    yield from (
        "", "Nhập khi mười người đang mở trang (mỗi người một trang trong khoảng một giây). Mục tiêu: "
        "370.000 dòng trong 15 phút.", "",
        "| Cơ sở dữ liệu | Số dòng | Xem trước | Ghi | Cả hai, mỗi 1.000 dòng | p95 của người đang mở "
        "trang | Bộ nhớ |", "|---|--:|--:|--:|--:|--:|--:|",
    )  # fmt: skip
    yield from (_import(row) for row in rows if row["what"] == "import")
    yield from (
        "", "Mở trang nhanh hết mức, máy chủ hai tiến trình, người mở cũng chạy trên hai nhân ấy. Mục "
        "tiêu: 120 trang mỗi giây, p95 ≤ 500 ms.", "",
        "| Cơ sở dữ liệu | Người cùng lúc | Trang mỗi giây | Trung vị | p95 | Lỗi |",
        "|---|--:|--:|--:|--:|--:|",
    )  # fmt: skip
    yield from (_load(row) for row in rows if row["what"] == "pages")
    yield from (
        "", "Việc của cả sổ trong một chiến dịch.", "",
        "| Cơ sở dữ liệu | Cỡ sổ | Việc | Giây | Mục tiêu | Đạt |", "|---|--:|---|--:|--:|---|",
    )  # fmt: skip
    yield from (_whole_job(row) for row in rows if "seconds" in row)


def _page(row: dict[str, Any]) -> str:
    target = row.get("target")
    met = "" if target is None else "đạt" if row["p95_ms"] <= target else "**chưa đạt**"
    wanted = "" if target is None else f"≤ {target} ms"
    size = f"{_whole(row['members'])} người, {_whole(row['organisations'])} tổ chức"
    return _cells(DATABASES[row["database"]], size, NAMES[row["what"]], f"{_tenth(row['median_ms'])} ms",
                  f"{_tenth(row['p95_ms'])} ms", wanted, met, str(row["queries"]))  # fmt: skip


def _import(row: dict[str, Any]) -> str:
    each = (row["preview_s"] + row["commit_s"]) / row["rows"] * 1000
    return _cells(DATABASES[row["database"]], _whole(row["rows"]), f"{_tenth(row['preview_s'])} s",
                  f"{_tenth(row['commit_s'])} s", f"{_tenth(each, 2)} s",
                  f"{_tenth(row['online_p95_ms'])} ms", f"{_tenth(row['peak_gb'])} GB")  # fmt: skip


def _load(row: dict[str, Any]) -> str:
    return _cells(DATABASES[row["database"]], str(row["people"]), _tenth(row["per_second"]),
                  f"{_tenth(row['median_ms'])} ms", f"{_tenth(row['p95_ms'])} ms",
                  str(row["errors"]))  # fmt: skip


def _whole_job(row: dict[str, Any]) -> str:
    target = row.get("target")
    met = "" if target is None else "đạt" if row["seconds"] <= target else "**chưa đạt**"
    size = f"{_whole(row['members'])} người, {_whole(row['organisations'])} tổ chức"
    return _cells(DATABASES[row["database"]], size, NAMES[row["what"]],
                  f"{_tenth(row['seconds'])} s", "" if target is None else f"≤ {target} s",
                  met)  # fmt: skip


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _tenth(number: float, digits: int = 1) -> str:
    return f"{number:.{digits}f}".replace(".", ",")

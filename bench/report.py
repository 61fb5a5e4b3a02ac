"""docs/benchmarks.md from the rows that were measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import measure
import report_register

PAGE = measure.ROOT / "docs" / "benchmarks.md"
DAY = "22/11/2026"
Row = dict[str, Any]


def write(kept: dict[str, list[Row]]) -> None:
    """Write the page; parts never measured have no rows."""
    PAGE.write_text("\n".join(_page(kept)) + "\n", encoding="utf-8")


def _page(kept: dict[str, list[Row]]) -> Iterator[str]:
    yield from (
        "# Tốc độ và bộ nhớ", "",
        f"Trang này do `python bench/run.py` viết, đo ngày {DAY} trên một máy ảo 2 nhân, 24 GB bộ nhớ, "
        "Linux, Python 3.11, có người khác cùng dùng nên số lên xuống nhiều. Số ghi là trung vị của 3 "
        "lần (bảng cuối: 1 lần), tính cả lúc khởi động; bộ nhớ là đỉnh của mọi tiến trình cộng lại. "
        "Danh sách đều là giả lập. Mỗi dòng có lệnh để đo lại.", "",
        "| Việc | Số hồ sơ | Đo được | Mục tiêu | Đạt | Bộ nhớ | Lệnh |",
        "|---|--:|--:|--:|---|--:|---|",
    )  # fmt: skip
    for part in ("record", "clean", "nation"):
        yield from map(_line, kept.get(part, ()))
    if kept.get("register"):
        yield from report_register.section(kept["register"])
    yield from ("", "## Cùng 20 câu hỏi, với các công cụ khác", "")
    yield from _PEERS
    yield from map(_peer, kept.get("peers", ()))
    yield from ("", "## Dò hồ sơ trùng", "")
    yield from _PAIRS
    yield from map(_pairs, kept.get("duplicates", ()))
    yield from ("", "## Lớn dần", "",
                "| Lệnh | Số hồ sơ | Giây | Micro giây mỗi hồ sơ | Bộ nhớ |",
                "|---|--:|--:|--:|--:|")  # fmt: skip
    yield from map(_growth, kept.get("growth", ()))
    yield from (
        "", "`clean` lập thêm cleaned.xlsx đến 100.000 dòng, và danh sách việc cho từng chi bộ khi có "
        "không quá 500 chi bộ còn việc: vì thế 10.000 hồ sơ lâu hơn 30.000.",
    )  # fmt: skip


_PEERS = (
    "Cùng một khung đã chuẩn hóa, cùng 20 quy tắc; mỗi công cụ một tiến trình, ba vòng xen kẽ. Đồng hồ "
    "chạy từ khung trong bộ nhớ đến bảng (dòng, quy tắc) của *mọi* dòng sai; các bảng được so từng dòng "
    "và phải giống hệt nhau. Của ta còn kèm giá trị, nguyên nhân, đề xuất và mức.", "",
    "- pointblank: biểu thức Polars, lấy hết dòng sai (nới `extract_limit`).",
    "- Pandera: biểu thức Polars, `lazy=True`; kiểm tra đặt ở cột mã dòng để mỗi ca sai là một mã dòng; "
    "“theo dòng” là kiểm tra cả bảng, mỗi ca sai là cả dòng ghi bằng JSON.",
    "- Great Expectations: không nhận biểu thức, nên được cho sẵn 20 cột đúng/sai (không tính giờ), "
    "`COMPLETE` kèm mã dòng.",
    "- Vòng lặp Python: 20 hàm viết tay, mỗi dòng một `dict` lấy từ khung.", "",
    "Mục tiêu là tỉ lệ giữa công cụ kia và ta trong cùng một vòng.", "",
    "| Công cụ | Số hồ sơ | Giây | Gấp ta | Mục tiêu | Đạt | Bộ nhớ |", "|---|--:|--:|--:|--:|---|--:|",
)  # fmt: skip


_PAIRS = (
    "`python bench/run.py --only duplicates`, mỗi cỡ một lần, cách làm bẩn b, hạt giống 31; trọng số "
    "luyện trên cách làm bẩn a, hạt giống khác; riêng mức sàn cho các kiểu sai mà a không có thì đặt "
    "sau khi đã thấy các kiểu sai của b. “Khó”: chỉ còn họ tên, ngày sinh, quê quán. Giờ tính từ "
    "khung chuẩn đến kết quả. *Phủ* không tính các cặp mà hai số căn cước đều hợp lệ và khác nhau: "
    "quy định là không bao giờ đề xuất gộp các cặp ấy (chúng nằm ở `held_back.csv`); cột cuối tính cả "
    "các cặp đó. Mục tiêu: chính xác ≥ 0,995 và phủ ≥ 0,97; khó: phủ > 0,83 với chính xác ≥ 0,95; "
    "5,6 triệu ≤ 150 giây.", "",
    "| Số hồ sơ | Ca | Giây | Bộ nhớ | Chính xác | Phủ | Phủ cả cặp bị giữ lại |",
    "|--:|---|--:|--:|--:|--:|--:|",
)  # fmt: skip


def _pairs(row: Row) -> str:
    size = f"{row['members']:,}".replace(",", ".")
    case = "khó" if row["case"] == "hard" else "đủ thông tin"
    may = row["recall"] if row.get("may") is None else row["may"]
    return _cells(size, case, _number(row["seconds"]), _memory(row), _number(row["precision"], 3),
                  _number(may, 3), _number(row["recall"], 3))  # fmt: skip


def _line(row: Row) -> str:
    met = row["value"] <= row["target"] and _gigabytes(row) <= row.get("gigabytes_target", 1e9)
    target = f"≤ {_number(row['target'])} {row['unit']}"
    if "gigabytes_target" in row:
        target += f", ≤ {_number(row['gigabytes_target'])} GB"
    return _cells(
        row["what"], row["size"], f"{_number(row['value'])} {row['unit']}", target, _yes(met),
        _memory(row), f"`{row['command']}`",
    )  # fmt: skip


def _peer(row: Row) -> str:
    target = row["target"]
    met = "" if target is None else _yes(row["ratio"] >= target)
    wanted = "" if target is None else f"≥ {_number(target)}"
    return _cells(row["what"], row["size"], _number(row["seconds"], 2), _number(row["ratio"]),
                  wanted, met, _memory(row))  # fmt: skip


def _growth(row: Row) -> str:
    size = f"{row['size']:,}".replace(",", ".")
    return _cells(row["what"], size, _number(row["seconds"]), _number(row["microseconds"], 0),
                  _memory(row))  # fmt: skip


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _yes(met: bool) -> str:
    return "đạt" if met else "**chưa đạt**"


def _gigabytes(row: Row) -> float:
    return float(row.get("gigabytes", 0.0))


def _memory(row: Row) -> str:
    return f"{_number(_gigabytes(row))} GB" if "gigabytes" in row else ""


def _number(value: float, digits: int = 1) -> str:
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")

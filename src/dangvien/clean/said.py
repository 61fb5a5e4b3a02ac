"""What the terminal says when `clean` is done: the account of rows, the one number, what is next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dangvien.clean.summary import labels, needed
from dangvien.core.rules.rule import DIMENSIONS
from dangvien.core.score import SCORES
from dangvien.look.numbers import share, thousands


def tell(summary: dict[str, Any], out: Path) -> str:
    """A dozen lines in Vietnamese."""
    rows, counts = summary["rows"], summary["counts"]
    day = "/".join(reversed(summary["as_of"].split("-")))
    lines = [
        f"{summary['unit']}, tính đến {day}",
        f"Đọc {thousands(rows['rows_read'])} dòng = {thousands(rows['members'])} đảng viên "
        f"+ {thousands(rows['rejects'])} dòng trả lại + {thousands(rows['skipped'])} dòng bỏ qua.",
        f"Đang sinh hoạt {thousands(counts['active'])}, có số căn cước hợp lệ "
        f"{share(counts['with_citizen_id'], counts['active'])}.",
    ]
    if counts["clean_t1"] is not None:
        lines.append(f"Sẵn sàng đồng bộ {share(counts['clean_t1'], counts['active'])}.")
    found = summary["findings"]["open"]
    lines += [
        f"Việc cần làm: {thousands(found['E'])} chặn, {thousands(found['W'])} cần xem, "
        f"{thousands(found['N'])} ghi chú; {thousands(summary['duplicates']['pairs'])} cặp nghi trùng.",
        f"Đã sửa an toàn {thousands(summary['changes']['applied'])} ô, "
        f"đề xuất {thousands(summary['changes']['proposed'])} ô chờ người xem.",
    ]
    for name in SCORES:
        score = summary["scores"][name]
        told = "chưa đo được" if score["den"] is None else share(score["num"], score["den"])
        lines.append(f"  {DIMENSIONS[name]:<11} {told}")
    if lacking := [name for name in summary["fields_absent"] if needed(name)]:
        lines.append(f"Không có cột: {labels(lacking)}.")
    lines += [f"Lưu ý: {note}" for note in summary["notes"]]
    if summary["synthetic"]:
        lines.append("Dữ liệu giả lập (số định danh bắt đầu bằng 099).")
    lines.append(f"Mở báo cáo: {out / 'report.html'}")
    return "\n".join(lines)

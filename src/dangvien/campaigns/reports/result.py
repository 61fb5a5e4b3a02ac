"""The report at the end: what was done step by step, the result, the six demands on data."""

from __future__ import annotations

from dangvien.campaigns.definition import SCORES
from dangvien.campaigns.models import Report
from dangvien.campaigns.reports.figures import Taken
from dangvien.campaigns.reports.paper import Section, Table
from dangvien.campaigns.reports.progress import by_unit, results, said
from dangvien.core.schema import BOXES
from dangvien.look.numbers import percent, ratio, thousands


def result(report: Report, now: Taken, before: Taken | None) -> list[Section]:
    """Steps and signatures, the result with its table, the six demands, what people wrote."""
    return [
        Section("Công tác triển khai", _steps(report)),
        Section("Kết quả thực hiện", results(report, now, before), by_unit(now, before)),
        Section("Đánh giá theo sáu yêu cầu của dữ liệu", (_how(now),), _scores(now)),
        *said(report),
    ]


def _steps(report: Report) -> tuple[str, ...]:
    """Each step with its days and how many units had signed it when the report was made."""
    told = []
    for step in report.told.get("steps", []):
        signed = ratio(step["signed"], step["units"])
        told.append(
            f"- {step['name']} (từ {step['starts']} đến {step['ends']}): {signed} đơn vị đã ký."
        )
    return tuple(told) or ("Chiến dịch chưa có bước nào được ký.",)


def _how(now: Taken) -> str:
    return (
        f"Tính trên {thousands(now.total.whole)} đảng viên trong mẫu số; “đúng” và “đủ” đếm theo ô, mỗi "
        f"đảng viên {len(BOXES)} ô thông tin đồng bộ; bốn yêu cầu còn lại đếm theo người."
    )


def _scores(now: Taken) -> Table:
    rows = []
    for at, (key, name, tests) in enumerate(SCORES, 1):
        part = now.total.ready if key == "dung_chung" else getattr(now.total, f"num_{key}")
        whole = now.total.whole * (len(BOXES) if key in ("dung", "du") else 1)
        rows.append((str(at), name, tests, thousands(part), thousands(whole), percent(part, whole)))
    heads = ("TT", "Yêu cầu", "Kiểm", "Đạt", "Trên", "Tỷ lệ")
    return Table("", heads, tuple(rows), left=(1, 2), weights=(0, 1.6, 3, 1, 1, 1.2))

"""The list of technical problems and doubts that a commune collects and sends up."""

from __future__ import annotations

from dangvien.campaigns.models import Report
from dangvien.campaigns.reports import words
from dangvien.campaigns.reports.figures import Taken
from dangvien.campaigns.reports.paper import Section, Table
from dangvien.campaigns.reports.progress import paragraphs
from dangvien.look.numbers import thousands
from dangvien.orgs.words import short

_KINDS = {"technical": "Kỹ thuật", "doubt": "Nghiệp vụ"}


def problems(report: Report, now: Taken, _before: Taken | None) -> list[Section]:
    """How many there are, the list, what is asked for."""
    rows = report.told.get("problems", [])
    return [
        Section("Tình hình chung", (words.reached(now, short(report.org.name)), _counted(rows))),
        Section(
            "Tổng hợp lỗi kỹ thuật, khó khăn, vướng mắc", paragraphs(_more(report)), _table(rows)
        ),
        Section("Kiến nghị, đề xuất", paragraphs(report.told.get("proposals", ""))),
    ]


def _more(report: Report) -> str:
    text: str = report.told.get("difficulties", "")
    return (
        text if text.strip() or not report.told.get("problems") else "Các câu hỏi nêu trong bảng."
    )


def _counted(rows: list[dict[str, str]]) -> str:
    technical = sum(row["kind"] == "technical" for row in rows)
    waiting = sum(row["state"] == "open" for row in rows)
    return (
        f"Đã ghi nhận {thousands(len(rows))} nội dung ({thousands(technical)} lỗi kỹ thuật, "
        f"{thousands(len(rows) - technical)} vướng mắc nghiệp vụ); các câu giống nhau gộp làm một. "
        f"{thousands(len(rows) - waiting)} nội dung đã có trả lời, {thousands(waiting)} đang chờ."
    )


def _table(rows: list[dict[str, str]]) -> Table | None:
    if not rows:
        return None
    told = tuple(
        (str(at), row["said"], _KINDS[row["kind"]], row["where"], row["now"])
        for at, row in enumerate(rows, 1)
    )
    return Table("", ("TT", "Nội dung", "Loại", "Nơi nêu", "Tình trạng"), told, left=(1, 2, 3, 4),
                 weights=(0, 4, 1.3, 1.8, 3))  # fmt: skip

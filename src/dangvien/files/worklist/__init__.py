"""Worklist of one cell as a workbook: the list, then one A4 sheet a person to fill in."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import xlsxwriter

from dangvien.files.worklist import listing, sheets
from dangvien.files.worklist.data import SEEN, Person, Row, Task, Worklist
from dangvien.files.worklist.paper import OPTIONS, Paper

__all__ = ["SEEN", "Person", "Row", "Task", "Worklist", "write"]

SHEETS_PER_TAB = 400  # Excel keeps at most 1023 page breaks on one tab


def write(path: Path, work: Worklist) -> None:
    """Write the workbook of one cell to `path` (.xlsx). The same worklist gives the same bytes."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        made = datetime.combine(work.as_of, time(), tzinfo=UTC).replace(tzinfo=None)
        book.set_properties({"title": f"Danh sách cần hỏi: {work.cell}", "created": made})
        paper = Paper(book)
        front = book.add_worksheet("Danh sách")
        places: dict[str, str] = {}
        numbered = list(enumerate(work.ordered, start=1))
        for start in range(0, len(numbered), SHEETS_PER_TAB):
            people = numbered[start : start + SHEETS_PER_TAB]
            name = f"Phiếu {start // SHEETS_PER_TAB + 1}" if start else "Phiếu"
            rows = sheets.write(book.add_worksheet(name), paper, work, people)
            places |= {code: f"internal:'{name}'!A{row + 1}" for code, row in rows.items()}
        listing.write(front, paper, work, places)

"""The workbook that came back: every cell as text, nothing computed, columns found by their names."""

from __future__ import annotations

from pathlib import Path

from dangvien.core.text import fold
from dangvien.files.answer_list.data import CODE, HEADS, MARK, NAME, SEEN, TYPED, Answered, Returned
from dangvien.files.grid import Grid
from dangvien.files.limits import Limits
from dangvien.files.problem import InputProblem
from dangvien.files.sandbox import extract

LIMITS = Limits(seconds=60)
MOST = 5_000  # rows of one cell's list: nobody asks more people than that
_NEEDED = (CODE, TYPED)
NOT_OURS = "không phải danh sách cần hỏi do sổ này lập ra (cần cột “Mã” và cột “Ghi lại cho đúng”)."


def read(path: Path) -> Returned:
    """Read a list that was filled in; a file that is no such list raises InputProblem, in words."""
    for grid in extract(path, LIMITS).grids:
        found = _heads(grid)
        if found is not None:
            top, places = found
            if grid.frame.height - top > MOST:
                raise InputProblem(f"danh sách dài quá {MOST} dòng.", file=path.name)
            return Returned(_mark(grid, top), _rows(grid, top, places), tuple(grid.notes))
    raise InputProblem(NOT_OURS, file=path.name)


def _heads(grid: Grid) -> tuple[int, dict[int, int]] | None:
    """The row below the headings, and where each column stands."""
    wanted = {fold(head): number for number, head in enumerate(HEADS)}
    for at, cells in enumerate(grid.rows(0, 40) if grid.frame.width else []):
        places = {
            wanted[fold(text)]: place
            for place, text in enumerate(cells)
            if text and fold(text) in wanted
        }
        if all(number in places for number in _NEEDED):
            return at + 1, places
    return None


def _mark(grid: Grid, top: int) -> str:
    for cells in grid.rows(0, top):
        for text in cells:
            if text and fold(text).startswith(fold(MARK)):
                return text.split(":", 1)[-1].strip()
    return ""


def _rows(grid: Grid, top: int, places: dict[int, int]) -> tuple[Answered, ...]:
    rows = []
    for at, cells in enumerate(grid.rows(top, MOST), start=top + 1):
        told = {
            number: (cells[place] or "").strip() if place < len(cells) else ""
            for number, place in places.items()
        }
        code, name = told[CODE], told.get(NAME, "").split("\n", 1)[0].strip()
        if code or told[TYPED] or told.get(SEEN):  # lines below the list hold nothing of it
            if code.startswith("Danh sách có thông tin"):
                continue
            rows.append(Answered(at, code, name, told[TYPED], told.get(SEEN, "")))
    return tuple(rows)

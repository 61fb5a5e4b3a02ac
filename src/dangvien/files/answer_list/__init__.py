"""A cell's questions as one list in a workbook: out to be filled in, and back in again."""

from __future__ import annotations

from dangvien.files.answer_list.data import Answered, AnswerList, Line, Returned
from dangvien.files.answer_list.reading import read
from dangvien.files.answer_list.writing import write

__all__ = ["AnswerList", "Answered", "Line", "Returned", "read", "write"]

"""House-visit sheets as PDF: A4, black only, one person a sheet, three signatures (design.md §7)."""

from __future__ import annotations

from dangvien.files.house_visit.data import Answer, OnFile, Question, Sheet, Visit
from dangvien.files.house_visit.setting import pdf

__all__ = ["Answer", "OnFile", "Question", "Sheet", "Visit", "pdf"]

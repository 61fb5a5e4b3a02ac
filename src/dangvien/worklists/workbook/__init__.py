"""A cell's list that came back: each row is one of its own, or is kept aside with the reason."""

from __future__ import annotations

from dangvien.worklists.workbook.kept import Aside, kept, sealed
from dangvien.worklists.workbook.matching import Expected, Matched, match

__all__ = ["Aside", "Expected", "Matched", "kept", "match", "sealed"]

"""What pages read of findings, verdicts and the rule book."""

from __future__ import annotations

from dangvien.quality.book import book_hash
from dangvien.quality.queries.figures import by_unit
from dangvien.quality.queries.findings import Told, findings_of, told
from dangvien.quality.queries.remarks import remarks

__all__ = ["Told", "book_hash", "by_unit", "findings_of", "remarks", "told"]

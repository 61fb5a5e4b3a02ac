"""Text of people: one clean writing, keys for matching and sorting, names."""

from __future__ import annotations

from dangvien.core.text.cleaning import clean, is_placeholder, what_was_cleaned
from dangvien.core.text.keys import fold, name_key, sort_key, tones
from dangvien.core.text.names import (
    PLAIN_TITLE,
    PLAIN_UPPER,
    SURNAMES,
    TITLE_REASON,
    read_name,
    title_case,
)

__all__ = [
    "PLAIN_TITLE", "PLAIN_UPPER", "SURNAMES", "TITLE_REASON", "clean", "fold", "is_placeholder",
    "name_key", "read_name", "sort_key", "title_case", "tones", "what_was_cleaned",
]  # fmt: skip

"""Legacy Vietnamese encodings: found by a vote over a column, decoded by tables.

All this before any cleaning: TCVN3 keeps ư in U+00AD, which a cleaner takes for a hidden hyphen.
"""

from __future__ import annotations

from dangvien.core.encodings.detect import Decision, debris, decode_line, detect, fits
from dangvien.core.encodings.syllable import valid_syllable
from dangvien.core.encodings.tables import DECODERS, decode

__all__ = [
    "DECODERS",
    "Decision",
    "debris",
    "decode",
    "decode_line",
    "detect",
    "fits",
    "valid_syllable",
]

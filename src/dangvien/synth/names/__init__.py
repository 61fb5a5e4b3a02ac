"""Names that people of the synthetic nation may bear. Nobody's in particular."""

from __future__ import annotations

from dangvien.synth.names.regions import GROUPS_BY_PROVINCE, RELIGIONS
from dangvien.synth.names.styles import STYLE_OF_GROUP, names

__all__ = ["GROUPS_BY_PROVINCE", "RELIGIONS", "STYLE_OF_GROUP", "names"]

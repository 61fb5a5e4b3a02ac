"""The people of one block of cells, as they truly are."""

from __future__ import annotations

from dangvien.synth.people.whole import Pairs, people_of

__all__ = ["Pairs", "people_of"]

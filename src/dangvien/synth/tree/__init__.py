"""The tree of organisations: provinces, communes and agencies, committees, cells."""

from __future__ import annotations

from dangvien.synth.tree.grow import Tree, grow
from dangvien.synth.tree.unsettle import unsettle

__all__ = ["Tree", "grow", "unsettle"]

"""A synthetic nation with known truth, for demonstrations, tests and measurements."""

from __future__ import annotations

from dangvien.synth.build import build
from dangvien.synth.commune import commune
from dangvien.synth.places import AS_OF

__all__ = ["AS_OF", "build", "commune"]

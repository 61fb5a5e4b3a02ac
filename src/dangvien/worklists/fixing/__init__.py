"""Putting one thing right after another: what is asked, what is said of it while it is typed."""

from __future__ import annotations

from dangvien.worklists.fixing.asks import Ask, ask
from dangvien.worklists.fixing.checks import Check, Looked, look
from dangvien.worklists.fixing.reading import card
from dangvien.worklists.fixing.titles import amiss, title

__all__ = ["Ask", "Check", "Looked", "amiss", "ask", "card", "look", "title"]

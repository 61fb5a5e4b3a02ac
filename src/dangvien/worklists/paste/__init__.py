"""Cells pasted from a spreadsheet: read, matched to people, checked by the rules, proposed."""

from __future__ import annotations

"""The officer's grid: what is open in reach, counted, grouped by cause, a few rows opened."""

from __future__ import annotations

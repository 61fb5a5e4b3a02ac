"""How numbers, dates and identifiers are written on the screen (design.md, section 6)."""

from __future__ import annotations

from django import template

register = template.Library()

"""What the pages of pairs read of a form that came back: a value by a name with a dash in it."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def get(values: Mapping[str, str], name: str) -> str:
    """The value under a name, or nothing."""
    return values.get(name, "")

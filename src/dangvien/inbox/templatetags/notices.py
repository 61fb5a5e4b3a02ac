"""How a notice is drawn."""

from __future__ import annotations

from django import template

from dangvien.inbox import words

register = template.Library()


@register.filter
def kind_icon(key: str) -> str:
    """The icon of a kind of notice."""
    return words.kind(key)[0]


@register.filter
def kind_name(key: str) -> str:
    """The word for a kind of notice."""
    return words.kind(key)[1]

"""Words of the tree for templates: {% load tree_words %}."""

from __future__ import annotations

from datetime import date, timedelta

from django import template

from dangvien.look.numbers import day
from dangvien.orgs.words import FORMS, HOW, POSITIONS

register = template.Library()


@register.filter
def form_name(key: str) -> str:
    """A form of organisation: chi_bo_co_so → "Chi bộ cơ sở"."""
    return FORMS.get(key, key) or "chưa ghi"


@register.filter
def how_name(key: str) -> str:
    """The way of a succession: merged → "Hợp nhất, sáp nhập"."""
    return HOW.get(key, key)


@register.filter
def position_name(key: str) -> str:
    """An office: deputy → "Phó bí thư"."""
    return POSITIONS.get(key, key)


@register.filter
def day_before(until: date) -> str:
    """The last day of a period that is kept by the first day without it."""
    return day(until - timedelta(days=1))

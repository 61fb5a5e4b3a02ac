"""Small drawn things: icon, chip of severity, progress bar. No inline style, so the CSP holds."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dangvien.look import svg
from dangvien.look.numbers import ratio

register = template.Library()

# Severity by weight and shape, colour third (design.md §4): icon and word of each chip.
CHIPS = {
    "E": ("hand", "Chặn"),
    "W": ("triangle", "Cần xem"),
    "N": ("info", "Ghi chú"),
    "ok": ("check", "Xong"),
    "info": ("clock", "Chờ duyệt"),
    "risk": ("alert", "Nguy cơ trễ"),
    "safe": ("shield", "Sửa an toàn"),
}


@register.simple_tag
@lru_cache(maxsize=1024)  # a page shows twenty, the product knows a hundred
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite (`look/icons.svg`); with a label when no word stands beside it."""
    told = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {} focusable="false"><use href="{}#i-{}"/></svg>',
        SafeString(told), static("look/icons.svg"), name,
    )  # fmt: skip


@register.simple_tag
def chip(kind: str, words: str = "") -> SafeString:
    """A status chip: {% chip "W" %} "Cần xem", {% chip "ok" "Đã ký 13/12" %}."""
    shape, usual = CHIPS[kind]
    return format_html('<span class="chip c-{}">{}{}</span>', kind, icon(shape), words or usual)


@register.simple_tag
def bar(part: int, whole: int, more: int = 0, low: bool = False) -> SafeString:
    """A progress bar with its n/d beside it, as text a screen reader reads once."""
    return format_html(
        '<span class="progress"><span class="track-of">{}</span><b class="nd">{}</b></span>',
        SafeString(svg.bar(part, whole, more, low=low)), ratio(part, whole),
    )  # fmt: skip


@register.filter
def optional(field: BoundField) -> bool:
    """Whether to say "nếu có": the field may stay empty while another of the form may not."""
    return not field.field.required and any(one.required for one in field.form.fields.values())


@register.simple_tag
def patterns() -> SafeString:
    """The hatchings that bars refer to; once a page."""
    return SafeString(svg.PATTERNS)

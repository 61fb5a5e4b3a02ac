"""Figures of campaigns as pages write them."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from dangvien.campaigns.board import words
from dangvien.campaigns.comparing import WORDS, Interval
from dangvien.look import numbers, svg

register = template.Library()


@register.filter
def percent(part: int, whole: int) -> str:
    """The rate alone, beside its n/d: "63,89 %"."""
    return numbers.percent(part, whole)


@register.filter
def nd(part: int, whole: int) -> str:
    """Numerator and denominator: "391/612"."""
    return numbers.ratio(part, whole)


@register.filter
def unit_name(name: str) -> str:
    """A unit as a row says it: "Bản Nà Lốc"."""
    return words.name(name)


@register.filter
def versus(word: str) -> str:
    """How a unit stands to the rest, in words."""
    return WORDS[word]


@register.filter
def from_to(one: Interval) -> str:
    """Where the rate of a unit could lie: "21–48 %", whole percents."""
    return f"{round(one.low * 100)}–{round(one.high * 100)}{numbers.NBSP}%"


@register.simple_tag
def track(part: int, whole: int, more: int = 0, low: bool = False, height: int = 10) -> SafeString:
    """A bar without its numbers, where they stand in a column of their own."""
    return SafeString(svg.bar(part, whole, more, low=low, height=height))


@register.simple_tag
def swatch(index: int) -> SafeString:
    """The mark of a part of the whole bar."""
    return SafeString(svg.swatch(index))


@register.filter
def share_of(one: float) -> str:
    """A share 0…1 as a rate: 0.03 → "3,00 %"."""
    return f"{numbers.decimal(round(one * 10_000))}{numbers.NBSP}%"

"""How campaigns, steps and signatures read on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template

from dangvien import clock
from dangvien.campaigns.levels import LEVELS, NAMES, SHORT
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.opening import Step
from dangvien.campaigns.queries.board import Cell, Row
from dangvien.campaigns.words import STATES
from dangvien.look.numbers import day, listing, ratio

register = template.Library()

_CHIPS = {Campaign.PLANNED: "N", Campaign.RUNNING: "info", Campaign.ENDED: "ok",
          Campaign.CALLED_OFF: "N"}  # fmt: skip


@register.filter
def at(rows: Mapping[Any, Any] | Sequence[Any], key: Any) -> Any:
    """One entry of a mapping or a list; nothing where there is none."""
    if isinstance(rows, Mapping):
        return rows.get(key)
    return rows[key] if isinstance(key, int) and key < len(rows) else None


@register.filter
def state_kind(campaign: Campaign) -> str:
    """Which chip says how a campaign stands."""
    return _CHIPS[campaign.state]


@register.filter
def state_name(campaign: Campaign) -> str:
    """How a campaign stands."""
    return STATES[campaign.state]


@register.filter
def span(campaign: Campaign) -> str:
    """From when until when: "10/12 – 29/12/2025"."""
    first = f"{campaign.starts:%d/%m}"
    if campaign.starts.year != campaign.ends.year:
        first = day(campaign.starts)
    return f"{first} – {day(campaign.ends)}"


@register.filter
def which_day(campaign: Campaign) -> str:
    """Where in its days a campaign is: "ngày 6/20, còn 14 ngày"."""
    today = clock.today()
    whole = (campaign.ends - campaign.starts).days + 1
    if today < campaign.starts:
        return f"bắt đầu sau {(campaign.starts - today).days} ngày"
    if today > campaign.ends:
        return f"đã qua ngày cuối {(today - campaign.ends).days} ngày"
    return f"ngày {(today - campaign.starts).days + 1}/{whole}, còn {(campaign.ends - today).days} ngày"


@register.filter
def iso_day(text: str) -> str:
    """A day that was kept as text, as people write it."""
    return day(date.fromisoformat(text))


@register.filter
def short_day(on: date) -> str:
    """A day of this year without the year: "27/12"."""
    return f"{on:%d/%m}" if on.year == clock.today().year else day(on)


@register.filter
def days_in_words(step: Step) -> str:
    """The last days of a step: "chi bộ 12/12, xã, phường 13/12/2025"."""
    told = [(SHORT[level], step.days[level]) for level in LEVELS if level in step.days]
    return "; ".join(f"{level} hạn {day(on)}" for level, on in told)


@register.filter
def level_names(levels: Sequence[str]) -> str:
    """The names of some levels in a row."""
    return listing([NAMES[level] for level in levels])


@register.inclusion_tag("campaigns/signature.html")
def signature(cell: Cell, row: Row, campaign: Campaign) -> dict[str, Any]:
    """One unit in one step: signed, its turn, late, or how much below it is signed."""
    here = campaign.state == Campaign.RUNNING and cell.phase.pk == row.open.pk
    below = f"{ratio(cell.done, cell.whole - 1)} trực thuộc đã ký" if cell.whole > 1 else ""
    when = f"hạn {short_day(cell.due)}" if cell.due else ""
    return {
        "cell": cell, "late": cell.late if here else 0, "turn": here and cell.turn,
        "told": below or ("đang mở" if here else "chưa mở"),
        "when": when + (", đã gia hạn" if cell.longer else ""), "below": below,
        "many": cell.whole > 1,
    }  # fmt: skip

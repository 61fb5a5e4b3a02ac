"""The first page while a campaign runs: figures for a leader, figures and the day's tasks for others."""

from __future__ import annotations

from typing import Any

from django.urls import Resolver404, resolve

from dangvien.accounts.models import User
from dangvien.campaigns.board import board
from dangvien.campaigns.board.showing import for_leader, for_officer, place
from dangvien.campaigns.models import Campaign
from dangvien.web.home.today import gone_up, today
from dangvien.web.home.waiting import waiting

_REPORTS, _NEW_REPORT = "/bao-cao/", "/bao-cao/moi/"


def campaign_page(user: User, permissions: set[str]) -> tuple[str, dict[str, Any]] | None:
    """The template and what it shows, or None when no campaign runs where this person looks."""
    if "campaign.read" not in permissions or "health.read" in permissions:
        return None
    told = place(user)
    if told is None or told[0].state != Campaign.RUNNING:
        return None
    gathered = board(*told)
    if "member.list" not in permissions:
        return "campaigns/leader.html", {**for_leader(gathered), "report": _there(_REPORTS)}
    waits = waiting(user) if "import.run" in permissions else []
    return "campaigns/board.html", {
        **for_officer(gathered, permissions),
        "today_page": "web/home/today.html", "tasks": [*today(user, permissions, gathered), *waits],
        "gone_up": gone_up(user, permissions),
        "report": _there(_NEW_REPORT) if "campaign.publish" in permissions else "",
    }  # fmt: skip


def _there(address: str) -> str:
    """An address that something answers at, or nothing."""
    try:
        resolve(address)
    except Resolver404:
        return ""
    return address

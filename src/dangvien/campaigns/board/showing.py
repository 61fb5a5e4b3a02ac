"""What the templates of figures are given: a board laid out, for an officer or for a leader."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import NoReverseMatch, reverse

from dangvien.accounts.models import User
from dangvien.campaigns.board import charts, words
from dangvien.campaigns.board.shape import Board
from dangvien.campaigns.models import Campaign, Snapshot
from dangvien.campaigns.queries.standing import current, running_at
from dangvien.campaigns.shapes import Standing
from dangvien.look.numbers import thousands
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths

CALLS = 3
FROZEN = 5  # published figures listed; reports name the others


def place(user: User) -> tuple[Campaign, Organisation] | None:
    """The campaign somebody works in, and the unit from which they look at it."""
    campaign = current(user)
    if campaign is None:
        return None
    for top in paths(user, "campaign.read"):
        if top.startswith(campaign.org.path):
            unit = Organisation.objects.filter(path=top).first()
            return (campaign, unit) if unit else None
        if campaign.org.path.startswith(top):
            return campaign, campaign.org
    return None


def campaign_of(user: User, org: Organisation) -> Campaign | None:
    """The campaign that runs where a unit stands, else the last one the reader works in, if it does."""
    found = running_at(org) or current(user)
    return found if found is not None and org.path.startswith(found.org.path) else None


def laid_out(board: Board) -> dict[str, Any]:
    """What every page of a board shows."""
    frozen = Snapshot.objects.filter(campaign=board.campaign, org=board.org)
    return {
        "board": board, "figures": board.figures, "chart": charts.line(board),
        "expected": words.expected(board), "lacking": words.lacking(board),
        "besides": words.beside(board.counts), "parts": charts.parts(board),
        "held": board.places,
        "listed": {
            "risk": _with(board, board.risk.units), "pace": _with(board, board.pace.shown),
            "folded": _with(board, board.pace.folded),
        },
        "frozen": list(frozen.only("uid", "at", "why").order_by("-pk")[:FROZEN]),
        "duties": link("campaign_duties", board.campaign.uid),
    }  # fmt: skip


def for_officer(board: Board, permissions: Collection[str]) -> dict[str, Any]:
    """The officer's page: 01."""
    begins, ends = board.campaign.starts, board.campaign.ends
    several = f" · {thousands(board.distribution.units)} {board.word}" if board.many else ""
    told = laid_out(board)
    if "campaign.run" not in permissions:
        told["duties"] = ""
    return {
        **told, "heading": board.campaign.name, "take": reverse("progress-table", args=[board.org.pk]),
        "line": f"{board.org.name}{several} · chiến dịch {begins:%d/%m} – {ends:%d/%m/%Y}",
    }  # fmt: skip


def for_leader(board: Board) -> dict[str, Any]:
    """The leader's page: 09."""
    risk = board.risk.units
    before = board.yesterday
    since = ""
    if before:
        gained = thousands(max(board.counts.done - before.counts.done, 0))
        ago = "24 giờ qua" if (board.today - before.on).days == 1 else f"Từ {before.on:%d/%m}"
        since = f"{ago} thêm {gained} hồ sơ."
    return {
        **laid_out(board), "verdict": words.verdict(board), "columns": charts.columns(board),
        "calls": _with(board, risk[:CALLS]), "more_calls": max(len(risk) - CALLS, 0),
        "since": since, "top_unit": board.org.name, "top_line": _stands(board),
    }  # fmt: skip


def _stands(board: Board) -> str:
    """The day and the deadline, for the bar on top of a phone: "Ngày 6/20, hạn trước 30/12/2025"."""
    due = f", hạn {board.campaign.due}" if board.campaign.due else ""
    return f"Ngày {board.ribbon.day}/{board.ribbon.days}{due}"


def link(name: str, *args: object) -> str:
    """The address of a page that another part may not have yet; "" then."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _with(board: Board, units: Collection[Standing]) -> list[tuple[Standing, Any]]:
    """Units with whom to call, for a table."""
    return [(one, board.contacts.get(one.row.pk) or {"name": ""}) for one in units]

"""The drawings of a board, each at two widths, with the table that holds the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from dangvien.campaigns.board import words
from dangvien.campaigns.board.shape import Board
from dangvien.look import chart_columns, chart_line
from dangvien.look.numbers import percent, ratio, thousands

WIDE, NARROW = 660, 350


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing for a desk, one for a phone, and its numbers."""

    wide: Markup
    narrow: Markup
    heads: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]


def line(board: Board) -> Chart | None:
    """Day by day and on to the last day; nothing before the first evening was kept."""
    points, whole = board.points, board.counts.whole
    if not points or not whole:
        return None
    first = min(points[0].on, board.today)

    def at(day: date) -> int:
        return (day - first).days

    facts = [(at(point.on), point.counts.done) for point in points]
    facts.append((at(board.today), board.counts.done))
    ahead = [(at(on), n) for on, n in board.forecast.line] if board.forecasted else []
    last = max(at(board.campaign.ends), at(board.today), 1)
    days = [(0, f"{first:%d/%m}"), (at(board.today), f"{board.today:%d/%m}")]
    if last - at(board.today) > last / 8:
        days.append((last, f"{board.campaign.ends:%d/%m}"))
    if at(board.today) < last / 8:
        days.pop(0)
    told = chart_line.Line(facts, ahead, whole, last, days, _said(board))
    table = [(f"{p.on:%d/%m/%Y}", ratio(p.counts.done, p.counts.whole), "đã có") for p in points]
    table.append((f"{board.today:%d/%m/%Y}", ratio(board.counts.done, whole), "hôm nay"))
    table += [
        (f"{on:%d/%m/%Y}", ratio(n, whole), "dự báo")
        for on, n in (board.forecast.line[1:] if board.forecasted else ())
    ]
    return Chart(
        chart_line.line(told, WIDE, 190), chart_line.line(told, NARROW, 176),
        ("Ngày", "Xong/tổng", ""), tuple(table),
    )  # fmt: skip


def columns(board: Board) -> Chart | None:
    """One column a unit, from high to low, red for those at risk."""
    units = [one for one in board.groups.all if one.counts.whole]
    if len(units) < 2:
        return None
    risky = {one.row.pk for one in board.groups.risk}
    units.sort(key=lambda one: (-one.counts.done / one.counts.whole, one.row.pk))
    rates = [(one.counts.done, one.counts.whole, one.row.pk in risky) for one in units]
    reached = board.distribution
    said = (
        f"{reached.all}/{reached.units} {board.word} đã xong, {reached.most} đạt từ 80 %, "
        f"{reached.half} đạt từ 50 %, {len(risky)} có nguy cơ trễ."
    )
    table = [
        (words.name(one.row.name), ratio(one.counts.done, one.counts.whole),
         percent(one.counts.done, one.counts.whole))
        for one in units
    ]  # fmt: skip
    return Chart(
        chart_columns.columns(rates, WIDE, said), chart_columns.columns(rates, NARROW, said),
        (board.word[:1].upper() + board.word[1:], "Xong/tổng", "Tỷ lệ"), tuple(table),
    )  # fmt: skip


def parts(board: Board) -> Markup:
    """The whole as one bar of its five parts."""
    said = "; ".join(f"{label}: {thousands(count)}" for label, count in board.places)
    return chart_columns.parts([count for _, count in board.places], f"{said}.")


def _said(board: Board) -> str:
    done = f"{ratio(board.counts.done, board.counts.whole)} hôm nay"
    began = board.points[0]
    begin = f"từ {thousands(began.counts.done)} ngày {began.on:%d/%m}"
    return f"{done}, {begin}. {words.expected(board)}"

"""The line of a campaign: what is done day by day, and dotted what a kept pace would give.

Drawn for one width each (350 on a phone, 660 on a desk), with real text and the colours of the page.
The picture states its finding in `aria-label`; the same numbers stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dangvien.look.numbers import thousands

TOP, FOOT = 26, 26
Dot = tuple[int, int]  # days since the first, how many
Scale = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn. `facts` end today; `ahead` begins there; `days`: words under the axis."""

    facts: Sequence[Dot]
    ahead: Sequence[Dot]
    whole: int
    last: int  # the day at the right end
    days: Sequence[tuple[int, str]]
    finding: str


def line(told: Line, width: int, height: int = 176) -> Markup:
    """The chart at one width."""
    right = max(58, 24 + 9 * len(thousands(told.whole)))  # room for the number at the end
    plot, floor = width - right, height - FOOT

    def x(day: int) -> float:
        return round(plot * day / max(told.last, 1), 1)

    def y(count: int) -> float:
        return round(floor - (floor - TOP) * count / max(told.whole, 1), 1)

    def path(dots: Sequence[Dot]) -> str:
        return "M" + "L".join(f"{x(day)} {y(count)}" for day, count in dots)

    parts = [
        _guide("whole", plot, TOP), _guide("half", plot, y(told.whole // 2)),
        Markup('<text x="0" y="{}">Đủ {}</text>').format(TOP - 9, thousands(told.whole)),
    ]  # fmt: skip
    if told.facts:
        start, now = x(told.facts[0][0]), told.facts[-1]
        area = f"{path(told.facts)}L{x(now[0])} {floor}L{start} {floor}Z"
        parts.append(Markup('<path class="area" d="{}"/>').format(area))
        parts.append(Markup('<path class="fact" d="{}"/>').format(path(told.facts)))
    if len(told.ahead) > 1:
        parts.append(Markup('<path class="ahead" d="{}"/>').format(path(told.ahead)))
    parts.append(_guide("floor", plot, floor))
    parts += [_day(x(day), height - 6, words, plot) for day, words in told.days]
    parts += _ends(told, x, y, plot)
    return Markup(
        '<svg class="chart line" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
        'aria-label="{said}">{inside}</svg>'
    ).format(w=width, h=height, said=told.finding, inside=Markup().join(parts))


def _ends(told: Line, x: Scale, y: Scale, plot: float) -> list[Markup]:
    """The first value, today's with its dot, the last of the forecast with its ring."""
    parts: list[Markup] = []
    if told.facts:
        (first, begun), (today, done) = told.facts[0], told.facts[-1]
        if x(today) - x(first) > 90:
            under = y(begun) + 20 if y(begun) + 24 < y(0) else y(begun) - 10
            parts.append(Markup('<text x="{}" y="{}">{}</text>').format(
                x(first) + 8, under, thousands(begun)))  # fmt: skip
        right = x(today) > 120 and len(told.ahead) > 1
        at = (
            ("end", x(today) - 8, y(done) - 10) if right else ("start", x(today) + 12, y(done) + 20)
        )
        if not right and x(today) > plot - 90:
            at = ("end", x(today) - 12, y(done) + 22)
        if at[2] > y(0) - 6:  # never over the words of the axis
            at = (at[0], at[1], y(done) - 12)
        parts.append(
            Markup('<circle class="dot" cx="{}" cy="{}" r="5"/>').format(x(today), y(done))
        )
        parts.append(Markup('<text class="strong" text-anchor="{}" x="{}" y="{}">{} hôm nay</text>')
                     .format(*at, thousands(done)))  # fmt: skip
    if len(told.ahead) > 1:
        day, count = told.ahead[-1]
        under = min(y(count) + 5, y(0) - 22)
        parts.append(
            Markup('<circle class="ring" cx="{}" cy="{}" r="4"/>').format(x(day), y(count))
        )
        parts.append(Markup('<text class="strong" x="{x}" y="{y}">{n}</text><text x="{x}" y="{z}">dự báo'
                            "</text>").format(x=x(day) + 9, y=under, z=under + 16,
                                              n=thousands(count)))  # fmt: skip
    return parts


def _guide(kind: str, plot: float, y: float) -> Markup:
    return Markup('<line class="{}" x1="0" x2="{}" y1="{y}" y2="{y}"/>').format(kind, plot, y=y)


def _day(x: float, y: float, words: str, plot: float) -> Markup:
    anchor = "start" if x < 20 else "end" if x > plot - 20 else "middle"
    at = plot + 20 if anchor == "end" else x
    return Markup('<text text-anchor="{}" x="{}" y="{}">{}</text>').format(anchor, at, y, words)

"""The line of a year, or of several, with what happened on it: an SVG that needs no style of its own.

Places are percentages, so that words keep their size at every width; the page's CSS decides which
words have room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from markupsafe import Markup

from dangvien.orgs.queries.events import Mark

_LETTER = 0.68  # width of a letter, in percent of the drawing at its usual width
_NOW = 5.0  # half the width of the day asked for
EDGE = 8.0  # nearer to an end than this, words begin or end at their mark
MONTHS_UP_TO = 3  # years
Place = Callable[[date], float]


def span(on: date, since: date) -> tuple[date, date]:
    """The first day of the line and the day after its last: whole years, both days on it."""
    return date(min(on, since).year, 1, 1), date(max(on, since).year + 1, 1, 1)


def draw(told: list[Mark], on: date, since: date) -> Markup:
    """The line with its ticks, a dot for each day with changes, and the two days asked for."""
    first, end = span(on, since)

    def at(day: date) -> float:
        return round(100 * (day - first).days / (end - first).days, 2)

    inside = [mark for mark in told if first <= mark.on < end]
    drawn = Markup('<line class="axis" x1="0" x2="100%" y1="34" y2="34"/>')
    drawn += Markup().join(_ticks(first, end, at))
    drawn += Markup().join(
        Markup('<circle class="event" cx="{}%" cy="34" r="4.5"/>').format(at(mark.on))
        for mark in inside
    )
    drawn += _words_above(inside, at, at(on)) + _two_days(at, on, since)
    return Markup(
        '<svg class="yearline" width="100%" height="78" aria-hidden="true" focusable="false">{}</svg>'
    ).format(drawn)


def _ticks(first: date, end: date, at: Place) -> Iterator[Markup]:
    one = end.year - first.year == 1
    for year in range(first.year, end.year):
        for month in range(1, 13) if end.year - first.year <= MONTHS_UP_TO else (1,):
            place, named = at(date(year, month, 1)), one or month == 1
            yield Markup('<line class="axis" x1="{0}%" x2="{0}%" y1="{1}" y2="38"/>').format(
                place, 30 if named else 32
            )
            if named:
                words = f"Th {month}" if one else str(year)
                minor = " minor" if one and month % 3 != 1 else ""
                yield Markup('<text class="tick{}" x="{}%" dx="4" y="54">{}</text>').format(
                    minor, place, words
                )


def _words_above(told: list[Mark], at: Place, now: float) -> Markup:
    """Words at the dots, the latest first, as long as there is room; the list below has them all."""
    taken = [(now - _NOW, now + _NOW)]
    drawn = Markup()
    for mark in reversed(told):
        place, words = at(mark.on), f"{mark.on:%d/%m} {mark.words}"
        width = len(words) * _LETTER
        for start in (place - 1, place - width / 2, place - width + 1):
            span = start, start + width
            if start >= 0 and span[1] <= 100 and all(span[1] < a or b < span[0] for a, b in taken):
                taken.append(span)
                drawn += Markup('<text class="word" x="{:.2f}%" y="16">{}</text>').format(
                    start, words
                )
                break
    return drawn


def _two_days(at: Place, on: date, since: date) -> Markup:
    drawn = Markup()
    for day, sort, y, words in (
        (since, "then", 72, f"so với {since:%d/%m/%Y}"), (on, "now", 16, f"{on:%d/%m/%Y}")
    ):  # fmt: skip
        place = at(day)
        side = "start" if place < EDGE else "end" if place > 100 - EDGE else "middle"
        drawn += Markup(
            '<line class="{0}" x1="{1}%" x2="{1}%" y1="23" y2="46"/>'
            '<text class="{0} {2}" x="{1}%" y="{3}">{4}</text>'
        ).format(sort, place, side, y, words)
    return drawn

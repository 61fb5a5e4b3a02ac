"""Sorted columns with their finding said: one column a unit, thresholds named at the right."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from dangvien.look import svg

_HIDDEN = 'aria-hidden="true" focusable="false"'


def columns(rates: Sequence[tuple[int, int, bool]], width: int, finding: str) -> Markup:
    """`svg.columns` as a picture with a name; the table behind "Xem bảng số" holds the same."""
    return _named(svg.columns(list(rates), width), finding)


def parts(counts: Sequence[int], finding: str) -> Markup:
    """`svg.whole_bar` as a picture with a name."""
    return _named(svg.whole_bar(list(counts), 16), finding)


def _named(drawn: Markup, finding: str) -> Markup:
    said = f'role="img" aria-label="{escape(finding)}"'
    return Markup(str(drawn).replace(_HIDDEN, said, 1))  # noqa: S704 - both were made safe

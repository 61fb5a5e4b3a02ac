"""Charts as SVG text, drawn on the server; colours come from the page's CSS classes.

Widths of bars are percentages, so one bar serves every width; a chart with words is drawn for one.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

PATTERNS = Markup(
    '<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="p-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(35)"><rect width="2.2" height="5" class="f-data"/></pattern>'
    '<pattern id="p-hatch-low" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(35)"><rect width="2.2" height="5" class="f-low"/></pattern>'
    '<pattern id="p-dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<circle cx="2.5" cy="2.5" r="1.2" class="f-data"/></pattern></defs></svg>'
)
STYLES = ("solid", "hatch", "tone", "outline", "dots")


def bar(part: int, whole: int, more: int = 0, *, low: bool = False, height: int = 10) -> Markup:
    """A progress bar: `part` solid, `more` hatched after it, the rest track; `low` turns it red."""
    kind = " low" if low else ""
    inside = _rect("solid" + kind, 0, part, whole, height)
    inside += _rect("hatch" + kind, part, more, whole, height)
    return Markup(
        '<svg class="bar" width="100%" height="{h}" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100%" height="{h}" rx="2"/>{inside}</svg>'
    ).format(h=height, inside=inside)


def whole_bar(parts: list[int], height: int = 16) -> Markup:
    """Parts of a whole side by side, told apart by solid, hatch, tone, outline and dots."""
    whole, start, inside = sum(parts), 0, Markup()
    for style, part in zip(STYLES, parts, strict=False):
        inside += _rect(style, start, part, whole, height)
        start += part
    return Markup(
        '<svg class="bar whole" width="100%" height="{h}" aria-hidden="true" focusable="false">'
        "{inside}</svg>"
    ).format(h=height, inside=inside)


def swatch(index: int) -> Markup:
    """The mark of the n-th part of `whole_bar`, for the list under it."""
    return Markup(
        '<svg class="swatch" width="14" height="14" aria-hidden="true" focusable="false">{}</svg>'
    ).format(_rect(STYLES[index], 0, 1, 1, 14))


def _rect(style: str, start: int, part: int, whole: int, height: int) -> Markup:
    if part <= 0 or whole <= 0:
        return Markup()
    return Markup(
        '<svg x="{x:.3f}%" width="{w:.3f}%" height="{h}">'
        '<rect class="{style}" width="100%" height="{h}" rx="2"/></svg>'
    ).format(x=100 * start / whole, w=100 * part / whole, h=height, style=style)


def columns(rates: list[tuple[int, int, bool]], width: int, height: int = 132) -> Markup:
    """Sorted columns, one a unit: (ready, active, low); thresholds named at the right.

    More units than fit as columns of two pixels become one stepped area: same picture, less ink.
    """
    plot, top = width - 56, 10
    step = plot / max(len(rates), 1)

    def y(rate: float) -> float:
        return round(top + (height - top) * (1 - rate), 1)

    guides = Markup()
    for rate in (100, 80, 50):
        guides += Markup(
            '<line class="guide g{rate}" x1="0" x2="{x}" y1="{y}" y2="{y}"/>'
            '<text x="{tx}" y="{ty}">{rate}\u00a0%</text>'
        ).format(rate=rate, x=plot + 6, y=y(rate / 100), tx=plot + 12, ty=y(rate / 100) + 4.5)
    marks = _area(rates, step, y, height) if step < 2.5 else _columns(rates, step, y, height)
    return Markup(
        '<svg class="columns" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-hidden="true" '
        'focusable="false">{marks}{guides}<line class="floor" x1="0" x2="{p}" y1="{f}" y2="{f}"/>'
        "</svg>"
    ).format(w=width, h=height, marks=marks, guides=guides, p=plot, f=height - 0.5)


def _columns(
    rates: list[tuple[int, int, bool]], step: float, y: Callable[[float], float], height: int
) -> Markup:
    width = round(step - (2 if step >= 8 else 1 if step >= 4 else 0.5), 2)
    marks = Markup()
    for index, (part, whole, low) in enumerate(rates):
        head = min(y(part / whole), height - 1.5)
        marks += Markup(
            '<rect class="{kind}" x="{x:.2f}" y="{y}" width="{w}" height="{h:.1f}"/>'
        ).format(
            kind="f-low" if low else "f-data", x=index * step, y=head, w=width, h=height - head
        )
    return marks


def _area(
    rates: list[tuple[int, int, bool]], step: float, y: Callable[[float], float], height: int
) -> Markup:
    path = f"M0 {height}"
    for index, (part, whole, _) in enumerate(rates):
        path += f"V{y(part / whole)}H{(index + 1) * step:.2f}"
    return Markup('<path class="f-data" d="{}V{}Z"/>').format(path, height)

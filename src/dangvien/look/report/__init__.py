"""`report.html`: one file that opens anywhere, without a network, a script or a member's name."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dangvien.look import fonts, numbers, svg
from dangvien.look.report import words
from dangvien.look.report.data import (
    Comparison,
    Count,
    ErrorGroup,
    Gap,
    Paper,
    ReportData,
    RuleRun,
    Score,
    Source,
    Unit,
)
from dangvien.look.report.units import progress

__all__ = [
    "Comparison",
    "Count",
    "ErrorGroup",
    "Gap",
    "Paper",
    "ReportData",
    "RuleRun",
    "Score",
    "Source",
    "Unit",
    "render",
]

# The icons that the templates here name; the sprite holds those of the register's pages as well.
ICONS = tuple(f"i-{name}" for name in ("alert", "check", "hand", "info", "shield", "triangle"))


def render(data: ReportData) -> str:
    """The report as one HTML page.

    The page forbids everything but its own style and fonts by a content security policy that names
    the hash of that style. Raises ValueError when the units hold more people than the whole.
    """
    units = progress(data)
    least, least_says = words.lowest(data.scores)
    charted = [(u.ready or 0, u.active, u in units.first.units) for u in units.columns]
    ran = [rule for rule in data.rules if rule.ran]
    return (
        _pages()
        .get_template("page.html")
        .render(
            d=data,
            u=units,
            v=words.verdict(data, units),
            steps=words.steps(data, units),
            total=units.total,
            weights=words.by_weight(data),
            sums=words.sums(data),
            open_total=sum(group.open for group in data.errors),
            fixed_total=sum(group.applied for group in data.errors),
            fixed_groups=sum(group.applied > 0 for group in data.errors),
            applied_total=sum(item.count for item in data.applied),
            proposed_total=sum(item.count for item in data.proposed),
            requirements=words.REQUIREMENTS,
            least=least,
            least_says=least_says,
            compared=words.compared(data),
            measured=data.ready is not None,
            with_paper=any(unit.paper is not None for unit in data.units),
            columns_wide=svg.columns(charted, 660),
            columns_phone=svg.columns(charted, 334),
            chart_says=words.chart_says(units) if len(units.columns) > 1 else "",
            whole=svg.whole_bar([part.count for part in data.parts]),
            files=len({source.file for source in data.sources}),
            ran=ran,
            **_reading(data),
        )
    )


def _reading(data: ReportData) -> dict[str, object]:
    kinds: Counter[str] = Counter()
    for source in data.sources:
        for kind in source.kinds:
            kinds[kind.label] += kind.count
    why: dict[str, list[RuleRun]] = {}
    for rule in data.rules:
        if not rule.ran:
            why.setdefault(rule.why, []).append(rule)
    return {
        "kinds": [Count(label=label, count=n) for label, n in kinds.most_common()],
        "rows": {
            "read": sum(source.rows for source in data.sources),
            "members": sum(source.members for source in data.sources),
            "rejects": sum(source.rejects for source in data.sources),
            "skipped": sum(source.skipped for source in data.sources),
        },
        "not_run": [rule for rule in data.rules if not rule.ran],
        "not_run_why": list(why.items()),
    }


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("dangvien.look.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    pages.filters |= {
        "num": numbers.thousands,
        "pct": numbers.percent,
        "ratio": numbers.ratio,
        "share": numbers.share,
        "signed": numbers.signed,
        "day": numbers.day,
        "nbsp": lambda text: text.replace(" ", numbers.NBSP),
    }
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    pages.globals |= {
        "bar": svg.bar,
        "swatch": svg.swatch,
        "patterns": svg.PATTERNS,
        "sprite": Markup(_sprite()),  # noqa: S704
        "style": Markup(style),  # noqa: S704
        "style_hash": f"sha256-{digest}",
    }
    return pages


def _sprite() -> str:
    """The sprite with the report's own icons only: the page carries everything inside itself."""
    sprite = re.sub(r"<!--.*?-->\n?", "", _text("icons.svg"))
    others = rf'<symbol id="(?!(?:{"|".join(ICONS)})").*?</symbol>\n?'
    return re.sub(others, "", sprite)


def _style() -> str:
    css = "\n".join((_text("tokens.css"), _text("report.css")))
    return "\n".join((fonts.faces(), re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL)))


def _text(name: str) -> str:
    return (files("dangvien.look") / name).read_text("utf-8")

"""What is asked of campaigns: single units here, figures beside."""

from dangvien.campaigns.queries.figures import distribution, figures
from dangvien.campaigns.queries.locks import locked, locked_units, why_locked, why_unit_locked
from dangvien.campaigns.queries.pace import forecast, history
from dangvien.campaigns.queries.risk import at_risk, grouped
from dangvien.campaigns.queries.samples import latest, sample_passed
from dangvien.campaigns.queries.standing import (
    current,
    due_for,
    duty_of,
    phase_of,
    phases_of,
    running_at,
)
from dangvien.campaigns.queries.tree import tree
from dangvien.campaigns.shapes import Distribution, Figures, Groups, Point, UnitRow

__all__ = [
    "Distribution",
    "Figures",
    "Groups",
    "Point",
    "UnitRow",
    "at_risk",
    "current",
    "distribution",
    "due_for",
    "duty_of",
    "figures",
    "forecast",
    "grouped",
    "history",
    "latest",
    "locked",
    "locked_units",
    "phase_of",
    "phases_of",
    "running_at",
    "sample_passed",
    "tree",
    "why_locked",
    "why_unit_locked",
]  # fmt: skip

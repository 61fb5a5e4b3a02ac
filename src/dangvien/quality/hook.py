"""Where floors below ask for us without knowing us."""

from __future__ import annotations

from dangvien.members import margin
from dangvien.orgs.queries.standing import source as of_organisations
from dangvien.quality.queries.remarks import remarks
from dangvien.quality.queries.standing import standing


def register() -> None:
    """Pages of a record and of an organisation show kept findings, and ask the rule book no more."""
    if remarks not in margin.source:
        margin.source.append(remarks)
    if standing not in of_organisations:
        of_organisations.append(standing)

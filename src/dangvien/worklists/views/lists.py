"""One address for everybody's work: officers get the grid, those of one cell a list of people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs.scope import held
from dangvien.worklists.views import grid, secretary

OF_A_CELL = frozenset({"cell_secretary", "cell_committee"})


@policy("finding.work")
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """Whoever serves a cell and nothing else sees people; everybody else sees causes."""
    if {role for role, _, _ in held(me(request))} <= OF_A_CELL:
        return secretary.people(request)
    return grid.page(request)

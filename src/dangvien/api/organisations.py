"""The tree on a day."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from dangvien import clock
from dangvien.accounts.policy import policy
from dangvien.api.asked import Day
from dangvien.api.callers import caller
from dangvien.api.problems import DECLARED
from dangvien.api.told import Tree, Unit
from dangvien.orgs import queries
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent

router = Router(tags=["Tổ chức"])


@router.get("organisations", response={200: Tree, **DECLARED}, url_name="organisation_tree")
@policy("org.read")
def organisation_tree(
    request: HttpRequest,
    on: Day | None = None,
    root: Annotated[int, Field(ge=1, lt=2**63)] | None = None,
) -> Tree:
    """Organisations as they stood on a day (default: today), below a unit (default: one's own)."""
    user = caller(request)
    day = on or clock.today()
    top = None
    if root is not None:
        top = found_or_absent(Organisation.objects.visible_to(user), pk=root)
    nodes = queries.tree(user, day, root=top)
    return Tree(on=day, units=[_unit(node) for node in nodes])


def _unit(node: queries.Node) -> Unit:
    return Unit(
        id=node.pk, parent=node.parent, name=node.name, code=node.code, form=node.form,
        kind=node.kind, members=node.members,
    )  # fmt: skip

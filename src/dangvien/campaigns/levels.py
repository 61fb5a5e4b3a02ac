"""The levels of the tree that a plan gives deadlines to, told by the form of an organisation."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from dangvien import clock
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import OrganisationQuerySet
from dangvien.orgs.words import CELLS

CELL, GRASSROOTS, COMMUNE, PROVINCE = LEVELS = ("cell", "grassroots", "commune", "province")
NAMES = {
    CELL: "Chi bộ",
    GRASSROOTS: "Đảng bộ cơ sở, đảng bộ bộ phận",
    COMMUNE: "Đảng bộ xã, phường",
    PROVINCE: "Đảng bộ tỉnh, thành phố",
}
SHORT = {CELL: "chi bộ", GRASSROOTS: "đảng bộ cơ sở", COMMUNE: "xã, phường", PROVINCE: "tỉnh"}
GROUP = "to_dang"  # has no members of its own in the register: signs nothing
_FORMS = {
    CELL: CELLS,
    GRASSROOTS: frozenset(("dang_bo_co_so", "dang_bo_bo_phan")),
    COMMUNE: frozenset(("xa",)),
    PROVINCE: frozenset(("tinh",)),
}
_LEVEL = {form: level for level, forms in _FORMS.items() for form in forms}


def level_of(form: str) -> str:
    """The level of a form; one that nobody wrote down counts as a cell, so that it is not forgotten."""
    return "" if form == GROUP else _LEVEL.get(form, CELL)


def of_levels(levels: Iterable[str], column: str = "form") -> Q:
    """The condition "an organisation of one of these levels"."""
    wanted = set(levels)
    known = {form for level in wanted for form in _FORMS[level]}
    asked = Q(**{f"{column}__in": known})
    if CELL in wanted:
        asked |= ~Q(**{f"{column}__in": [*_LEVEL, GROUP]})
    return asked


def taking_part(org: Organisation) -> OrganisationQuerySet:
    """The organisations of a subtree that stand today and are of some level."""
    today = clock.today()
    standing = Organisation.objects.under(org).exclude(form=GROUP)
    return standing.filter(Q(closed_on=None) | Q(closed_on__gt=today)).exclude(founded_on__gt=today)

"""Which units and findings an officer's grid speaks of, and by when they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.campaigns import queries as campaigns
from dangvien.campaigns.models import Campaign
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins, found_or_absent, held, highest, paths, reaches_all, under
from dangvien.quality.models import Finding
from dangvien.quality.models.findings import FindingQuerySet
from dangvien.worklists.grid.holders import named

WORK = "finding.work"
FEW = 400  # units that are counted one by one; above that the next level is only named


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit in reach."""

    pk: int
    name: str
    path: str
    form: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The units of a user, perhaps narrowed to one of them. `few`: `units` holds every one."""

    user: User
    tops: tuple[str, ...]
    org: Organisation | None  # the one unit on top, if there is one
    above: Organisation | None  # its superior, where the user's own reach was narrowed to it
    units: dict[int, Unit]
    few: bool
    whole: bool
    campaign: Campaign | None
    dues: dict[int, date]
    holders: dict[str, str]  # where a thing may lie, in words: "Công an xã", "Tỉnh ủy"

    def findings(self) -> FindingQuerySet:
        """Open findings in reach; waived ones left out."""
        found = Finding.objects.alive().exclude(state=Finding.WAIVED)
        if self.whole:
            return found
        if self.few:
            return found.filter(unit__in=list(self.units))
        return found.filter(unit__in=Organisation.objects.filter(under(self.tops)).values("pk"))

    def below(self, pk: int) -> list[int]:
        """A unit and all below it, of those that are counted one by one."""
        top = self.units.get(pk)
        return (
            [one.pk for one in self.units.values() if one.path.startswith(top.path)] if top else []
        )

    @property
    def over(self) -> list[int]:
        """Units in which the campaign's day is past."""
        today = clock.today()
        return [unit for unit, due in self.dues.items() if due < today]

    @property
    def late(self) -> Q:
        """The condition "past its day": the finding's own, else the campaign's in its unit."""
        own = Q(due__lt=clock.today())
        return own | Q(due=None, unit__in=self.over) if self.over else own


def reach(user: User, asked: int | None = None) -> Reach:
    """The units in which the user works on findings; where they are many, narrowed to one asked for.

    A unit out of reach is absent.
    """
    tops = tuple(paths(user, WORK))
    units = _units(tops)
    few = len(units) <= FEW
    if asked is not None and few and asked not in units:
        found_or_absent(Organisation.objects.none(), pk=asked)
    whole, above = not few and reaches_all(user, list(tops)), None
    if asked is not None and not few:
        org = found_or_absent(Organisation.objects.visible_to(user, WORK), pk=asked)
        above = _superior(org, tops)
        tops, whole = (org.path,), org.parent_id is None and whole
        units = _units(tops)
        few = len(units) <= FEW
    top, root = _ends(tops)
    campaign = campaigns.current(user)
    province = any(role == "province_officer" for role, _, _ in held(user))
    units = units if few else _nearest(tops)
    return Reach(
        user, tops, top, above, units, few, whole, campaign, _dues(campaign, tops, units, few),
        named(root, top.name if top else "", province),
    )  # fmt: skip


def _superior(org: Organisation, tops: tuple[str, ...]) -> Organisation | None:
    """What a unit hangs under, as far as the user's own units reach."""
    parent = org.parent
    return parent if parent and any(parent.path.startswith(top) for top in tops) else None


def _ends(tops: tuple[str, ...]) -> tuple[Organisation | None, str]:
    """The one unit on top, if there is one, and the name of what stands above all."""
    if len(tops) != 1:
        return None, ""
    ids = [int(part) for part in tops[0].strip("/").split("/")]
    found = Organisation.objects.in_bulk({ids[0], ids[-1]})
    return found.get(ids[-1]), found[ids[0]].name if ids[0] in found else ""


def _units(tops: tuple[str, ...]) -> dict[int, Unit]:
    """Every unit below, or one more than there may be."""
    rows = Organisation.objects.filter(under(tops)).order_by("path")[: FEW + 1]
    return {row[0]: Unit(*row) for row in rows.values_list("pk", "name", "path", "form")}


def _nearest(tops: tuple[str, ...]) -> dict[int, Unit]:
    """The tops and what hangs right below them, to choose from."""
    near = highest(tops)
    rows = Organisation.objects.filter(near, closed_on=None).order_by("path")
    return {row[0]: Unit(*row) for row in rows.values_list("pk", "name", "path", "form")}


def _dues(
    campaign: Campaign | None, tops: tuple[str, ...], units: dict[int, Unit], few: bool
) -> dict[int, date]:
    """The campaign's day by unit; of many units only once a day of the campaign has passed."""
    if campaign is None:
        return {}
    if few:
        return campaigns.due_for(campaign, list(units))
    if not campaign.phases.filter(ends__lt=clock.today()).exists():
        return {}
    below = Organisation.objects.filter(under(tops)).values_list("pk", flat=True)
    return campaigns.due_for(campaign, list(below))


def inside(unit: Organisation) -> Q:
    """Findings of a unit and all below it."""
    return Q(unit__in=Organisation.objects.filter(begins("path", unit.path)).values("pk"))

"""Counts of a campaign by unit, straight from Verdict × Base: a few GROUP BYs, no row a person.

Who was counted is counted in the unit where he or she is now, as long as that lies in the campaign's
subtree: there the work can be done. Who has left it (moved away, died, struck off, exempt) is `gone`
in the unit of the day of counting. A sum over the campaign's top therefore is always the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from dangvien.campaigns.counts import Counts
from dangvien.campaigns.models import Base, Campaign
from dangvien.campaigns.queries import clean
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Verdict

_VERDICT, _BASE = Verdict._meta.db_table, Base._meta.db_table
_PERSON = Person._meta.db_table
Units = tuple[str, tuple[Any, ...]]  # the subquery that names the units, its values


def own(campaign: Campaign, org: Organisation) -> dict[int, Counts]:
    """Counts of every unit in the subtree that has any, without its children; at most four queries."""
    told = _of_all(campaign) if org.pk == campaign.org_id else _of_some(campaign, org)
    found = {}
    for unit in told.here.keys() | told.newcomers.keys() | told.gone.keys() | told.unseen.keys():
        found[unit] = _made(
            told.here.get(unit), told.gone[unit], told.unseen[unit], told.newcomers[unit]
        )
    return found


@dataclass(slots=True)
class _Told:
    """What the queries found, by unit: sums of those counted and there, and three kinds beside."""

    here: dict[int, list[int]] = field(default_factory=dict)
    newcomers: Counter[int] = field(default_factory=Counter)
    gone: Counter[int] = field(default_factory=Counter)
    unseen: Counter[int] = field(default_factory=Counter)

    def add(self, unit: int, sums: list[int]) -> None:
        """People counted who are in a unit now."""
        before = self.here.get(unit)
        self.here[unit] = [a + b for a, b in zip(before, sums, strict=True)] if before else sums


def _of_all(campaign: Campaign) -> _Told:
    """The whole campaign: everybody counted once, with their verdict; then who else is there."""
    units = subtree(campaign.org)
    inside = {pk for (pk,) in _rows(units[0][1:-1], units[1])}
    sql = (
        f"SELECT v.unit_id, b.unit_id, v.active, {_sums(campaign)} "  # noqa: S608 - names of ours
        f"FROM {_BASE} b LEFT JOIN {_VERDICT} v ON v.person_id = b.person_id "
        f"WHERE b.campaign_id = %s GROUP BY v.unit_id, b.unit_id, v.active"
    )
    told, unread = _Told(), Counter[int]()
    for unit, counted_in, active, *sums in _rows(sql, [campaign.pk]):
        # A unit that was taken out of the campaign's tree leaves its people to the top: as gone.
        based = counted_in if counted_in in inside else campaign.org_id
        if active is None:
            unread[based] += sums[0]
        elif active and unit in inside:
            told.add(unit, sums)
        else:
            told.gone[based] += sums[0]
    if unread:
        told.unseen = _unseen(campaign, units)
        told.gone += unread - told.unseen
    present = _present(campaign, units, inside)
    told.newcomers = present - Counter({unit: sums[0] for unit, sums in told.here.items()})
    return told


def _present(campaign: Campaign, units: Units, inside: set[int]) -> Counter[int]:
    """Who is active there now; of the whole register every unit is asked, which needs no join."""
    sql = f"SELECT unit_id, COUNT(*) FROM {_VERDICT} WHERE active"  # noqa: S608
    if campaign.org.parent_id is None:
        rows = _rows(f"{sql} GROUP BY unit_id", ())
    else:
        rows = _rows(f"{sql} AND unit_id IN {units[0]} GROUP BY unit_id", units[1])
    return Counter({unit: number for unit, number in rows if unit in inside})


def _of_some(campaign: Campaign, org: Organisation) -> _Told:
    """A part of the campaign, by the indexes of its units: who is there now, who was counted there."""
    units, told = subtree(org), _Told()
    sql = (
        f"SELECT v.unit_id, b.unit_id, {_sums(campaign)} "  # noqa: S608
        f"FROM {_VERDICT} v LEFT JOIN {_BASE} b ON b.person_id = v.person_id AND b.campaign_id = %s "
        f"WHERE v.active AND v.unit_id IN {units[0]} GROUP BY v.unit_id, b.unit_id"
    )
    still = _moved_out(campaign, units)
    for unit, based, *sums in _rows(sql, (campaign.pk, *units[1])):
        if based is None:
            told.newcomers[unit] += sums[0]
            continue
        still[based] += sums[0]
        told.add(unit, sums)
    told.gone = _based(campaign, units) - still
    if told.gone:
        told.unseen = _unseen(campaign, units)
        told.gone -= told.unseen
    return told


def subtree(org: Organisation) -> Units:
    """The ids of an organisation and all below it, as SQL."""
    asked = Organisation.objects.under(org).order_by().values("pk").query
    text, values = asked.sql_with_params()
    return f"({text})", tuple(values)


def _rows(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _sums(campaign: Campaign) -> str:
    """People, then what `_made` reads, as aggregates over verdicts `v`."""
    told = clean.told(campaign)
    conditions = (
        told.clean, f"{told.clean} AND {told.waived}",
        *(f"NOT {told.clean} AND {told.lies} = '{lies}'" for lies in ("approval", "police", "above")),
        "v.num_sach", "v.num_song", "v.num_thong_nhat", "v.clean_t1",
    )  # fmt: skip
    counts = ", ".join(f"COUNT(*) FILTER (WHERE {condition})" for condition in conditions)
    return f"COUNT(*), SUM(v.num_dung), SUM(v.num_du), {counts}"


def _based(campaign: Campaign, units: Units) -> Counter[int]:
    sql = (
        f"SELECT unit_id, COUNT(*) FROM {_BASE} WHERE campaign_id = %s "  # noqa: S608
        f"AND unit_id IN {units[0]} GROUP BY unit_id"
    )
    return Counter(dict(_rows(sql, (campaign.pk, *units[1]))))


def _moved_out(campaign: Campaign, units: Units) -> Counter[int]:
    """Counted in these units, now elsewhere in the campaign: they are counted there, not gone here."""
    whole = subtree(campaign.org)
    sql = (
        f"SELECT b.unit_id, COUNT(*) FROM {_BASE} b JOIN {_VERDICT} v ON v.person_id = b.person_id "  # noqa: S608
        f"WHERE b.campaign_id = %s AND b.unit_id IN {units[0]} AND v.active "
        f"AND v.unit_id NOT IN {units[0]} AND v.unit_id IN {whole[0]} GROUP BY b.unit_id"
    )
    return Counter(dict(_rows(sql, (campaign.pk, *units[1], *units[1], *whole[1]))))


def _unseen(campaign: Campaign, units: Units) -> Counter[int]:
    """Counted, alive, and never looked at by the rule book: not gone, not clean, still at the cell."""
    sql = (
        f"SELECT b.unit_id, COUNT(*) FROM {_BASE} b "  # noqa: S608
        f"JOIN {_PERSON} p ON p.id = b.person_id "
        f"WHERE b.campaign_id = %s AND b.unit_id IN {units[0]} "
        f"AND NOT EXISTS (SELECT 1 FROM {_VERDICT} v WHERE v.person_id = b.person_id) "
        "AND p.status = 'active' AND p.withdrawn_at IS NULL AND p.same_as_id IS NULL "
        "GROUP BY b.unit_id"
    )
    return Counter(dict(_rows(sql, (campaign.pk, *units[1]))))


def _made(here: list[int] | None, gone: int, unseen: int, newcomers: int) -> Counts:
    people, dung, du, done, waived, approval, police, above, sach, song, same, ready = (
        here or [0] * 12
    )
    return Counts(
        base=people + unseen + gone, done=done, approval=approval,
        cell=people - done - approval - police - above + unseen, police=police, above=above,
        gone=gone, waived=waived, newcomers=newcomers, num_dung=dung or 0, num_du=du or 0,
        num_sach=sach, num_song=song, num_thong_nhat=same, ready=ready,
    )  # fmt: skip

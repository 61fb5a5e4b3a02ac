"""Who in the register may be the person of one form: the judgement of an import, for a single row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import polars as pl
from django.db.models import Q

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange import elsewhere
from dangvien.exchange.matching import Known, score
from dangvien.exchange.people import described
from dangvien.members.models import Person
from dangvien.members.queries import frame, holders
from dangvien.members.queries.frame import SCHEMA
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths, under

_MOST = 50  # people of one name that are compared
OVER = (
    "Hôm nay đồng chí đã gặp nhiều hồ sơ ở đơn vị khác, nên máy tạm ngừng tìm. Đồng chí nhờ cấp trên "
    "thêm người này, hoặc làm tiếp vào ngày mai."
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody within reach who may be the one: what a list may show."""

    uid: UUID
    name: str
    born: str
    unit: str


@dataclass(frozen=True, slots=True)
class Found:
    """People within reach; of one elsewhere only who decides; or that no more may be asked today."""

    here: tuple[Alike, ...] = ()
    superior: str = ""  # the lowest unit above both: all that is told of a record elsewhere
    over: bool = False


def look(
    actor: User, unit: Organisation, values: Mapping[str, str], *, other: bool = False
) -> Found:
    """Look for the person of some standard values; what was found is answered for in the log.

    `other`: the actor has looked at those within reach, and it is none of them.
    """
    told = {"row_id": "new", **{name: text for name, text in values.items() if name in SCHEMA}}
    row = {name: [told.get(name)] for name in SCHEMA} | {"unit_id": [unit.pk], "version": [1]}
    [asked] = [one.known for one in described(pl.DataFrame(row, schema=SCHEMA), {"new": 0},
                                              clock.today())]  # fmt: skip
    tops = paths(actor, "member.list")
    if not other and (here := _here(asked, tops)):
        record(actor=actor, action="member.alike", org=unit, people=[one.uid for one in here],
               data={"count": len(here)})  # fmt: skip
        return Found(here=tuple(here))
    if not elsewhere.numbers(asked):
        return Found()
    if elsewhere.met_today(actor) >= elsewhere.allowance():
        return Found(over=True)
    return _elsewhere(actor, unit, asked, tops)


def _here(asked: Known, tops: list[str]) -> list[Alike]:
    """People of the actor's own units whom the matching would take for the same."""
    named = Q(name_key=asked.name) if asked.name else Q(pk__in=())
    numbered = Q(pk__in=())
    for kind, number in elsewhere.numbers(asked):
        numbered |= Q(pk__in=holders(kind, number).values("pk"))
    people = Person.objects.alive().filter(under(tops, "unit__path"))
    near = people.filter(numbered | named).select_related("unit").order_by("pk")[:_MOST]
    some = {str(one.uid): one for one in near}
    ids = {uid: one.pk for uid, one in some.items()}
    same = [
        stored.uid for stored in described(frame(list(some.values())), ids, clock.today())
        if score(asked, stored.known)
    ]  # fmt: skip
    return [
        Alike(one.uid, one.full_name, one.birth_date, one.unit.name)
        for one in (some[uid] for uid in same)
    ]


def _elsewhere(actor: User, unit: Organisation, asked: Known, tops: list[str]) -> Found:
    held = elsewhere.holders([asked])
    holder = elsewhere.hit(asked, held, unit)
    if holder is None or not elsewhere.beyond(holder, tops):
        return Found()
    record(actor=actor, action=elsewhere.MET, org=unit, data={"count": 1, "form": True})
    path = elsewhere.common_superior(unit.path, holder.path)
    above = Organisation.objects.filter(path=path).values_list("name", flat=True).first()
    return Found(superior=above or unit.name)

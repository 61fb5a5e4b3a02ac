"""Life goes on in a signed unit: whoever changes after the signature is noted beside it.

Called with the people whom a settling looked at (`quality.settling.after`): their new events and
changes are read from the record, so that being called twice, or late, changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dangvien import clock
from dangvien.campaigns import notices
from dangvien.campaigns.models import Campaign, Changed, ChangedUnit, Phase, SignOff
from dangvien.inbox import actions as inbox
from dangvien.members.models import Change, Event, Membership, Person

_AT_ONCE = 500
Happened = dict[int, list[tuple[datetime, date | None]]]  # person → when recorded, day of a move


def note(people: Iterable[int]) -> None:
    """Note those of these people who changed after their unit, the present or the former, had signed."""
    ids = sorted(set(people))
    if not ids or not _signatures().exists():
        return
    for at in range(0, len(ids), _AT_ONCE):
        _note(ids[at : at + _AT_ONCE])


def _signatures() -> QuerySet[SignOff]:
    return SignOff.objects.filter(
        reopened_at=None, phase__subject=Phase.MEMBER, phase__campaign__state=Campaign.RUNNING
    )


def _note(ids: list[int]) -> None:
    units = dict(Person.objects.filter(pk__in=ids).values_list("pk", "unit__path"))
    ended = Membership.objects.filter(person__in=ids, kind=Membership.OFFICIAL).exclude(until=None)
    rows = ended.values_list("person", "unit__path", "until")
    former = [(person, path, until) for person, path, until in rows if until]
    paths = {*units.values(), *(path for _, path, _ in former)}
    covering = _signatures().filter(org__in={pk for path in paths for pk in _ids(path)})
    signed = {one.org_id: one for one in covering.select_related("org", "phase__campaign")}
    if not signed:
        return
    happened = _happened(ids, min(one.signed_at for one in signed.values()))
    found = {
        (one.pk, person): one
        for person, one in _pairs(signed, units, former, happened)
    }  # fmt: skip
    today = clock.today()
    Changed.objects.bulk_create(
        (Changed(sign_off_id=pk, person_id=person, on=today) for pk, person in sorted(found)),
        ignore_conflicts=True,
    )
    count({one.pk for one in found.values()})
    for one in {one.pk: one for one in found.values()}.values():
        tell(one)


def _happened(ids: list[int], since: datetime) -> Happened:
    told: Happened = {}
    events = Event.objects.filter(person__in=ids, recorded_at__gt=since)
    for person, at, on, kind in events.values_list("person", "recorded_at", "on", "kind"):
        told.setdefault(person, []).append((at, on if kind == "moved" else None))
    changes = Change.objects.filter(person__in=ids, at__gt=since).exclude(before=F("after"))
    for person, at in changes.values_list("person", "at"):
        told.setdefault(person, []).append((at, None))
    return told


def _pairs(
    signed: dict[int, SignOff],
    units: dict[int, str],
    former: list[tuple[int, str, date]],
    happened: Happened,
) -> Iterator[tuple[int, SignOff]]:
    for person, path in units.items():
        for one in (signed[pk] for pk in _ids(path) if pk in signed):
            if any(at > one.signed_at for at, _ in happened.get(person, ())):
                yield person, one
    for person, path, until in former:
        for one in (signed[pk] for pk in _ids(path) if pk in signed):
            if any(at > one.signed_at and on == until for at, on in happened.get(person, ())):
                yield person, one


def count(sign_offs: set[int]) -> None:
    """Write how many people and organisations of these signed units have changed."""
    SignOff.objects.filter(pk__in=sign_offs).update(
        changed_after=_number(Changed) + _number(ChangedUnit)
    )


def _number(model: type[Model]) -> Coalesce:
    told = model._default_manager.filter(sign_off=OuterRef("pk")).order_by().values("sign_off")
    return Coalesce(Subquery(told.annotate(n=Count("pk")).values("n")), 0)


def tell(one: SignOff) -> None:
    """The unit that signed is told once a signature; its superiors see it on their page."""
    campaign, org = one.phase.campaign, one.org
    inbox.send(
        key=f"{notices.prefix(campaign, one.phase, org.pk)}changed:{one.pk}", org=org,
        kind="changed", permission="campaign.sign",
        address=f"{notices.address(campaign, org.pk)}?buoc={one.phase.number}",
        said=f"{org.name} đã ký bước {one.phase.number}, nay có thay đổi sau ký. "
             "Chữ ký vẫn còn hiệu lực; xem thay đổi, thấy sai thì mở lại.",
    )  # fmt: skip


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/")]

"""What was typed into the national database, and what the next list from there says to that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.core.text import tones
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.actions.joining import join, values_of
from dangvien.quality.models import ReEntry

__all__ = ["compare", "join", "tick", "untick"]

_AT_ONCE = 500


def tick(*, actor: User, rows: Iterable[ReEntry]) -> int:
    """Say that these were typed over there; how many."""
    return _turn(actor, rows, ReEntry.DUE, "reentry.tick", {
        "state": ReEntry.TYPED, "typed_by": actor, "typed_at": timezone.now(),
    })  # fmt: skip


def untick(*, actor: User, rows: Iterable[ReEntry]) -> int:
    """Say that these were not typed after all; how many."""
    return _turn(actor, rows, (ReEntry.TYPED,), "reentry.untick", {
        "state": ReEntry.OPEN, "typed_by": None, "typed_at": None,
    })  # fmt: skip


def _turn(
    actor: User, rows: Iterable[ReEntry], states: Iterable[str], action: str, values: dict[str, Any]
) -> int:
    ids = {one.pk for one in rows}
    with transaction.atomic():
        mine = ReEntry.objects.visible_to(actor).filter(pk__in=ids)
        held = mine.filter(state__in=states).select_for_update(of=("self",)).order_by("pk")
        found = list(held.values_list("pk", "person__uid", "unit"))
        if ids and not mine.exists():
            raise Refused("reentry.tick")
        if not found:
            return 0
        ReEntry.objects.filter(pk__in=[pk for pk, _, _ in found]).update(**values)
        where = Organisation.objects.filter(pk__in={unit for _, _, unit in found})
        record(
            actor=actor, action=action, org=where.order_by("path").first(),
            people={uid for _, uid, _ in found}, data={"count": len(found)},
        )  # fmt: skip
    return len(found)


def compare(*, actor: Any, batch: UUID, said: Mapping[int, Mapping[str, str]]) -> dict[str, int]:
    """A list from over there confirms what it shows and opens again what was ticked and it does not.

    `said`: person → field → the value that the list gives, for the fields that it gives. How many
    were confirmed, how many opened again. The same list again changes nothing.
    """
    confirmed: list[int] = []
    again: list[int] = []
    ids, people = sorted(said), []
    with transaction.atomic():
        for start in range(0, len(ids), _AT_ONCE):
            rows = ReEntry.objects.filter(
                person__in=ids[start : start + _AT_ONCE], state__in=ReEntry.PENDING
            ).select_related("change", "person")
            for row in rows.select_for_update(of=("self",)).order_by("pk"):
                told = said[row.person_id].get(row.change.field)
                if told is None:
                    continue
                shown = _agrees(row.change.field, told, values_of(row.person, row.change)[1])
                if shown:
                    confirmed.append(row.pk)
                elif shown is False and row.state == ReEntry.TYPED:
                    again.append(row.pk)
                else:
                    continue
                people.append(row.person_id)
        for state, found in ((ReEntry.CONFIRMED, confirmed), (ReEntry.AGAIN, again)):
            for start in range(0, len(found), _AT_ONCE):
                ReEntry.objects.filter(pk__in=found[start : start + _AT_ONCE]).update(
                    state=state, seen_in=batch
                )
        counts = {"confirmed": len(confirmed), "again": len(again)}
        if people:
            uids = Person.objects.filter(pk__in=people[:1_000]).values_list("uid", flat=True)
            record(actor=actor, action="reentry.confirm", subject=f"batch:{batch}",
                   people=uids, data=counts)  # fmt: skip
    return counts


def _agrees(name: str, told: str, after: str) -> bool | None:
    """Whether what a list shows is the value; None where it says too little to tell."""
    if name == "full_name":
        return tones(told).casefold() == tones(after).casefold()
    if name.endswith("_date") and told != after and after.startswith(told):
        return None  # the year alone says nothing against the day
    return told == after

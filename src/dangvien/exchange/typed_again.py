"""What a list from the national database says of values that had to be typed in there by hand.

A cell that still shows the old value is no news: our correction stands, and its line of the re-entry
list is opened again if somebody had ticked it. A cell that shows the new value closes the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dangvien.accounts.models import User
from dangvien.core.text import fold
from dangvien.exchange import states
from dangvien.exchange.differing import Difference
from dangvien.exchange.models import Batch
from dangvien.exchange.payload import opened
from dangvien.quality.actions import compare
from dangvien.quality.models import ReEntry
from dangvien.quality.queries.re_entry import pending

# How a source of that kind is called; any other list says nothing of what stands over there.
_NATIONAL = ("phan mem dang vien", "co so du lieu", "csdl", "3.0", "4.0")
Awaited = dict[int, dict[str, tuple[str, str]]]  # person → field → (over there, to be)


def national(source: str) -> bool:
    """Whether a list of this source was taken from the national database."""
    words = fold(source)
    return any(name in words for name in _NATIONAL)


def awaited(source: str, people: Iterable[int]) -> Awaited:
    """What a list of this source should come to show; nothing for any other source."""
    found: Awaited = {}
    if national(source):
        for (person, name), values in pending(people).items():
            found.setdefault(person, {})[name] = values
    return found


def leave_out(
    found: Mapping[str, Difference],
    pairs: Mapping[str, str],
    ids: Mapping[str, int],
    told: Awaited,
) -> None:
    """Old values that were not yet typed over offer nothing and contradict nothing."""
    for row_id, uid in pairs.items():
        difference, fields = found.get(row_id), told.get(ids[uid])
        if difference is None or not fields:
            continue
        for name, (before, _) in fields.items():
            if name in difference.offers and difference.offers[name][1] == before:
                del difference.offers[name]
                difference.disputed = [one for one in difference.disputed if one != name]


def shown(values: Mapping[str, str], fields: Mapping[str, Any] | None) -> dict[str, str]:
    """Of a row's values those that the re-entry list waits for."""
    return {name: values[name] for name in fields or {} if name in values}


def confirm_from_import(uid: str) -> dict[str, int]:
    """After a commit: close or open again what the list speaks of; once more changes nothing."""
    batch = Batch.objects.filter(uid=uid, state=states.COMMITTED, undoes=None).first()
    if batch is None or not national(batch.source):
        return {"confirmed": 0, "again": 0}
    waiting = ReEntry.objects.filter(state__in=ReEntry.PENDING).values("person")
    said: dict[int, dict[str, str]] = {}
    for row in batch.rows.filter(person__in=waiting).order_by("number").iterator():
        row.batch = batch
        if row.person_id and (told := opened(row).get("typed")):
            said[row.person_id] = told
    actor = User.objects.filter(pk=batch.told.get("by")).first() or batch.uploaded_by
    return compare(actor=actor, batch=batch.uid, said=said)

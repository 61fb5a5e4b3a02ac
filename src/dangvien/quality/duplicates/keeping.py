"""Stored pairs brought to what was found: only differences are written, what people said stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from dangvien import clock
from dangvien.audit.actions import record
from dangvien.members.models import Person
from dangvien.quality.duplicates import apart, asking
from dangvien.quality.duplicates.finding import Found
from dangvien.quality.duplicates.owners import owner
from dangvien.quality.models import Opinion, Pair

_AT_ONCE = 2000
_WRITTEN = ["org", "probability", "doubtful", "why", "ended_on"]
_NOTICEABLE = 0.02  # a smaller change of probability is no news


@transaction.atomic
def keep(
    found: Sequence[Found], standing: QuerySet[Pair], ends: Callable[[Pair], bool] = lambda _: True
) -> int:
    """Write what differs; how many pairs were written. `standing`: those that were looked at again.

    A standing pair that was not found ends, if `ends` says so: it is no longer alike.
    """
    rows = {
        (pair.first_id, pair.second_id): pair
        for pair in standing.select_for_update(of=("self",)).order_by("pk")
    }
    known = apart.known_apart([(one.first, one.second) for one in found])
    by_key = {(one.first, one.second): one for one in found}
    by_key = {key: one for key, one in by_key.items() if key not in known}
    paths = _paths({pk for key in (*by_key, *rows) for pk in key})
    new = [one for key, one in by_key.items() if key not in rows and set(key) <= paths.keys()]
    changed = [
        pair for key, pair in rows.items()
        if key in by_key and set(key) <= paths.keys() and pair.state != Pair.MERGED
    ]  # fmt: skip
    gone = [
        pair for key, pair in rows.items()
        if pair.ended_on is None and pair.state in (Pair.OPEN, Pair.ASKED)
        and (not set(key) <= paths.keys() or (key not in by_key and (key in known or ends(pair))))
    ]  # fmt: skip
    return _begin(new, paths) + _renew(changed, by_key, paths) + _end(gone) + _again(changed)


def _begin(new: list[Found], paths: dict[int, str]) -> int:
    today = clock.today()
    pairs = []
    for one in new:
        org = owner(paths[one.first], paths[one.second])
        if org is not None:
            pairs.append(
                Pair(
                    first_id=one.first, second_id=one.second, org_id=org, found_on=today,
                    probability=one.probability, doubtful=one.doubtful, why=list(one.why),
                )
            )  # fmt: skip
    # Two who look at once find the same pair: the second writes nothing.
    pairs.sort(key=lambda pair: (pair.first_id, pair.second_id))
    Pair.objects.bulk_create(pairs, batch_size=_AT_ONCE, ignore_conflicts=True)
    return len(pairs)


def _renew(pairs: list[Pair], found: dict[tuple[int, int], Found], paths: dict[int, str]) -> int:
    judged = set(
        Opinion.objects.filter(pair__in=[pair.pk for pair in pairs], void=False)
        .values_list("pair", flat=True)
    ) if pairs else set()  # fmt: skip
    differ = []
    for pair in pairs:
        one = found[pair.first_id, pair.second_id]
        org = owner(paths[pair.first_id], paths[pair.second_id], pair.raised)
        # Whether two must look is settled once the first has.
        doubtful = pair.doubtful if pair.pk in judged else one.doubtful
        chance = one.probability
        if abs(chance - pair.probability) < _NOTICEABLE:
            chance = pair.probability
        new = (org or pair.org_id, chance, doubtful, list(one.why), None)
        if new != (pair.org_id, pair.probability, pair.doubtful, pair.why, pair.ended_on):
            pair.org_id, pair.probability, pair.doubtful, pair.why, pair.ended_on = new
            differ.append(pair)
    Pair.objects.bulk_update(differ, _WRITTEN, batch_size=_AT_ONCE)
    return len(differ)


def _end(pairs: list[Pair]) -> int:
    for pair in pairs:
        pair.ended_on = clock.today()
    Pair.objects.bulk_update(pairs, ["ended_on"], batch_size=_AT_ONCE)
    asking.call_off(pairs)
    return len(pairs)


def _again(pairs: Iterable[Pair]) -> int:
    """Ask again about pairs judged different, of which what identifies one record has changed."""
    judged = {pair.pk: pair for pair in pairs if pair.state == Pair.DIFFERENT}
    told = apart.changed_since(judged.values()) if judged else {}
    for pk, fields in told.items():
        pair = judged[pk]
        pair.state, pair.again, pair.versions, pair.raised = Pair.OPEN, fields, [], 0
    if told:
        Opinion.objects.filter(pair__in=list(told), void=False).update(void=True)
        Pair.objects.bulk_update(
            [judged[pk] for pk in told], ["state", "again", "versions", "raised"],
            batch_size=_AT_ONCE,
        )  # fmt: skip
        record(actor="quality", action="duplicate.again", data={"count": len(told)})
    return len(told)


def _paths(people: Iterable[int]) -> dict[int, str]:
    """Person → path of the unit, of those who stand."""
    ids = sorted(people)
    found: dict[int, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = Person.objects.alive().filter(pk__in=ids[start : start + _AT_ONCE])
        found |= dict(some.values_list("pk", "unit__path"))
    return found

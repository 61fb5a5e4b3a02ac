"""Looking for pairs again: everywhere below an organisation, or around a few people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins
from dangvien.quality.duplicates.finding import around, within
from dangvien.quality.duplicates.keeping import keep
from dangvien.quality.models import Pair


def refresh(org: Organisation | None = None, people: Iterable[Person | int] | None = None) -> int:
    """Find pairs of a whole subtree, or those that some people are in; how many rows were written.

    Called after a save it answers within the request: it reads by indexes, and stops where nobody
    shares a number, a name or a birthday with them. What it leaves open a whole run settles.
    """
    if people is not None:
        return _near({one if isinstance(one, int) else one.pk for one in people})
    found = [one for one in within(org) if one.asked]
    return keep(found, _inside(org))


def _inside(org: Organisation | None) -> QuerySet[Pair]:
    if org is None or org.parent_id is None:
        return Pair.objects.all()
    first, second = (begins(f"{side}__unit__path", org.path) for side in ("first", "second"))
    return Pair.objects.filter(first & second)


def _near(ids: set[int]) -> int:
    if not ids:
        return 0
    standing = Pair.objects.filter(Q(first__in=ids) | Q(second__in=ids))
    known = list(standing.exclude(state=Pair.MERGED).values_list("first", "second"))
    scored = around(list(Person.objects.alive().filter(pk__in=ids).order_by("pk")), known)
    if not scored and not known:
        return 0
    apart = {(one.first, one.second) for one in scored if one.come_apart}
    return keep(
        [one for one in scored if one.asked], standing,
        lambda pair: (pair.first_id, pair.second_id) in apart,
    )  # fmt: skip

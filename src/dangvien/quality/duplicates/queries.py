"""Pairs for people: what waits for whom, in order, and what lies with a superior."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.members.queries.masks import masks
from dangvien.orgs.scope import paths, reaches_all, under
from dangvien.quality.models import Inquiry, Merge, Opinion, Pair

PAGE = 50
# View → (word of the tab, what it holds).
VIEWS = {
    "cho-xem": "Chờ xem",
    "hoi": "Đang hỏi chi bộ",
    "mot-nguoi": "Là một người, chờ gộp",
    "da-xem": "Chờ người thứ hai",
    "hai-nguoi": "Hai người khác nhau",
    "da-gop": "Đã gộp",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair stands among those that wait, and its neighbours."""

    number: int
    total: int
    before: Pair | None
    after: Pair | None


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else whom one or both of the two may be: their card, and the pair with A or B."""

    person: Person
    card: str
    pairs: tuple[tuple[str, UUID], ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A record of the own units that looks like one outside, and who looks at the two."""

    people: tuple[Person, ...]
    org: str


def pairs(user: User) -> QuerySet[Pair]:
    """Every pair the user may look at."""
    return Pair.objects.visible_to(user)


def view(user: User, name: str) -> QuerySet[Pair]:
    """The pairs of one tab."""
    return pairs(user).filter(_of_view(user)[name])


def open_pairs(user: User) -> int:
    """How many pairs wait for this user's answer."""
    return view(user, "cho-xem").count()


def counts(user: User) -> dict[str, int]:
    """How many each tab holds; one query."""
    found = pairs(user).order_by().aggregate(
        **{f"n{at}": Count("pk", filter=told) for at, told in enumerate(_of_view(user).values())}
    )  # fmt: skip
    return dict(zip(VIEWS, found.values(), strict=True))


def page(user: User, name: str, after: str = "", limit: int = PAGE) -> tuple[list[Pair], str]:
    """Some pairs of a tab, the likeliest first, and the cursor of those that follow, or ""."""
    rows = view(user, name).select_related("org", "first__unit", "second__unit")
    if (at := _cursor(after)) is not None:
        rows = rows.filter(Q(probability__lt=at[0]) | Q(probability=at[0], pk__gt=at[1]))
    found = list(rows.order_by("-probability", "pk")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return found[:limit], f"{last.probability!r}:{last.pk}" if last else ""


def place(user: User, pair: Pair) -> Place:
    """The pair's number among those that wait for the user, and those before and after it."""
    waiting = view(user, "cho-xem")
    earlier = Q(probability__gt=pair.probability) | Q(probability=pair.probability, pk__lt=pair.pk)
    later = Q(probability__lt=pair.probability) | Q(probability=pair.probability, pk__gt=pair.pk)
    here = Q(pk=pair.pk)
    told = waiting.order_by().aggregate(
        before=Count("pk", filter=earlier), total=Count("pk", filter=~here)
    )  # fmt: skip
    return Place(
        told["before"] + 1, told["total"] + 1,
        waiting.filter(earlier).order_by("probability", "-pk").first(),
        waiting.filter(later).order_by("-probability", "pk").first(),
    )  # fmt: skip


def others(user: User, pair: Pair) -> list[Other]:
    """Everybody else whom one of the two may be; two questions however many."""
    sides = {pair.first_id: "A", pair.second_id: "B"}
    rows = pairs(user).filter(Q(first__in=sides) | Q(second__in=sides), ended_on=None)
    rows = rows.exclude(pk=pair.pk).exclude(state=Pair.DIFFERENT)
    found: dict[int, tuple[Person, list[tuple[str, UUID]]]] = {}
    for row in rows.select_related("first__unit", "second__unit").order_by("-probability", "pk"):
        own, other = (row.first, row.second) if row.first_id in sides else (row.second, row.first)
        found.setdefault(other.pk, (other, []))[1].append((sides[own.pk], row.uid))
    cards = masks([person for person, _ in found.values()], "card_number") if found else {}
    return [
        Other(person, cards.get(pk, ""), tuple(sorted(told)))
        for pk, (person, told) in found.items()
    ]


def elsewhere(user: User, limit: int = PAGE) -> list[Elsewhere]:
    """Own records in pairs that a superior looks at; of the other record nothing is told."""
    tops = paths(user, "duplicate.judge")
    if not tops or reaches_all(user, tops):
        return []
    mine = under(tops, "first__unit__path") | under(tops, "second__unit__path")
    rows = Pair.objects.filter(
        mine, ended_on=None, state__in=(Pair.OPEN, Pair.ASKED, Pair.SAME)
    ).exclude(pk__in=pairs(user).values("pk"))
    rows = rows.select_related("org", "first__unit", "second__unit").order_by("pk")[:limit]
    return [
        Elsewhere(
            tuple(
                one for one in (row.first, row.second)
                if any(one.unit.path.startswith(top) for top in tops)
            ),
            row.org.name,
        )
        for row in rows
    ]  # fmt: skip


def _of_view(user: User) -> dict[str, Q]:
    mine = Exists(Opinion.objects.filter(pair=OuterRef("pk"), by=user, void=False))
    waiting = Q(state=Pair.OPEN, ended_on=None)
    told = (
        waiting & ~Q(mine), Q(state=Pair.ASKED, ended_on=None), Q(state=Pair.SAME, ended_on=None),
        waiting & Q(mine), Q(state=Pair.DIFFERENT), Q(state=Pair.MERGED),
    )  # fmt: skip
    return dict(zip(VIEWS, told, strict=True))


def inquiries(user: User) -> QuerySet[Inquiry]:
    """What the user's cells are asked about their own members, and have not answered."""
    tops = paths(user, "finding.work")
    rows = Inquiry.objects.filter(under(tops, "unit__path"), known="", void=False)
    return rows.select_related("person", "unit").order_by("due", "pk")


def merges(rows: list[Pair]) -> dict[int, Merge]:
    """Pair → its merge that is not over; one question."""
    live = Merge.objects.filter(pair__in=[row.pk for row in rows], state__in=Merge.LIVE)
    return {one.pair_id: one for one in live}


def merge_of(pair: Pair) -> Merge | None:
    """The merge of a pair that is not over."""
    rows = Merge.objects.filter(pair=pair, state__in=Merge.LIVE)
    return rows.select_related("keeps__unit", "proposed_by", "decided_by", "split_by").first()


def _cursor(text: str) -> tuple[float, int] | None:
    share, _, pk = text.partition(":")
    try:
        return (float(share), int(pk)) if pk else None
    except ValueError:
        return None

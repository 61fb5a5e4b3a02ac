"""The fact columns of people of the register: who shares a number, twins, the state of the unit.

The counts come from the keyed index by one GROUP BY; only shared numbers ever reach Python.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

import polars as pl
from django.db.models import Count, Q, QuerySet

from dangvien import clock
from dangvien.core import facts
from dangvien.members.models import Identifier, Person
from dangvien.members.queries.facts import NOT_COUNTED
from dangvien.orgs.models import Organisation
from dangvien.quality.examining import reading
from dangvien.quality.models import Pair

FACTS = {
    "citizen_id": "same_citizen_id", "card_number": "same_card", "phone": "same_phone",
    "file_number": "same_file_number",
}  # fmt: skip
_SEALED = ("citizen_id", "card_number", "phone")
T = TypeVar("T")
LIKE = (Pair.OPEN, Pair.SAME, Pair.ASKED)  # pairs that are still two records of perhaps one person


def known(frame: pl.DataFrame, people: QuerySet[Person]) -> pl.DataFrame:
    """A standard frame of these people with all that the register knows beside it."""
    if not frame.height:
        return frame
    counts = _counts(people)
    frame = _sharing(frame, counts)
    frame = _stays(frame, counts)
    return units(_twins(frame))


def counted() -> QuerySet[Person]:
    """People who count as holders of a number: present, and not lawfully on two lists."""
    return Person.objects.alive().exclude(status__in=NOT_COUNTED)


Counts = dict[int, dict[str, tuple[int, bytes | str]]]  # person → kind → how many others, the key


def _counts(people: QuerySet[Person]) -> Counts:
    """How many others hold each number that somebody shares; people who share nothing are left out."""
    found: Counts = defaultdict(dict)
    stands = Q(person__withdrawn_at=None, person__same_as=None)
    held = Identifier.objects.filter(until=None, kind__in=_SEALED)
    mine = held.filter(person__in=people.order_by().values("pk"))
    shared = {
        bytes(blind): n
        for blind, n in held.filter(stands, blind__in=mine.values("blind").distinct())
        .exclude(person__status__in=NOT_COUNTED)
        .order_by().values_list("blind").annotate(n=Count("pk")).filter(n__gt=1)
    }  # fmt: skip
    for some in _pieces(list(shared)):
        rows = mine.filter(blind__in=some).values_list("person", "kind", "blind")
        for person, kind, blind in rows:
            found[person][kind] = (shared[bytes(blind)] - 1, bytes(blind))
    written = people.exclude(file_number="").order_by().values("file_number").distinct()
    files = dict(
        counted().filter(file_number__in=written).exclude(file_number="")
        .order_by().values_list("file_number").annotate(n=Count("pk")).filter(n__gt=1)
    )  # fmt: skip
    for some in _pieces(list(files)):
        holders = people.filter(file_number__in=some).order_by()
        for person, number in holders.values_list("pk", "file_number"):
            found[person]["file_number"] = (files[number] - 1, number)
    return found


def _pieces(keys: list[T], size: int = 5000) -> Iterable[list[T]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _sharing(frame: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Only sound numbers of people who count make a fact; as `core.facts.sharing` on a list."""
    if not counts:  # nobody shares anything: the neutral facts are true
        return frame
    here = ~pl.col("status__state").is_in(NOT_COUNTED)
    sound = {
        name: pl.col("citizen_id__valid") if name == "citizen_id"
        else pl.col(f"{name}__fault").is_null()
        for name in FACTS
    }  # fmt: skip
    rows = [
        (person, *(told.get(name, (0, ""))[0] for name in FACTS)) for person, told in counts.items()
    ]
    schema = {"person": pl.Int64(), **{f"_{fact}": pl.Int32() for fact in FACTS.values()}}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    frame = frame.join(table, on="person", how="left", maintain_order="left")
    return frame.with_columns(
        pl.when(here & sound[name]).then(f"_{fact}").fill_null(0).cast(pl.Int32).alias(fact)
        for name, fact in FACTS.items()
    ).drop(f"_{fact}" for fact in FACTS.values())


def _stays(frame: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """V30: one person counted in two units, one of them for a time; judged with whoever shares."""
    if not counts:
        return frame
    one = (pl.col("same_citizen_id") > 0) | (pl.col("same_card") > 0)
    suspects = frame.filter(one & (pl.col("status__state") == "active"))
    if not suspects.height:
        return frame
    blinds = [
        key for person in suspects["person"] for kind in ("citizen_id", "card_number")
        for key in (counts[person].get(kind, (0, ""))[1],) if isinstance(key, bytes)
    ]  # fmt: skip
    holders: set[int] = set()
    for some in _pieces(list(dict.fromkeys(blinds))):
        rows = Identifier.objects.filter(blind__in=some, until=None)
        holders.update(rows.values_list("person", flat=True))
    others = Person.objects.alive().filter(pk__in=holders - set(suspects["person"]))
    few = len(holders) <= reading.FEW
    beside = _sharing(reading.standard(others, few=few), _counts(others))
    columns = [
        "row_id", "unit", "status__state", "citizen_id", "card_number", "temporary_cell",
        "temporary_cell__fault", "note", *FACTS.values(),
    ]  # fmt: skip
    both = pl.concat([suspects.select(columns), beside.select(columns)])
    told = facts.stays(both).filter("counted_twice")["row_id"]
    twice = pl.col("row_id").is_in(told.implode())
    frame = frame.with_columns(counted_twice=twice)
    return frame.with_columns(
        pl.when(twice).then(pl.lit(0, dtype=pl.Int32)).otherwise(fact).alias(fact)
        for fact in FACTS.values()
    )


def _twins(frame: pl.DataFrame) -> pl.DataFrame:
    """V11: the most probable of the pairs that nobody has decided; V30 alone where that is the cause."""
    ids = frame.filter(~pl.col("counted_twice"))["person"].to_list()
    rows: list[tuple[int, str, float]] = []
    for some in _pieces(ids):
        rows += _likes(some)
    best: dict[int, tuple[float, str]] = {}
    for person, other, probability in rows:
        if person not in best or (-probability, other) < (-best[person][0], best[person][1]):
            best[person] = (probability, other)
    if not best:
        return frame
    told = [(person, other, probability) for person, (probability, other) in best.items()]
    schema = {"person": pl.Int64(), "twin_row": pl.String(), "twin_probability": pl.Float64()}
    table = pl.DataFrame(told, schema=schema, orient="row")
    frame = frame.drop("twin_row", "twin_probability")
    return frame.join(table, on="person", how="left", maintain_order="left")


def _likes(ids: list[int]) -> list[tuple[int, str, float]]:
    """Pairs of these people with others that stand: person, the other's uid, how probable."""
    pairs = Pair.objects.filter(state__in=LIKE, ended_on=None)
    rows: list[tuple[int, int, float]] = []
    # Without a join: SQLite would read every person for it.
    rows += pairs.filter(first__in=ids).values_list("first_id", "second_id", "probability")
    rows += pairs.filter(second__in=ids).values_list("second_id", "first_id", "probability")
    others = Person.objects.alive().filter(pk__in={other for _, other, _ in rows})
    stands = dict(others.values_list("pk", "uid"))
    return [
        (person, str(stands[other]), chance) for person, other, chance in rows if other in stands
    ]


def units(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with the state of each unit."""
    if not frame.height:
        return frame
    ids, today = frame["unit"].unique().to_list(), clock.today()
    ends = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "closed_on"))
    above = set(
        Organisation.objects.filter(parent__in=ids, closed_on=None).exclude(form="to_dang")
        .values_list("parent", flat=True)
    )  # fmt: skip
    rows = [
        (pk, "closed" if end is not None and end <= today else "active", pk not in above, "code")
        for pk, end in ends.items()
    ]
    schema = {
        "unit": pl.Int32(), "unit_state": pl.String(), "unit_is_leaf": pl.Boolean(),
        "unit_match": pl.String(),
    }  # fmt: skip
    if len(rows) == 1:  # one save: no join for one unit
        ((_, *told),) = rows
        names = ("unit_state", "unit_is_leaf", "unit_match")
        return frame.with_columns(pl.lit(x).alias(n) for n, x in zip(names, told, strict=True))
    table = pl.DataFrame(rows, schema=schema, orient="row")
    frame = frame.drop("unit_state", "unit_is_leaf", "unit_match")
    return frame.join(table, on="unit", how="left", maintain_order="left")

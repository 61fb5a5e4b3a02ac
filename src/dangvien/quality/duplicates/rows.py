"""People as rows ready for matching: whole subtrees in pieces, or a few with those who may be them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import polars as pl
from django.db.models import Q
from rapidfuzz.distance import DamerauLevenshtein

from dangvien import clock
from dangvien.core import derive
from dangvien.core.match.keys import COLUMNS
from dangvien.core.schema import FIELDS
from dangvien.core.standardise import record, standardise
from dangvien.members.models import Identifier, Person, PersonQuerySet
from dangvien.orgs.models import Organisation
from dangvien.quality.examining import bulk

_PIECE = 10_000  # people whose numbers are open in memory at once
_LIKE = 200  # of people who share a name or a day: more say nothing
_SHARED = 20  # holders of one number, as the matcher compares them
FEW = 10  # people of whom each is looked at closely
FEW_ROWS = 48
_READ = tuple(
    FIELDS[name] for name in
    ("full_name", "birth_date", "citizen_id", "card_number", "phone", "status")
)  # fmt: skip


def of_subtree(org: Organisation | None) -> pl.DataFrame:
    """Everybody of an organisation and below, or of the whole register, as a standard frame.

    `row_id` is the key of the person in twelve digits, so that the order of texts is theirs.
    """
    people = Person.objects.alive()
    people = people.of(org) if org is not None and org.parent_id is not None else people
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    pieces = [
        _piece(people.filter(pk__gte=ids[start], pk__lte=ids[min(start + _PIECE, len(ids)) - 1]))
        for start in range(0, len(ids), _PIECE)
    ]
    return standard(pl.concat(pieces)) if pieces else standard(_piece(people.none()))


def of_people(ids: Iterable[int]) -> pl.DataFrame:
    """These people as a standard frame."""
    return standard(_piece(Person.objects.alive().filter(pk__in=list(ids))))


def standard(raw: pl.DataFrame) -> pl.DataFrame:
    """The values as stored, with what the readers of a list would say of them."""
    if raw.height <= FEW_ROWS:
        read = _read(raw)
    else:
        told = raw.with_columns(source=pl.lit(""))
        read = standardise(told, as_of=clock.today(), votes={}, fields=_READ).frame
    rest = [name for name in COLUMNS if name in raw.columns and name not in read.columns]
    return read.hstack(raw.select("unit_id", *rest))


def _read(raw: pl.DataFrame) -> pl.DataFrame:
    """The same readers, value by value: of a few rows that costs less than asking a frame."""
    today = clock.today()
    told: list[dict[str, object]] = []
    for row in raw.iter_rows(named=True):
        values = record(row, as_of=today, fields=_READ)
        derived = derive.record(values, _READ, today)
        told.append({"row_id": row["row_id"], **values, **derived})
    columns = ["row_id", *(name for name in COLUMNS if any(name in one for one in told))]
    schema = dict.fromkeys(columns, pl.String) | {"citizen_id__valid": pl.Boolean}
    return pl.DataFrame(told, schema=schema)


def neighbours(people: Sequence[Person]) -> set[int]:
    """These people and who may be one of them; nobody where nobody is like any of them."""
    return _near_many(people) if len(people) > FEW else _near(people)


def _near(people: Sequence[Person]) -> set[int]:
    """Of a few: holders of their numbers, those who share the name, those who share the birthday."""
    ids = [one.pk for one in people]
    held = Identifier.objects.filter(person__in=ids, until=None).values("blind")
    others = Identifier.objects.filter(blind__in=held, until=None).exclude(person__in=ids)
    found = set(others.values_list("person", flat=True)[: _LIKE * len(ids)])
    alive = Person.objects.alive().exclude(pk__in=ids).order_by("pk")
    files = [one.file_number for one in people if len(one.file_number) >= 5]
    if files:
        found |= set(alive.filter(file_number__in=files).values_list("pk", flat=True)[:_LIKE])
    for one in people:
        found |= set(alive.filter(_alike(one)).values_list("pk", flat=True)[:_LIKE])
        if len(one.birth_date) == 10:
            born = alive.filter(birth_date=one.birth_date)
            told = born.values_list("pk", "name_key", "admission_date")[:_LIKE]
            found |= {pk for pk, name, admitted in told if _close(one, name, admitted)}
    return found | set(ids) if found or len(ids) > 1 else set()


def _near_many(people: Sequence[Person]) -> set[int]:
    """Of many, as an import leaves them: who shares a number, or name and birthday; a run sees more."""
    ids = [one.pk for one in people]
    groups: dict[object, set[int]] = defaultdict(set)
    held = Identifier.objects.filter(person__in=ids, until=None).values("blind")
    shared = Identifier.objects.filter(blind__in=held, until=None)
    for kind, blind, pk in shared.values_list("kind", "blind", "person"):
        groups[kind, bytes(blind)].add(pk)
    alive = Person.objects.alive()
    files = [one.file_number for one in people if len(one.file_number) >= 5]
    for number, pk in alive.filter(file_number__in=files).values_list("file_number", "pk"):
        groups["file_number", number].add(pk)
    named = alive.filter(
        name_key__in={one.name_key for one in people},
        birth_date__in={one.birth_date for one in people} - {""},
    )
    for name, born, pk in named.values_list("name_key", "birth_date", "pk"):
        groups[name, born].add(pk)
    touched = set(ids)
    near = (some for some in groups.values() if 1 < len(some) <= _SHARED and some & touched)
    return {pk for some in near for pk in some}


def _alike(one: Person) -> Q:
    """Of the same name, and something of the birth or the admission in common."""
    near = Q(birth_date="")
    if one.birth_date[:4].isdigit():
        near |= Q(birth_date__startswith=one.birth_date[:4])
    if len(one.birth_date) == 10:
        near |= Q(birth_date__endswith=one.birth_date[4:])
    if one.admission_date:
        near |= Q(admission_date=one.admission_date)
    return Q(name_key=one.name_key) & near


def _close(one: Person, name: str, admitted: str) -> bool:
    """Of somebody born on the same day: a name that could be this one, or admitted on the same day."""
    mine, theirs = one.name_key.split(), name.split()
    if admitted and admitted == one.admission_date:
        return True
    if not mine or not theirs:
        return False
    given = mine[-1] == theirs[-1] and (mine[0] == theirs[0] or mine[1:] == theirs[1:])
    return given or DamerauLevenshtein.distance(one.name_key, name, score_cutoff=2) <= 2


def _piece(people: PersonQuerySet) -> pl.DataFrame:
    key = pl.col("person").cast(pl.String).str.zfill(12).alias("row_id")
    told = bulk.raw(people, frozenset(COLUMNS))
    wanted = [name for name in COLUMNS if name in told.columns]
    return told.select(key, pl.col("unit").cast(pl.Int64).alias("unit_id"), *wanted)

"""Every cell judged by the rules that judge the record: same, good, wrong, or waiting already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dangvien import clock
from dangvien.core import facts as columns
from dangvien.core.standardise import standardise
from dangvien.core.text import name_key
from dangvien.members import fields
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.keys import blind
from dangvien.members.models import Identifier, Person
from dangvien.members.queries import frame
from dangvien.members.queries.facts import NOT_COUNTED
from dangvien.quality.book import choices
from dangvien.quality.examining import judged
from dangvien.quality.examining.facts import FACTS
from dangvien.quality.models import Proposal
from dangvien.quality.settling.telling import Said
from dangvien.quality.words import worded
from dangvien.worklists.paste.reading import Table, is_formula
from dangvien.worklists.paste.values import Values

SAME, GOOD, WRONG, WAITING = "same", "good", "wrong", "waiting"
FORMULA = "Ô này là công thức; máy giữ nguyên chữ, không tính. Chép lại giá trị."
LONG = "Dài quá, không ghi được. Ghi gọn lại."
WAITS = "Đang chờ duyệt một đề nghị khác cho ô này."


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: as typed, what the record holds, what would be written, and what is wrong with it."""

    field: str
    typed: str
    before: str
    after: str
    state: str
    said: str = ""
    fix: str = ""


Checked = dict[int, dict[str, Cell]]  # row number → field → cell


def check(table: Table, people: Mapping[int, Person], sound: Values, faulty: Values) -> Checked:
    """The cells of the rows that have a person; a few queries whatever their number."""
    by_uid = {str(person.uid): row for row, person in people.items()}
    if not by_uid:
        return {}
    found = Person.objects.filter(pk__in=[person.pk for person in people.values()])
    stored = frame(found).filter(pl.col("row_id").is_in(list(by_uid)))
    held = {told["row_id"]: told for told in stored.to_dicts()}
    wanted = {uid: {**sound.get(row, {}), **faulty.get(row, {})} for uid, row in by_uid.items()}
    wrong = _wrong(stored, wanted, {str(one.uid): one for one in people.values()})
    waiting = _waiting(people)
    texts = {row.number: row.cells for row in table.rows}
    return {
        row: {
            name: _cell(name, text, held[uid], wanted[uid].get(name, text), wrong, waiting)
            for name, text in texts[row].items()
        }
        for uid, row in by_uid.items() if uid in held
    }  # fmt: skip


def _cell(
    name: str, typed: str, held: Mapping[str, str | None], value: str,
    wrong: Mapping[tuple[str, str], tuple[str, str]], waiting: Mapping[str, set[str]],
) -> Cell:  # fmt: skip
    uid, before = str(held["row_id"]), held[name] or ""
    if is_formula(typed):
        return Cell(name, typed, before, "", WRONG, FORMULA)
    if _same(name, before, value):
        return Cell(name, typed, before, before, SAME)
    if not fields.fits(name, value):
        return Cell(name, typed, before, "", WRONG, LONG)
    if (uid, name) in wrong:
        return Cell(name, typed, before, "", WRONG, *wrong[uid, name])
    if name in waiting.get(uid, ()):
        return Cell(name, typed, before, value, WAITING, WAITS)
    return Cell(name, typed, before, value, GOOD)


def _same(name: str, before: str, value: str) -> bool:
    """Spelling of a name and the fineness of a date are no news: such cells only tell who is meant."""
    if name == "full_name":
        return name_key(before) == name_key(value)
    if name == "birth_date":
        return bool(before) and before.startswith(value)
    return before == value


def _wrong(
    stored: pl.DataFrame, wanted: Mapping[str, Mapping[str, str]], people: Mapping[str, Person]
) -> dict[tuple[str, str], tuple[str, str]]:
    """(uid, field) → what is wrong and what to do, and the machine's own proposal, of pasted cells."""
    names = sorted({name for told in wanted.values() for name in told})
    uids = stored["row_id"].to_list()
    laid = [_laid(stored[name], uids, wanted) for name in names]
    raw = stored.with_columns(*laid, source=pl.lit(""))
    read = standardise(raw, as_of=clock.today(), votes={}).frame
    neutral = [
        pl.lit(value, dtype=columns.dtype(name)).alias(name)
        for name, value in columns.NEUTRAL["member"].items()
    ]
    shared = _sharing(uids, wanted, people)
    read = read.with_columns(*neutral).with_columns(
        pl.Series("unit", [people[uid].unit_id for uid in uids], dtype=pl.Int32),
        pl.Series("person", [people[uid].pk for uid in uids], dtype=pl.Int64),
        *(pl.Series(fact, numbers, dtype=pl.Int32) for fact, numbers in shared.items()),
    )
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one in judged(read, choices()).filter(pl.col("severity").is_in(["E", "W"])).to_dicts():
        key = (one["row_id"], one["field"])
        if one["field"] in wanted[one["row_id"]] and key not in found:
            said = Said(one["value"], one["detail"], one["fix"])
            told = worded(one["rule"], one["cause"], one["field"], said)
            found[key] = f"{told.what}. {told.how}", one["fix"] or ""
    return found


def _laid(stored: pl.Series, uids: list[str], wanted: Mapping[str, Mapping[str, str]]) -> pl.Series:
    """A column of the records with what was pasted laid over it."""
    name = stored.name
    told = [wanted[uid].get(name, old) for uid, old in zip(uids, stored, strict=True)]
    return pl.Series(name, told, dtype=pl.String)


def _sharing(
    uids: list[str], wanted: Mapping[str, Mapping[str, str]], people: Mapping[str, Person]
) -> dict[str, list[int]]:
    """How many others hold each pasted number: in the register, and in the other rows."""
    found: dict[str, list[int]] = {}
    for name, fact in FACTS.items():
        given = {uid: wanted[uid][name] for uid in uids if wanted[uid].get(name)}
        if not given:
            continue
        holders = _holders(name, set(given.values()))
        for uid, number in given.items():
            holders[number].add(people[uid].pk)
        found[fact] = [len(holders[given[uid]]) - 1 if uid in given else 0 for uid in uids]
    return found


def _holders(name: str, numbers: set[str]) -> dict[str, set[int]]:
    """Number → people present in the register who hold it; whose they are is told to nobody."""
    found: dict[str, set[int]] = defaultdict(set)
    told = sorted(numbers)
    for start in range(0, len(told), 500):
        some = told[start : start + 500]
        if name not in IDENTIFIERS:
            rows = (
                Person.objects.alive().exclude(status__in=NOT_COUNTED).filter(file_number__in=some)
            )
            for pk, number in rows.values_list("pk", "file_number"):
                found[number].add(pk)
            continue
        by_blind = {blind(name, number): number for number in some}
        held = Identifier.objects.filter(
            kind=name, until=None, blind__in=list(by_blind), person__withdrawn_at=None,
            person__same_as=None,
        ).exclude(person__status__in=NOT_COUNTED)  # fmt: skip
        for pk, index in held.values_list("person", "blind"):
            found[by_blind[bytes(index)]].add(pk)
    return found


def _waiting(people: Mapping[int, Person]) -> dict[str, set[str]]:
    """Fields for which a proposal waits already, by uid."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Proposal.objects.filter(
        person__in=[one.pk for one in people.values()], state=Proposal.WAITING
    ).values_list("person__uid", "fields")
    for uid, names in rows:
        found[str(uid)].update(names)
    return found

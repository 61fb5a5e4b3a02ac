"""Every row of the file gets exactly one fate, with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dangvien.core.schema import PRESENT
from dangvien.exchange import differing, elsewhere, typed_again, words
from dangvien.exchange.differing import UNIT, Difference
from dangvien.exchange.matching import Index, Known, Matches, match
from dangvien.exchange.people import Register
from dangvien.exchange.placing import named
from dangvien.exchange.recognise import Recognised
from dangvien.exchange.said import Told, told

_LONGEST = 300  # characters of a reason


@dataclass(slots=True)
class Fate:
    """What becomes of one row. `person`: somebody whom the actor may see; `met`: somebody elsewhere."""

    number: int
    row_id: str
    fate: str
    reason: str = ""
    fields: list[str] = field(default_factory=list)
    person: int | None = None
    unit: int | None = None
    version: int | None = None
    met: elsewhere.Holder | None = None
    payload: dict[str, Any] | None = None


def judge(
    recognised: Recognised, register: Register, declared: Sequence[int], source: str = ""
) -> list[Fate]:
    """The fates of all rows read, in the order of the file."""
    rows = told(recognised, declared)
    placed = [row.known for row in rows if not row.original and not row.place.reason]
    register.meet(placed)
    lost = [row.known for row in rows if row.place.reason]
    matches = match(placed, register.known, beside=lost, former=register.former)
    names = {row.known.mark: row.row_id for row in rows}
    pairs = {names[row]: register.uids[person] for row, person in matches.pairs.items()}
    found = differing.differences(recognised.values, register.frame, pairs, recognised.doubtful)
    differing.dispute_verified(found, register.ids, pairs)
    awaited = typed_again.awaited(source, matches.pairs.values())
    typed_again.leave_out(found, pairs, register.ids, awaited)
    judged = _Judged(recognised, register, matches, found, awaited)
    fates = {row.number: judged.fate(row) for row in judged.in_order(rows)}
    register.named = matches.named | set(matches.pairs.values())
    return [fates.get(fate.number, fate) for fate in others(recognised)]


def others(recognised: Recognised) -> list[Fate]:
    """One fate for each row of the visible sheets; rows of members are judged afterwards."""
    kinds = {"reject": "rejected", "skipped": "skipped", "member": "new"}
    fates = []
    table = recognised.intake.fates.select("row_id", "fate", "kind", "reason", "text")
    for number, (row_id, fate, kind, reason, text) in enumerate(table.iter_rows(), 1):
        why = words.skipped(kind) if fate == "skipped" else (reason or "")
        payload = {"text": text} if text and fate != "member" else None
        fates.append(Fate(number, row_id, kinds[fate], why[:_LONGEST], payload=payload))
    return fates


class _Judged:
    """All that is known when a row's fate is told."""

    def __init__(
        self, recognised: Recognised, register: Register, matches: Matches,
        found: Mapping[str, Difference], awaited: typed_again.Awaited,
    ) -> None:  # fmt: skip
        self.register, self.matches, self.found = register, matches, found
        self.awaited = awaited
        self.values = _payloads(recognised.values)
        self.beside = named(recognised)
        self.seen = Index([])
        self.lines: dict[int, int] = {}

    def in_order(self, rows: Sequence[Told]) -> list[Told]:
        """Rows with a person first: a row without one may be the second row about somebody."""
        self.lines = {row.known.mark: row.line for row in rows}
        matched = [row for row in rows if row.known.mark in self.matches.pairs]
        return matched + [row for row in rows if row.known.mark not in self.matches.pairs]

    def fate(self, row: Told) -> Fate:
        """The one fate of a member's row."""
        made = Fate(row.number, row.row_id, "rejected", unit=row.place.unit,
                    payload={"values": self.values.get(row.row_id, {})})  # fmt: skip
        person = self.matches.pairs.get(row.known.mark)
        if row.original:
            made.reason = words.identical(row.original)
        elif row.place.reason:
            made.reason = row.place.reason[:_LONGEST]
        elif person is not None:
            self._known(made, row, person)
            typed = typed_again.shown(self.values.get(row.row_id, {}), self.awaited.get(person))
            made.payload = {**(made.payload or {}), **({"typed": typed} if typed else {})}
        else:
            self._unknown(made, row)
        return made

    def _known(self, made: Fate, row: Told, person: int) -> None:
        self.seen.add(row.known)
        stored = self.register.people[person]
        difference = self.found.get(row.row_id) or Difference()
        made.person, made.version = person, stored.version
        if row.place.unit is not None and row.place.unit != stored.unit:
            names = self.register.unit_names
            difference.offers[UNIT] = (names.get(stored.unit, ""), names.get(row.place.unit, ""))
        offers, disputed = difference.offers, difference.disputed
        left = stored.status not in PRESENT and not row.status and not disputed
        if disputed or left:
            made.fate = "conflict"
            made.reason = words.differs(disputed) if disputed else words.still_listed(stored.status)
            made.fields = disputed or ["status"]
            if disputed and self._dropped(row, person):
                made.reason += f" {words.DROPPED}"
            offers = {} if left else offers
        elif offers:
            made.fate = "changed"
            new = [name for name, (before, _) in offers.items() if not before]
            made.reason = words.fills(new, [name for name in offers if name not in new])
            made.fields = list(offers)
        else:
            made.fate = "unchanged"
            made.payload = {"values": _short(self.values.get(row.row_id, {}))}
            return
        made.reason = made.reason[:_LONGEST]
        values = self.values.get(row.row_id, {})
        made.payload = {
            "values": _short(values) if made.fate == "changed" else values, "offers": offers,
            "disputed": disputed, "by_name": not self._by_number(row, person),
            "beside": self.beside({name: after for name, (_, after) in offers.items()}),
        }  # fmt: skip

    def _dropped(self, row: Told, person: int) -> bool:
        """Whether the row still gives a number that a merge dropped."""
        given = elsewhere.numbers(row.known)
        held = (one for told in given for one in self.register.held.get(told, ()))
        return any(one.former and one.person == person for one in held)

    def _by_number(self, row: Told, person: int) -> bool:
        known = self.register.people[person].known
        same = (row.known.citizen_id, known.citizen_id), (row.known.card, known.card)
        return any(mine and mine == theirs for mine, theirs in same)

    def _unknown(self, made: Fate, row: Told) -> None:
        known = row.known
        twin = self._twin(known)
        if not known.name:
            made.reason = words.NO_NAME
        elif row.vague:
            made.reason = words.NOBODY
        elif known.mark in self.matches.unsure:
            made.fate, made.reason = "conflict", words.unsure(self.matches.unsure[known.mark])
        elif twin is not None:
            made.fate, made.reason = "conflict", words.twin(self.lines[twin])
            made.payload = {**(made.payload or {}), "twin": twin}
        elif known.unit is None:
            made.reason = words.NO_UNIT
        elif row.status and row.status not in PRESENT:
            made.reason = words.left(row.status)
        elif met := self.register.elsewhere(known):
            made.fate, made.reason, made.met = "conflict", words.ELSEWHERE, met
            made.payload = {**(made.payload or {}), "tells": telling(known)}
            self.seen.add(row.known)
        else:
            made.fate = "new"
            values = self.values.get(row.row_id, {})
            made.payload = {
                "values": values, "tells": telling(known), "beside": self.beside(values)
            }  # fmt: skip
            self.seen.add(row.known)

    def _twin(self, known: Known) -> int | None:
        """The number of another row that speaks of the same person, or has taken that person."""
        alike = self.seen.best(known)
        return alike.mark if alike is not None else self.matches.lost.get(known.mark)


def telling(known: Known) -> list[str]:
    """What tells who a row's person is, kept so that a commit can look again."""
    return [known.name, known.spelt, known.born, known.citizen_id, known.card, *known.more]


def _payloads(values: pl.DataFrame) -> dict[str, dict[str, str]]:
    names = [name for name in values.columns if name != "row_id"]
    ids = values["row_id"].to_list()
    return {
        row_id: {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row_id, row in zip(ids, values.select(names).iter_rows(), strict=True)
    }


def _short(values: Mapping[str, str]) -> dict[str, str]:
    """Of somebody in the register a row keeps only what names them on a page."""
    return {name: values[name] for name in ("full_name", "birth_date") if name in values}

"""Organisations as their own rules (O01–O12) see them: a set at once, all facts in a few questions.

What one unit's page says of it (`orgs.queries.standing`) is the same, organisation by organisation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from dangvien import clock
from dangvien.core import derive, engine, facts, rules, standardise
from dangvien.core.address import abolished_words
from dangvien.core.organisation_names import allowed, kind_state, name_twins
from dangvien.core.schema import ORGANISATION
from dangvien.orgs.models import Officer, Organisation, PaperCount
from dangvien.orgs.periods import begun, ended, in_force
from dangvien.orgs.queries.codes import under_code, ways
from dangvien.quality.book import Choices
from dangvien.quality.examining import judging
from dangvien.quality.examining.headcount import Heads, heads, secretaries
from dangvien.quality.examining.unit import COLUMNS, Unit

BOOK = tuple(rule for rule in rules.BOOK if rule.subject == "organisation")
FEW = 24


@dataclass
class _Around:
    """What stands around the organisations asked."""

    parents: dict[int, Unit]
    codes: Counter[str]
    twins: dict[int, str]
    officers: dict[int, tuple[str, Any]]
    paper: dict[int, int]
    heads: dict[int, Heads]
    leads: dict[int, str] = field(default_factory=dict)


def examine(ids: Collection[int], settings: Choices) -> pl.DataFrame:
    """The open findings of these organisations; `unit` and `row_id` are their keys."""
    told = frame(ids)
    found = judging.as_set(engine.check(told, BOOK), told, BOOK, settings)
    return found.filter(pl.col("state") == "open")


def frame(ids: Collection[int]) -> pl.DataFrame:
    """These organisations in the standard form with all their facts."""
    units = [Unit(*row) for some in _pieces(sorted(ids)) for row in _read(some)]
    today = clock.today()
    around = _around(units, today)
    records = [_record(unit, around, today) for unit in units]
    return _few(records, today) if len(units) <= FEW else _many(records, today)


def _read(ids: list[int]) -> Iterable[tuple[Any, ...]]:
    return Organisation.objects.filter(pk__in=ids).order_by("pk").values_list(*COLUMNS)


def _pieces(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + 5000] for start in range(0, len(ids), 5000))


def _around(units: list[Unit], on: date) -> _Around:
    known = {unit.pk: unit for unit in units}
    above = sorted({unit.parent for unit in units if unit.parent} - set(known))
    parents = known | {row[0]: Unit(*row) for some in _pieces(above) for row in _read(some)}
    ids = sorted(known)
    officers: dict[int, tuple[str, Any]] = {}
    paper: dict[int, int] = {}
    for some in _pieces(ids):
        leads = Officer.objects.filter(in_force(on), org__in=some, position="secretary")
        for org, name, person in leads.order_by("since").values_list("org", "name", "person"):
            officers[org] = (name, person)
        counts = PaperCount.objects.filter(org__in=some, on__lte=on).order_by("on")
        paper.update(counts.values_list("org", "count"))
    counted = heads(units, needed={u.pk for u in units if _counts(u, paper, officers)})
    around = _Around(
        parents, _codes(units), _twins(units, on), officers, paper, counted
    )  # fmt: skip
    led = {pk: told for pk, told in officers.items() if counted[pk].members}
    around.leads = secretaries({pk: known[pk].path for pk in led}, led)
    return around


def _counts(unit: Unit, paper: dict[int, int], officers: dict[int, tuple[str, Any]]) -> bool:
    """Whether any rule asks how many people an organisation has: the big ones are not counted idly."""
    cell = unit.form in ("chi_bo_co_so", "chi_bo_truc_thuoc", "dang_bo_co_so")
    return cell or unit.pk in paper or unit.pk in officers or unit.closed_on is not None


def _codes(units: list[Unit]) -> Counter[str]:
    """How many organisations that have not ended hold each way of writing the codes asked."""
    told: Counter[str] = Counter()
    wanted = sorted({way for unit in units for way in ways(unit.code)})
    held = Organisation.objects.filter(closed_on=None)
    if len(units) > FEW:
        told.update(held.exclude(code="").values_list("code", flat=True))
    else:
        told.update(held.filter(code__in=wanted).values_list("code", flat=True))
    return told


def _twins(units: list[Unit], on: date) -> dict[int, str]:
    """Siblings of nearly the same name, for all parents of the organisations asked."""
    alive = Organisation.objects.exclude(closed_on__lte=on).order_by("pk")
    rows: list[tuple[int, str | None, int | None]] = []
    for some in _pieces(sorted({unit.parent for unit in units if unit.parent})):
        rows += alive.filter(parent__in=some).values_list("pk", "name", "parent")
    return name_twins(rows)


def _record(unit: Unit, around: _Around, on: date) -> dict[str, Any]:
    parent = around.parents.get(unit.parent) if unit.parent else None
    officer = around.officers.get(unit.pk)
    counted = around.heads[unit.pk]
    others = sum(around.codes[way] for way in ways(unit.code))
    others -= unit.closed_on is None and unit.code in ways(unit.code)
    paper = around.paper.get(unit.pk)
    return {
        "row_id": str(unit.pk), "unit": unit.pk,
        "org_code": unit.code or None, "org_name": unit.name,
        "parent_code": (parent.code or parent.name) if parent else None,
        "form": unit.form or None, "kind": unit.kind or None, "consent": unit.consent or None,
        "secretary": officer[0] if officer else None,
        "paper_count": None if paper is None else str(paper), "paper": paper,
        "is_active": begun(unit.founded_on, on) and not ended(unit.closed_on, on),
        "same_code": others, "code_under_parent": under_code(unit.code, parent),
        "parent_state": _state(parent, on), "parent_form": parent.form if parent else None,
        "form_key": unit.form or None, "kind_state": kind_state(unit.kind, on),
        "child_allowed": allowed(unit.form, parent.form, on) if parent else None,
        "abolished": abolished_words(unit.name), "twin_name": around.twins.get(unit.pk),
        "secretary_found": around.leads.get(unit.pk), **counted._asdict(),
    }  # fmt: skip


def _state(parent: Unit | None, on: date) -> str:
    if parent is None:
        return "none"
    return "closed" if ended(parent.closed_on, on) else "active"


def _few(records: list[dict[str, Any]], on: date) -> pl.DataFrame:
    rows = []
    for record in records:
        values = standardise.record(record, as_of=on, fields=ORGANISATION)
        rows.append({**record, **values, **derive.record(values, ORGANISATION, on)})
    schema = {"unit": pl.Int32(), **facts.record_schema("organisation")}
    columns = {
        name: [row.get(name, facts.NEUTRAL["organisation"].get(name)) for row in rows]
        for name in schema
    }
    return pl.DataFrame(columns, schema=schema)


def _many(records: list[dict[str, Any]], on: date) -> pl.DataFrame:
    texts = {name: pl.String() for name in ("row_id", *(one.name for one in ORGANISATION))}
    columns = {name: [row.get(name) for row in records] for name in texts}
    raw = pl.DataFrame(columns, schema=texts).with_columns(source=pl.lit(""))
    read = standardise.standardise(raw, as_of=on, votes={}, fields=ORGANISATION).frame
    told = [
        pl.Series(name, [row.get(name, value) for row in records], facts.dtype(name))
        for name, value in facts.NEUTRAL["organisation"].items()
    ]
    unit = pl.Series("unit", [row["unit"] for row in records], pl.Int32)
    return read.with_columns(*told, unit)

"""`dangvien check`: a city or a nation in parquet, standardised and checked part by part.

Memory is bounded by the part, not by the list: only the narrow key columns are held whole, for the
facts between rows. Findings and changes are parquet (code, field, value, parameters).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import polars as pl

from dangvien.clean import directory, part
from dangvien.clean.part import Part, Seen
from dangvien.core import census, engine, facts, organisations, placement, score
from dangvien.core.assess import check_units, organisation_fields, top_unit, unmeasurable
from dangvien.core.schema import MEMBER, names
from dangvien.core.votes import vote

PART = 250_000  # rows a part; two parts of a nation fit a commune's PC
PROCESSES = 4  # at most, however many cores there are: each holds a part
_TABLES = ("members", "changes", "findings")
_THREADS = "POLARS_MAX_THREADS"

Step = Callable[[str], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Checked:
    """What a run in parts found: counts by rule, totals, progress per organisation."""

    rows: int
    changes: int
    findings: pl.DataFrame
    progress: pl.DataFrame


def check(
    source: Path, orgs: Path | None, out: Path, *, as_of: date, step: Step = lambda _: None
) -> Checked:
    """Standardise and check a parquet list against the whole rule book; write DIR/*/*.parquet.

    Everything but what needs pairs of people or another list: V11 and V29 are not asked.
    """
    with directory.whole(out) as draft:
        for table in _TABLES:
            (draft / table).mkdir()
        checked = _check(source, orgs, draft, as_of, step)
        seal = {
            "made_by": directory.MADE_BY, "as_of": as_of.isoformat(), "rows": checked.rows,
            "changes": checked.changes, "findings": checked.findings.to_dicts(),
        }  # fmt: skip
        text = json.dumps(seal, ensure_ascii=False, indent=2)
        (draft / directory.SEAL).write_text(text + "\n", encoding="utf-8")
    return checked


def _check(source: Path, orgs: Path | None, draft: Path, as_of: date, step: Step) -> Checked:
    parts = _parts(source, draft)
    head = part.raw(Part(source, draft, 0, 0, 50_000))
    votes = vote(head, MEMBER)
    listed = None if orgs is None else _organisations(orgs)
    have = _have(head, listed)
    plan = engine.plan(have)
    with _workers(len(parts)) as pool:
        # What the main process waits for is begun early; what it does alone, while others check.
        grown = None
        if listed is not None:
            grown = pool.submit(organisations.from_list, listed, as_of=as_of)
        done = pool.map(partial(part.prepare, votes=votes, as_of=as_of), parts)
        prepared = _told(step, "Chuẩn hóa", done, len(parts))
        step("Đối chiếu giữa các hồ sơ")
        whole = pl.concat([keys for keys, _, _ in prepared])
        changes, schema = sum(number for _, number, _ in prepared), prepared[0][2]
        del prepared, done
        tree = grown.result() if grown else organisations.from_members(whole)
        found = pool.submit(placement.find, placement.told(whole), tree)
        whole = facts.sharing(whole)
        whole = facts.stays(placement.place(whole, tree, found.result()))
        whole = whole.select(*part.FACTS, *part.PERSON)  # the identifiers have done their work
        slices = [whole.select(part.FACTS).slice(one.at, one.size) for one in parts]
        again = partial(part.check, schema=schema, plan=plan, as_of=as_of)
        checking = pool.map(again, parts, slices)
        units = census.secretaries(census.paper(census.count(tree, whole), None), whole, tree)
        about_units = engine.plan(have | organisation_fields(listed), subject="organisation")
        others = pl.concat([
            engine.no_column(plan, f"{source.name}##0", top_unit(tree)),
            check_units(units, tree, about_units),
        ])  # fmt: skip
        seen = _told(step, "Kiểm tra", checking, len(parts))
    step("Tính theo tổ chức")
    others.write_parquet(draft / "findings" / "organisations.parquet")
    progress = _progress(units, tree, seen, others, unmeasurable(plan.absent, plan))
    progress.write_csv(draft / "progress.csv", include_bom=True)
    counts = [*(one.findings for one in seen), part.counts(others)]
    by_rule = pl.concat(counts).group_by("rule", "severity", "state").agg(pl.col("len").sum())
    return Checked(whole.height, changes, by_rule.sort("rule", "severity", "state"), progress)


def _parts(source: Path, draft: Path) -> list[Part]:
    total = pl.scan_parquet(source).select(pl.len()).collect().item()
    starts = range(0, max(total, 1), PART)
    return [Part(source, draft, n, at, min(PART, total - at)) for n, at in enumerate(starts)]


def _organisations(path: Path) -> pl.DataFrame:
    number = pl.int_range(1, pl.len() + 1).cast(pl.String)
    return part.rename(pl.read_parquet(path), "organisation").with_columns(
        row_id=pl.lit(f"{path.name}##") + number, source=pl.lit(path.name + "#")
    )


def _have(head: pl.DataFrame, listed: pl.DataFrame | None) -> set[str]:
    have = {name for name in names() if name in head.columns}
    if {"org_name", "org_code"} & have:
        have |= {"org_name", "org_code"}
    return have | ({"organisations"} if listed is not None else set())


@contextmanager
def _workers(parts: int) -> Iterator[Executor]:
    """Processes for the parts: what reads a cell is Python, and Python uses one core a process."""
    cores = os.cpu_count() or 1
    size = min(cores, parts, PROCESSES)
    if size < 2:
        with ThreadPoolExecutor(1) as pool:
            yield pool
        return
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = str(max(1, cores // size))  # read as a worker starts
    try:
        with ProcessPoolExecutor(size, mp_context=get_context("spawn")) as pool:
            yield pool
    finally:
        os.environ.pop(_THREADS)
        if before is not None:
            os.environ[_THREADS] = before


def _told(step: Step, what: str, done: Iterator[T], total: int) -> list[T]:
    """Collect results; say at each which one comes next."""
    results: list[T] = []
    for number in range(1, total + 1):
        step(f"{what} phần {number}/{total}")
        results.append(next(done))
    return results


def _progress(
    units: pl.DataFrame, tree: organisations.Tree, seen: list[Seen], others: pl.DataFrame,
    unmeasured: set[str],
) -> pl.DataFrame:  # fmt: skip
    """Counts and scores of every organisation. `others`: findings that are about no member."""
    nobody = seen[0].own.clear().select(pl.lit("").alias("row_id"), pl.exclude("^findings_.$"))
    more = score.per_unit(nobody, others)
    own = pl.concat([*(one.own for one in seen), more], how="diagonal")
    rolled = score.roll_up(own.group_by("unit").agg(pl.all().sum()), tree.ancestors())
    return units.select("unit", "org_code", "org_name").join(
        score.scores(rolled, unmeasured), on="unit", how="left", maintain_order="left"
    )

"""`dangvien check`: a city or a nation in parquet, standardised and checked part by part.

Memory is bounded by the part, not by the list: only the narrow key columns are held whole, for the
facts between rows. Findings and changes are parquet (code, field, value, parameters).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from dangvien.clean import directory, part
from dangvien.clean.part import Part, Seen, rename
from dangvien.core import census, engine, facts, organisations, placement, score
from dangvien.core.assess import _check_units, _org_have, _top, _unmeasured
from dangvien.core.schema import MEMBER, names
from dangvien.core.votes import vote

PART = 250_000  # rows a part; two parts of a nation fit a commune's PC
PROCESSES = 4  # at most, however many cores there are: each holds a part
_TABLES = ("members", "changes", "findings")

Step = Callable[[str], None]


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
    with _workers(len(parts)) as pool:
        step("Chuẩn hóa từng phần")
        prepare = partial(part.prepare, votes=votes, as_of=as_of)
        prepared = list(_each(pool, prepare, parts, step=step))
        step("Đối chiếu giữa các hồ sơ")
        whole = pl.concat([keys for keys, _, _ in prepared])
        tree = (
            organisations.from_members(whole) if listed is None
            else organisations.from_list(listed, as_of=as_of)
        )  # fmt: skip
        whole = facts.stays(facts.sharing(placement.place(whole, tree)))
        plan = engine.plan(_have(head, listed))
        schema = prepared[0][2]
        again = partial(part.check, schema=schema, plan=plan, as_of=as_of)
        slices = (whole.slice(one.at, one.size).select(part.FACTS) for one in parts)
        seen = list(_each(pool, again, parts, slices, step=step))
    step("Tính theo tổ chức")
    units = census.secretaries(census.paper(census.count(tree, whole), None), whole, tree)
    about_units = engine.plan(_have(head, listed) | _org_have(listed), subject="organisation")
    of_units = pl.concat([
        _check_units(units, tree, about_units),
        engine.no_column(plan, f"{source.name}##0", _top(tree)),
    ])  # fmt: skip
    of_units.write_parquet(draft / "findings" / "organisations.parquet")
    by_rule = pl.concat(
        [one.findings for one in seen] + [of_units.group_by("rule", "severity", "state").len()]
    )
    progress = _progress(units, tree, seen, of_units, _unmeasured(plan.absent, plan))
    progress.write_csv(draft / "progress.csv", include_bom=True)
    return Checked(
        whole.height,
        sum(changes for _, changes, _ in prepared),
        by_rule.group_by("rule", "severity", "state").agg(pl.col("len").sum()).sort("rule", "state"),
        progress,
    )


def _parts(source: Path, draft: Path) -> list[Part]:
    total = pl.scan_parquet(source).select(pl.len()).collect().item()
    starts = range(0, max(total, 1), PART)
    return [Part(source, draft, n, at, min(PART, total - at)) for n, at in enumerate(starts)]


def _organisations(path: Path) -> pl.DataFrame:
    number = pl.int_range(1, pl.len() + 1).cast(pl.String)
    return rename(pl.read_parquet(path), "organisation").with_columns(
        row_id=pl.lit(f"{path.name}##") + number, source=pl.lit(path.name + "#")
    )


def _have(head: pl.DataFrame, listed: pl.DataFrame | None) -> set[str]:
    have = {name for name in names() if name in head.columns}
    if {"org_name", "org_code"} & have:
        have |= {"org_name", "org_code"}
    return have | ({"organisations"} if listed is not None else set())


@contextmanager
def _workers(parts: int) -> Iterator[Executor | None]:
    """Processes for the parts: what reads a cell is Python, and Python uses one core a process."""
    cores = os.cpu_count() or 1
    size = min(cores, parts, PROCESSES)
    if size < 2:
        yield None
        return
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = str(max(1, cores // size))  # read as a worker starts
    try:
        with ProcessPoolExecutor(size, mp_context=get_context("spawn")) as pool:
            yield pool
    finally:
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


def _each[T](pool: Executor | None, work: Callable[..., T], *given: Iterable[object]) -> Iterator[T]:
    return map(work, *given) if pool is None else pool.map(work, *given)


def _progress(
    units: pl.DataFrame, tree: organisations.Tree, seen: list[Seen], of_units: pl.DataFrame,
    unmeasured: set[str],
) -> pl.DataFrame:  # fmt: skip
    none = seen[0].own.clear().select(pl.exclude("^findings_.$"))
    ...

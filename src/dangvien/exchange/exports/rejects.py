"""The rejected rows of an import, cell by cell as typed, with reasons, to mend and send again."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core.schema import FIELDS
from dangvien.exchange import evidence
from dangvien.exchange.exports.columns import MARK
from dangvien.exchange.exports.sheet import written
from dangvien.exchange.models import Batch
from dangvien.files.grid import Grid
from dangvien.files.limits import DEFAULT
from dangvien.files.read import MemberInput, read_members
from dangvien.files.sandbox import extract
from dangvien.orgs.scope import require

WHY, LINE = "Vì sao từ chối", "Dòng trong tệp gốc"
_UNIT = FIELDS["org_name"].label


def rejected(*, actor: User, batch: Batch) -> bytes:
    """A workbook of the rejected rows, a sheet for each of the file's; who took it is logged."""
    require(actor, "import.run", batch.org)
    reasons = dict(batch.rows.filter(fate="rejected").values_list("row_id", "reason"))
    with evidence.opened(batch) as path:
        intake = read_members([path], headings=batch.told.get("headings"))
        grids = extract(path, DEFAULT).grids
    sheets = list(_sheets(intake, grids, reasons, batch, f"{batch.file_name} · {actor.username}"))
    now = timezone.localtime()
    watermark = (
        f"{actor.full_name} ({actor.username}) · {batch.org.name} · "
        f"{now:%H:%M} ngày {now:%d/%m/%Y} · Dòng bị từ chối"
    )
    above = [f"Dòng bị từ chối của tệp {batch.file_name}", watermark]
    content = written(sheets, above, watermark)
    with transaction.atomic():
        record(actor=actor, action="import.rejects", org=batch.org, subject=f"batch:{batch.uid}",
               data={"rows": len(reasons)})  # fmt: skip
    return content


def _sheets(
    intake: MemberInput, grids: list[Grid], reasons: dict[str, str], batch: Batch, mark: str
) -> Iterator[tuple[str, pl.DataFrame]]:
    sections = _sections(intake)
    for grid in grids:
        source = f"{batch.file_name}#{grid.sheet}"
        at = [row_id for row_id in intake.fates.filter(pl.col("source") == source)["row_id"]
              if row_id in reasons]  # fmt: skip
        if not at:
            continue
        lines = [int(row_id.rsplit("#", 1)[-1]) for row_id in at]
        cells = grid.frame[[line - 1 for line in lines]]
        shown = _headed(cells, intake.columns.filter(pl.col("source") == source))
        named = [sections.get(row_id) for row_id in at]
        if any(named):
            own = (
                shown[_UNIT]
                if _UNIT in shown.columns
                else pl.Series([None] * len(at), dtype=pl.String)
            )
            units = [mine or above for mine, above in zip(own.to_list(), named, strict=True)]
            shown = shown.with_columns(pl.Series(_UNIT, units, dtype=pl.String))
        yield (
            grid.sheet or "Danh sách",
            shown.with_columns(
                pl.Series(WHY, [reasons[row_id] for row_id in at], dtype=pl.String),
                pl.Series(LINE, [f"dòng {line}" for line in lines], dtype=pl.String),
                pl.lit(mark).alias(MARK),
            ),
        )


def _headed(cells: pl.DataFrame, columns: pl.DataFrame) -> pl.DataFrame:
    """The columns that have a heading, each under a heading that will be read alike next time."""
    made: dict[str, pl.Series] = {}
    for position, heading, field in columns.select("position", "heading", "field").iter_rows():
        name = str(position - 1)
        if name not in cells.columns or heading in (WHY, LINE, MARK):
            continue
        title = FIELDS[field].label if field in FIELDS else heading.rsplit(" / ", 1)[-1]
        if title not in made:
            made[title] = cells[name].alias(title)
    return (
        pl.DataFrame(list(made.values()))
        if made
        else pl.DataFrame({"Dữ liệu": [""] * cells.height})
    )


def _sections(intake: MemberInput) -> dict[str, str]:
    """row_id → the unit whose section the row stood in."""
    told = intake.rows.select("row_id", "section").drop_nulls()
    return dict(told.rows())

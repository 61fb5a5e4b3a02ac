"""The verdict rows of the moment, as one statement sees them: no name, no number, no birth date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl
from django.db import connection

from dangvien.campaigns import counted
from dangvien.campaigns.models import Base, Campaign
from dangvien.campaigns.queries import clean
from dangvien.campaigns.queries.counting import subtree
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Verdict

_NUMBERS = (
    "active", "exempt", "with_citizen_id", "clean_t1", "clean_t2", "num_dung", "num_du",
    "num_sach", "num_song", "num_thong_nhat", "e", "w", "n",
)  # fmt: skip
_SCHEMA: dict[str, type[pl.DataType]] = {
    "person": pl.Int64, "unit": pl.Int64, "counted_in": pl.Int64, "state": pl.String,
    "lies": pl.String, "clean": pl.Int16, "waived": pl.Int16, "missing": pl.Int64,
    "blocking": pl.Int64, **dict.fromkeys(_NUMBERS, pl.Int16),
}  # fmt: skip
_PIECE = 50_000


def frozen_rows(campaign: Campaign, org: Organisation) -> pl.DataFrame:
    """Everybody counted, gone or newly come in a subtree, each with the path of the unit.

    `state`: counted | newcomer | gone | unseen, as `queries.counting` tells them apart. `clean` is what
    the campaign says; `missing` and `blocking` let somebody else say it again: how many of the fields
    that it counts hold nothing though they must, and how many are blocked (null: nobody wrote it down).
    """
    pieces = [
        pl.DataFrame(rows, schema=_SCHEMA, orient="row") for rows in _read(campaign, org) if rows
    ]
    frame = pl.concat(pieces) if pieces else pl.DataFrame(schema=_SCHEMA)
    units = Organisation.objects.under(org).order_by().values_list("pk", "path")
    paths = pl.DataFrame(list(units), schema={"unit": pl.Int64, "path": pl.String}, orient="row")
    told = frame.with_columns(
        pl.col("missing", "blocking").bitwise_count_ones().cast(pl.Int16), ready=pl.col("clean_t1"),
    ).join(paths, on="unit", how="left")  # fmt: skip
    outside = pl.col("path").is_null()  # counted in a unit that was taken out of the tree since
    home = told.with_columns(
        unit=pl.when(outside).then(org.pk).otherwise("unit"),
        path=pl.col("path").fill_null(org.path),
    )
    return home.sort("path", "person")


def _read(campaign: Campaign, org: Organisation) -> Iterator[list[tuple[Any, ...]]]:
    here, whole = subtree(org), subtree(campaign.org)
    told, (must, all_) = clean.told(campaign), counted.masks(campaign)
    base, verdict, person = (model._meta.db_table for model in (Base, Verdict, Person))
    seen = ", ".join(f"CAST(v.{name} AS INTEGER)" for name in _NUMBERS)
    nothing = ", ".join("0" for _ in _NUMBERS)
    within = "" if org.pk == campaign.org_id else f"AND b.unit_id IN {here[0]}"
    sql = (
        f"SELECT v.person_id, v.unit_id, b.unit_id, "  # noqa: S608 - names of ours
        f"CASE WHEN b.unit_id IS NULL THEN 'newcomer' ELSE 'counted' END, {told.lies}, "
        f"CAST({told.clean} AS INTEGER), CAST({told.waived} AS INTEGER), "
        f"v.lacks & {must}, v.blocked & {all_}, {seen} "
        f"FROM {verdict} v LEFT JOIN {base} b ON b.person_id = v.person_id AND b.campaign_id = %s "
        f"WHERE v.active AND v.unit_id IN {here[0]} "
        f"UNION ALL SELECT b.person_id, b.unit_id, b.unit_id, "
        f"CASE WHEN v.person_id IS NULL AND p.status = 'active' AND p.withdrawn_at IS NULL "
        f"AND p.same_as_id IS NULL THEN 'unseen' ELSE 'gone' END, '', 0, 0, NULL, NULL, {nothing} "
        f"FROM {base} b JOIN {person} p ON p.id = b.person_id "
        f"LEFT JOIN {verdict} v ON v.person_id = b.person_id "
        f"WHERE b.campaign_id = %s {within} "
        f"AND (v.person_id IS NULL OR NOT v.active OR v.unit_id NOT IN {whole[0]})"
    )
    values = [campaign.pk, *here[1], campaign.pk, *(here[1] if within else ()), *whole[1]]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(_PIECE):
            yield rows

"""Frozen rows added up: the figures that are published, and the figures of recomputing them."""

from __future__ import annotations

from typing import Any

import polars as pl

from dangvien.campaigns.counts import NAMES, Counts, of
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.figures import distribution, moment
from dangvien.campaigns.queries.risk import directly
from dangvien.orgs.models import Organisation

_LIES = ("approval", "police", "above")
_SCORES = ("num_dung", "num_du", "num_sach", "num_song", "num_thong_nhat", "ready")


class Mismatch(ValueError):  # noqa: N818
    """Two ways of counting the same rows disagree: nothing is published."""


def summed(rows: pl.DataFrame, top: str) -> dict[str, dict[str, int]]:
    """Figures of the whole ("") and of each unit directly below the top, by its id as text."""
    own = top.strip("/").split("/")[-1]
    below = pl.col("path").str.strip_prefix(top).str.split("/").list.first()
    heads = rows.with_columns(head=pl.when(below == "").then(pl.lit(own)).otherwise(below))
    sums = heads.group_by("head").agg(_counts())
    found = {row.pop("head"): {k: int(v) for k, v in row.items()} for row in sums.to_dicts()}
    total = dict.fromkeys(NAMES, 0)
    if rows.height:
        total = {k: int(v) for k, v in rows.select(_counts()).to_dicts()[0].items()}
    return {"": total} | found


def told(campaign: Campaign, org: Organisation, sums: dict[str, dict[str, int]]) -> dict[str, Any]:
    """The figures as they are published: the whole, every unit below, how many reached what."""
    units = Organisation.objects.under(org).filter(pk__in=[int(pk) for pk in sums if pk])
    names = units.order_by("sort_key", "pk").values_list("pk", "name")
    below: list[dict[str, Any]] = [
        {"pk": pk, "name": name, "counts": sums[str(pk)]}
        for pk, name in [(pk, directly(name) if pk == org.pk else name) for pk, name in names]
    ]
    whole = of(sums[""])
    whole.check(org.name)
    reached = distribution([_checked(one["counts"], one["name"]) for one in below])
    return {
        "org": org.pk, "name": org.name, "top": org.path, "as_of": moment().isoformat(),
        "total": sums[""], "below": below,
        "units": {"units": reached.units, "half": reached.half, "most": reached.most,
                  "all": reached.all},
    }  # fmt: skip


def _checked(counts: dict[str, int], name: str) -> Counts:
    one = of(counts)
    one.check(name)
    return one


def _counts() -> list[pl.Expr]:
    state, clean = pl.col("state"), pl.col("clean") == 1
    counted = state == "counted"
    open_ = counted & ~clean
    parts = {
        "base": state != "newcomer",
        "done": counted & clean,
        **{lies: open_ & (pl.col("lies") == lies) for lies in _LIES},
        "cell": (open_ & ~pl.col("lies").is_in(_LIES)) | (state == "unseen"),
        "gone": state == "gone",
        "waived": counted & clean & (pl.col("waived") > 0),
        "newcomers": state == "newcomer",
    }
    sums = {name: condition.sum() for name, condition in parts.items()}
    sums |= {
        name: pl.when(counted).then(pl.col(name).cast(pl.Int64)).otherwise(0).sum()
        for name in _SCORES
    }
    return [sums[name].alias(name) for name in NAMES]

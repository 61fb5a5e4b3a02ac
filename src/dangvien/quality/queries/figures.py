"""Sums of verdict rows: what every figure, list and forecast stands on."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl
from django.db.models import Count, Q, Sum

from dangvien.orgs.scope import under
from dangvien.quality.models import Verdict

_FLAGS = ("members", "active", "exempt", "with_citizen_id", "clean_t1", "clean_t2", "num_sach",
          "num_song", "num_thong_nhat")  # fmt: skip
_SUMS = ("e", "w", "n", "waived", "num_dung", "num_du")
PLACES = ("approval", "cell", "police", "above")
COLUMNS = ("unit", *_FLAGS, *_SUMS, *PLACES)


def by_unit(tops: Iterable[str] | None = None) -> pl.DataFrame:
    """One row per unit below these paths (all: None): counts of its own people, no children.

    `members` … `clean_t2` and `num_*`: people (num_dung, num_du: boxes); `e w n waived`: findings;
    `approval cell police above`: active people not clean, by where what blocks lies. One query.
    """
    rows = Verdict.objects.order_by()
    if tops is not None:
        rows = rows.filter(under(tops, "unit__path"))
    sums = {
        **{f"_{name}": Count("pk", filter=Q(**{name: True})) for name in _FLAGS},
        **{f"_{name}": Sum(name) for name in _SUMS},
        **{f"_{place}": Count("pk", filter=Q(lies=place)) for place in PLACES},
    }
    told = rows.values_list("unit").annotate(**sums).values_list(
        "unit", *(f"_{name}" for name in COLUMNS[1:])
    )  # fmt: skip
    return pl.DataFrame(list(told), schema=dict.fromkeys(COLUMNS, pl.Int64()), orient="row")

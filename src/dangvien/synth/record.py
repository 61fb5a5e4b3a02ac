"""A block of the member list: as it truly is (standard values) and as its authors wrote it."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from dangvien.core.schema import LABELS_OF_VALUES
from dangvien.synth.draw import Dice, Flags, Index, spread

HEADINGS: dict[str, str] = {
    "full_name": "Họ và tên",
    "sex": "Giới tính",
    "birth_date": "Ngày sinh",
    "citizen_id": "Số CCCD",
    "old_id_number": "Số CMND cũ",
    "card_number": "Số thẻ đảng viên",
    "file_number": "Số lý lịch",
    "phone": "Số điện thoại",
    "ethnicity": "Dân tộc",
    "religion": "Tôn giáo",
    "hometown": "Quê quán",
    "permanent_address": "Nơi thường trú",
    "admission_date": "Ngày vào Đảng",
    "admission_decision_date": "Ngày QĐ kết nạp",
    "official_date": "Ngày chính thức",
    "member_type": "Loại đảng viên",
    "status": "Trạng thái",
    "org_code": "Mã TCĐ",
    "org_name": "Chi bộ đang sinh hoạt",
    "party_position": "Chức vụ đảng",
    "occupation": "Nghề nghiệp",
    "residence_cell": "Chi bộ nơi cư trú",
    "temporary_cell": "Chi bộ SHĐ tạm thời",
    "exemption_date": "Ngày miễn",
    "education": "GDPT",
    "political_theory": "LLCT",
    "professional_level": "CMNV",
    "badge": "Huy hiệu Đảng",
    "verified_date": "Ngày đối chiếu",
    "note": "Ghi chú",
}
DATES = {
    "birth_date": "birth", "admission_date": "admission", "admission_decision_date": "decision",
    "official_date": "official", "exemption_date": "exemption", "verified_date": "verified",
}  # fmt: skip

# How the offices of a nation write a date, and how often.
_SHAPES = {"{d:02}/{m:02}/{y}": 0.72, "{d:02}-{m:02}-{y}": 0.08, "{d:02}.{m:02}.{y}": 0.08,
           "{d}/{m}/{y}": 0.08, "{y}-{m:02}-{d:02}": 0.04}  # fmt: skip
_FIRST, _LAST = date(1900, 1, 1), date(2041, 1, 1)
_OLD_TONE = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "úy": "uý", "ùy": "uỳ",
             "ủy": "uỷ", "ụy": "uỵ"}  # fmt: skip


@cache
def _calendar(shape: str) -> pl.Series:
    days = range(_FIRST.toordinal(), _LAST.toordinal())
    written = (date.fromordinal(day) for day in days)
    return pl.Series([shape.format(d=day.day, m=day.month, y=day.year) for day in written])


def written(days: pl.Series, shape: Index) -> pl.Series:
    """Write dates as text, each row in its own shape (a position in the house shapes)."""
    tables = pl.concat([_calendar(one) for one in _SHAPES])
    length = len(_calendar(next(iter(_SHAPES))))
    offset = (days.cast(pl.Int32) - (_FIRST - date(1970, 1, 1)).days).cast(pl.Int64)
    return tables.gather(offset + pl.Series(shape * length))


def true_values(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Give the standard value of every field: dates ISO, names in title case, codes by key."""
    return people.with_columns(
        *(pl.col(short).dt.to_string("iso:strict").alias(name) for name, short in DATES.items()
          if name != "birth_date"),
        birth_date=pl.when("year_only").then(pl.col("birth").dt.year().cast(pl.String))
        .otherwise(pl.col("birth").dt.to_string("iso:strict")),
        sex=pl.when("male").then(pl.lit("nam")).otherwise(pl.lit("nữ")),
        badge=pl.col("badge").cast(pl.String) + " năm",
        org_code=rows["code"], org_name=rows["name"],
        party_position=rows.select(pl.when("secretary").then(pl.lit("Bí thư"))).to_series(),
        temporary_cell=pl.lit(None, pl.String),
    ).select(list(HEADINGS))  # fmt: skip


def shown_values(
    rng: Dice, rows: pl.DataFrame, people: pl.DataFrame, true: pl.DataFrame
) -> dict[str, pl.Series]:
    """Write the true values as offices write them: their case, tone marks and date shapes."""
    office = rows["office"].to_numpy()
    chance = rng.random(int(office.max()) + 1)
    shape = spread(rng, list(_SHAPES.values()), len(chance))[office]
    shown = {name: true[name] for name in HEADINGS}
    name = true["full_name"]
    old = name.str.replace_many(_OLD_TONE)
    name = old.zip_with(pl.Series(rng.random(len(chance))[office] < 0.15), name)
    shown["full_name"] = name.str.to_uppercase().zip_with(pl.Series(capitals(chance, office)), name)
    for field, short in DATES.items():
        shown[field] = written(people[short], shape)
    shown["birth_date"] = true["birth_date"].zip_with(people["year_only"], shown["birth_date"])
    for field in ("sex", "member_type", "status"):
        shown[field] = true[field].replace_strict(LABELS_OF_VALUES, return_dtype=pl.String)
    return shown


def capitals(chance: np.ndarray, office: Index) -> Flags:
    """Tell which rows belong to an office that writes names in full capitals."""
    flags: Flags = chance[office] < 0.3
    return flags

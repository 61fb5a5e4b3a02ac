"""Faults that contradict the rest of the record: the same for every corruptor."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from dangvien.synth.dirt.fault import ACTIVE, OFFICIAL, PROBATIONARY, Cell, Fault
from dangvien.synth.dirt.slips import day, digits, nothing, one_of, shifted, transposed, written
from dangvien.synth.places import AS_OF

_FULL_BIRTH = ACTIVE & ~pl.col("year_only")
_SINCE_1990 = OFFICIAL & (pl.col("admission") > date(1990, 1, 1))
_LONG_AGO = _SINCE_1990 & (pl.col("admission") < AS_OF - timedelta(days=4 * 365))
_NO_NOTE = ACTIVE & pl.col("note").is_null()


def _other_sex(cell: Cell) -> str:
    return "Nữ" if cell.true == "nam" else "Nam"


def _other_year(cell: Cell) -> str:
    true = day(cell)
    if true is None or (true.month, true.day) == (2, 29):
        return cell.shown
    year = true.year + cell.chance.choice((-3, -2, -1, -1, 1, 1, 2, 3))
    return cell.shown if year // 100 != true.year // 100 else written(true.replace(year=year))


def _birth_in(low: int, high: int) -> object:
    def make(cell: Cell) -> str:
        return written(date(cell.chance.randint(low, high), cell.chance.randint(1, 12), 15))

    return make


def _nine(cell: Cell) -> str:
    return cell.row["old_id_number"] or digits(cell.chance, 9)


def _foreign_prefix(cell: Cell) -> str:
    return cell.chance.choice(("000", "097", "098", "003", "100")) + cell.shown[3:]


def _card_length(cell: Cell) -> str:
    return cell.chance.choice((cell.shown[:6], cell.shown[:5], cell.shown[:8] + "7"))


def _file(cell: Cell) -> str:
    number, letters = cell.shown[:6], cell.shown[6:]
    return cell.chance.choice((number, letters + number, number[:5] + letters, number + "-" + "12"))


def _no_badge(cell: Cell) -> str | None:
    return None if cell.chance.random() < 0.7 else cell.row["_badge_before"]


def _future(cell: Cell) -> str:
    return written(AS_OF + timedelta(days=cell.chance.randint(200, 6000)))


def _gone(cell: Cell) -> str:
    year = cell.chance.randint(2015, 2024)
    return cell.chance.choice((
        f"Đã từ trần ngày 12/4/{year}", f"Mất tháng 6/{year}", f"Từ trần năm {year}",
        f"Đã chuyển sinh hoạt đi năm {year}", f"Đã bị xóa tên năm {year}",
        f"Bị khai trừ khỏi Đảng năm {year}", f"Chuyển đi Đảng bộ tỉnh khác từ tháng 3/{year}",
    ))  # fmt: skip


def _former(cell: Cell) -> str:
    former = cell.row["_former"]
    if not former:
        return cell.shown
    start = cell.shown.split(",")[0] if cell.shown.count(",") == 2 else ""
    return f"{start}, {former}" if start else former[:1].upper() + former[1:]


_MISSING: tuple[tuple[str, str, float, pl.Expr, tuple[str, ...]], ...] = (
    ("V04", "citizen_id", 0.008, ACTIVE, ()),
    ("V31", "sex", 0.002, ACTIVE, ()),
    ("V31", "admission_date", 0.0015, ACTIVE, ("V14",)),
    ("V31", "member_type", 0.001, ACTIVE, ("V13", "V15", "V16")),
    ("V32", "file_number", 0.006, ACTIVE, ()),
    ("V32", "ethnicity", 0.003, ACTIVE, ()),
    ("V32", "religion", 0.004, ACTIVE, ()),
    ("V32", "hometown", 0.003, ACTIVE, ()),
    ("V32", "permanent_address", 0.003, ACTIVE, ()),
    ("V32", "admission_decision_date", 0.004, ACTIVE, ("V27",)),
    ("V12", "birth_date", 0.001, ACTIVE, ()),
    ("V15", "official_date", 0.003, OFFICIAL, ()),
    ("V15", "card_number", 0.004, OFFICIAL, ()),
    ("V22", "phone", 0.015, ACTIVE, ()),
    ("V22", "phone", 0.08, ACTIVE & (pl.col("age") > 72), ()),
    ("V01", "full_name", 0.0004, ACTIVE, ()),
    ("V21", "exemption_date", 0.12, pl.col("status") == "exempt", ()),
    ("V28", "residence_cell", 0.012, _NO_NOTE & pl.col("working"), ()),
)

_MISSING_LOCKS = {"V28": ("note", "occupation"), "V15": ("member_type",)}

FAULTS: tuple[Fault, ...] = (
    # A status that nobody understands leaves the whole row unjudged: first, and alone.
    Fault(rule="V35", field="status", kind="unknown_status", rate=0.0006,
          make=one_of("Đang xem xét", "Loại B", "Chưa phân loại"), alone=True),
    Fault(rule="V07", field="sex", kind="sex_digit", rate=0.0015, make=_other_sex,
          locks=("citizen_id", "birth_date")),
    Fault(rule="V08", field="birth_date", kind="birth_year", rate=0.003, make=_other_year,
          when=_FULL_BIRTH & pl.col("at").is_between(24, 55), locks=("citizen_id", "admission_date")),
    Fault(rule="V13", field="official_date", kind="before_admission", rate=0.001,
          make=lambda cell: shifted(cell, "admission_date", -300, -5, AS_OF), when=_SINCE_1990,
          needs=("admission_date",), locks=("admission_date",)),
    Fault(rule="V13", field="official_date", kind="too_short", rate=0.0015,
          make=lambda cell: shifted(cell, "admission_date", 40, 320, AS_OF), when=_SINCE_1990,
          needs=("admission_date",), locks=("admission_date",)),
    Fault(rule="V13", field="official_date", kind="too_long", rate=0.0015,
          make=lambda cell: shifted(cell, "admission_date", 460, 1200, AS_OF),
          when=_LONG_AGO & pl.col("note").is_null(),
          needs=("admission_date",), locks=("admission_date", "note")),
    Fault(rule="V16", field="card_number", kind="card_too_early", rate=0.02, empty=True,
          make=lambda cell: "90" + cell.row["file_number"][:6], when=PROBATIONARY,
          needs=("file_number",), locks=("member_type",)),
    Fault(rule="V17", field="card_number", kind="length", rate=0.001, make=_card_length,
          when=OFFICIAL & ~pl.col("chip")),
    Fault(rule="V17", field="card_number", kind="lost_zero", rate=0.02,
          make=lambda cell: cell.shown.removeprefix("0"), when=OFFICIAL & ~pl.col("chip")),
    Fault(rule="V17", field="card_number", kind="differs_from_id", rate=0.002,
          make=lambda cell: transposed(cell.shown, cell.chance, 6), when=OFFICIAL & pl.col("chip"),
          locks=("citizen_id",)),
    Fault(rule="V18", field="file_number", kind="malformed", rate=0.003, make=_file),
    Fault(rule="V05", field="citizen_id", kind="nine_digits", rate=0.006, make=_nine,
          needs=("old_id_number",), maybe=("V17",)),
    Fault(rule="V05", field="citizen_id", kind="lost_zero", rate=0.004, maybe=("V17",),
          make=lambda cell: cell.shown.removeprefix("0")),
    Fault(rule="V05", field="citizen_id", kind="length", rate=0.001, maybe=("V17",),
          make=lambda cell: cell.shown[:8] + cell.shown[9:]),
    Fault(rule="V06", field="citizen_id", kind="prefix", rate=0.0012, make=_foreign_prefix,
          maybe=("V17",)),
    Fault(rule="V12", field="birth_date", kind="future", rate=0.0004, make=_future, when=_FULL_BIRTH,
          maybe=("V07", "V08", "V14")),
    Fault(rule="V12", field="birth_date", kind="child", rate=0.0004, when=_FULL_BIRTH,
          make=_birth_in(2009, 2023), maybe=("V07", "V08", "V14")),  # type: ignore[arg-type]
    Fault(rule="V12", field="birth_date", kind="too_old", rate=0.0004, when=_FULL_BIRTH,
          make=_birth_in(1901, 1913), maybe=("V07", "V08", "V14")),  # type: ignore[arg-type]
    Fault(rule="V33", field="admission_date", kind="future", rate=0.0003, make=_future,
          maybe=("V13", "V14", "V16")),
    Fault(rule="V13", field="official_date", kind="future", rate=0.0004, make=_future,
          when=OFFICIAL),
    Fault(rule="V35", field="member_type", kind="unknown_type", rate=0.0006,
          make=one_of("Loại 1", "Khá", "Đoàn viên"), maybe=("V13", "V15", "V16", "V31")),
    Fault(rule="V35", field="sex", kind="unknown_sex", rate=0.0006,
          make=one_of("Khác", "Nam/Nữ", "G"), maybe=("V07", "V31")),
    Fault(rule="V20", field="note", kind="gone", rate=0.002, make=_gone, when=_NO_NOTE, empty=True,
          locks=("status",), maybe=("V28",)),
    Fault(rule="V24", field="permanent_address", kind="old_unit", rate=0.03, make=_former,
          needs=("_former",)),
    Fault(rule="V24", field="hometown", kind="old_unit", rate=0.03, make=_former,
          needs=("_former",)),
    Fault(rule="V27", field="badge", kind="missing_badge", rate=0.04, make=_no_badge,
          when=OFFICIAL & pl.col("badge_sure"), needs=("_badge_before",),
          locks=("admission_decision_date", "admission_date")),
    *(Fault(rule=rule, field=field, kind="missing", rate=rate, make=nothing, when=when, maybe=maybe,
            locks=_MISSING_LOCKS.get(rule, ()))
      for rule, field, rate, when, maybe in _MISSING),
)  # fmt: skip

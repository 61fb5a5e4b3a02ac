"""What looks wrong and is right: a judge that flags these is too eager."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dangvien.synth.dirt.block import Block
from dangvien.synth.draw import Dice, some

ACTIVE = pl.col("status") == "active"
_NOTES = ("Chuyển đến từ Đảng bộ tỉnh khác năm 2019", "Gia đình liệt sĩ", "Con thương binh đã mất",
          "Được tặng Giấy khen năm 2023", "Đã đối chiếu với hồ sơ gốc")  # fmt: skip

# rule, kind, when (typed truth), fields that must be as their authors wrote them, share noted
_TRAPS: tuple[tuple[str, str, pl.Expr, tuple[str, ...], float], ...] = (
    ("V03", "capitals", ACTIVE & pl.col("capitals"), ("full_name",), 0.02),
    ("V01", "minority_name", ACTIVE & pl.col("minority"), ("full_name",), 0.1),
    ("V02", "minority_name", ACTIVE & pl.col("minority"), ("full_name",), 0.1),
    ("V06", "synthetic_prefix", ACTIVE, ("citizen_id",), 0.01),
    ("V17", "card_is_citizen_id", ACTIVE & pl.col("chip"), ("citizen_id", "card_number"), 0.02),
    ("V15", "probationary_without_card", ACTIVE & (pl.col("member_type") == "probationary"),
     ("card_number", "member_type", "official_date"), 0.2),
    ("V16", "waits_for_recognition", ACTIVE & (pl.col("member_type") == "probationary")
     & (pl.col("admission") < date(2024, 12, 10)) & pl.col("odd").is_null(),
     ("card_number", "member_type", "admission_date"), 1.0),
    ("V13", "historic_probation", ACTIVE & (pl.col("admission") < date(1960, 1, 1)),
     ("admission_date", "official_date"), 1.0),
    ("V21", "exempt_with_date", pl.col("status") == "exempt", ("exemption_date", "status"), 0.2),
    ("V12", "year_only_is_no_error", ACTIVE & pl.col("year_only"), ("birth_date",), 0.5),
    ("V28", "farmer_or_retired", ACTIVE & ~pl.col("working"), ("residence_cell", "occupation"), 0.01),
    ("V28", "uniformed_with_reason", ACTIVE & pl.col("working") & pl.col("spared"),
     ("residence_cell", "note", "occupation"), 0.3),
    ("V32", "no_religion", ACTIVE & (pl.col("religion") == "Không"), ("religion",), 0.005),
    ("V25", "no_religion", ACTIVE & (pl.col("religion") == "Không"), ("religion",), 0.005),
    ("V20", "gone_and_says_so", pl.col("status").is_in(["died", "transferred"]), ("note", "status"),
     0.3),
)  # fmt: skip

_MANY_FIELDS = frozenset({"V25", "V32"})


# Other words that every office understands: no finding, the true value is the same.
_ALIASES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ethnicity", "Mông", ("H'Mông", "Mèo", "HMông")),
    ("ethnicity", "Khmer", ("Khơ-me", "Khơ me")),
    ("ethnicity", "Kinh", ("kinh", "KINH")),
    ("ethnicity", "Ê Đê", ("Ê-đê", "Êđê")),
    ("religion", "Công giáo", ("Thiên Chúa giáo", "công giáo")),
    ("religion", "Không", ("không", "KHÔNG")),
    ("professional_level", "Đại học", ("đại học", "Đại Học")),
    ("political_theory", "Trung cấp", ("trung cấp", "TRUNG CẤP")),
)


def note_traps(block: Block, rng: Dice) -> None:
    """Write the same truth in other words, then list the traps (a share of the frequent ones)."""
    _notes(block, rng)
    _edges(block, rng)
    _aliases(block, rng)
    _places(block, rng)
    _units(block, rng)
    for rule, kind, when, fields, share in _TRAPS:
        allowed = block.people.select(when.fill_null(False)).to_series().to_numpy()
        rows = np.flatnonzero(some(rng, share, allowed & block.free(*fields)))
        block.ledger.trap(rows, rule, kind, field=fields[0] if rule in _MANY_FIELDS else "")


def _notes(block: Block, rng: Dice) -> None:
    plain = block.people.select(ACTIVE & ~pl.col("working")).to_series().to_numpy()
    empty = block.true["note"].is_null().to_numpy()
    rows = np.flatnonzero(some(rng, 0.004, plain & empty & block.free("note")))
    block.amend("note", rows, pl.Series(_NOTES).gather(rng.integers(0, len(_NOTES), len(rows))))
    block.ledger.trap(rows, "V20", "harmless_note")


def _edges(block: Block, rng: Dice) -> None:
    """Spaces around a name are trimmed in silence."""
    rows = np.flatnonzero(some(rng, 0.003, block.free("full_name")))
    block.amend_shown("full_name", rows, " " + block.shown["full_name"].gather(rows) + " ")
    block.ledger.trap(rows, "V02", "edge_spaces")


def _aliases(block: Block, rng: Dice) -> None:
    for field, name, words in _ALIASES:
        named = (block.true[field] == name).fill_null(False).to_numpy()
        rows = np.flatnonzero(some(rng, 0.01, named & block.free(field)))
        block.amend_shown(
            field, rows, pl.Series(words).gather(rng.integers(0, len(words), len(rows)))
        )
        block.ledger.trap(rows, "V23", "alias", field=field)


def _places(block: Block, rng: Dice) -> None:
    """A place of origin under both its names is what the guidance asks for (12-HD/BTCTW, 2022)."""
    former = block.true["_former"].is_not_null().to_numpy()
    rows = np.flatnonzero(some(rng, 0.003, former & block.free("hometown")))
    both = (
        block.true["_former"].gather(rows) + " (nay là " + block.true["hometown"].gather(rows) + ")"
    )
    block.amend_shown("hometown", rows, both)
    block.ledger.trap(rows, "V24", "both_names", field="hometown")


def _units(block: Block, rng: Dice) -> None:
    """A code without its dots, and a name that is nobody else's without its code."""
    sure = ~block.rows["doubtful"].to_numpy() & block.free("org_code", "org_name")
    rows = np.flatnonzero(some(rng, 0.004, sure))
    block.amend_shown(
        "org_code", rows, block.true["org_code"].gather(rows).str.replace_all(".", "", literal=True)
    )
    block.ledger.trap(rows, "V19", "undotted_code")
    alone = sure & block.rows["alone"].to_numpy() & block.free("org_code")
    rows = np.flatnonzero(some(rng, 0.004, alone))
    block.amend_shown("org_code", rows, pl.Series([None] * len(rows), dtype=pl.String))
    block.ledger.trap(rows, "V19", "name_only")

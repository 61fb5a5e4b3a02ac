"""Mai counts her commune: every figure has a numerator and a denominator, and parts add up."""

from __future__ import annotations

from datetime import date

import polars as pl

from cast import HUNG, KHACH, LAN, MAI, rows
from dangvien.core.assess import Assessment, assess
from dangvien.core.score import BOXES, COUNTS, SCORES

AS_OF = date(2025, 12, 15)


def counted(*people: dict[str, object]) -> dict[str, object]:
    """Figures of the whole list."""
    return top(assess(rows(*people), as_of=AS_OF))


def top(done: Assessment) -> dict[str, object]:
    return done.progress.filter(pl.col("parent").is_null()).to_dicts()[0]


def test_a_clean_list_is_a_hundred_in_all_six() -> None:
    whole = counted(LAN, HUNG, MAI, KHACH)
    assert [whole[f"score_{name}"] for name in SCORES] == [100.0] * 6
    assert (whole["num_du"], whole["den_du"]) == (36, 36)


def test_a_missing_phone_costs_a_box_but_blocks_nobody() -> None:
    whole = counted(LAN, {**HUNG, "phone": None})
    assert (whole["num_du"], whole["den_du"]) == (17, 18)
    assert whole["clean_t1"] == 2


def test_a_citizen_id_short_of_a_digit_blocks_its_owner_alone() -> None:
    whole = counted(LAN, {**HUNG, "citizen_id": "99058000002"})
    assert (whole["clean_t1"], whole["active"], whole["with_citizen_id"]) == (1, 2, 1)
    assert (whole["num_dung"], whole["num_du"]) == (17, 18)


def test_a_probationary_member_needs_no_card_and_no_official_date() -> None:
    young = {**LAN, "member_type": "Dự bị", "card_number": None, "official_date": None,
             "admission_date": "19/05/2025", "admission_decision_date": "12/05/2025"}  # fmt: skip
    whole = counted(young, HUNG)
    assert (whole["clean_t1"], whole["num_du"]) == (2, 18)


def test_the_dead_are_not_counted_and_the_exempt_apart() -> None:
    whole = counted(
        LAN, {**HUNG, "status": "Từ trần"},
        {**MAI, "status": "Miễn sinh hoạt", "exemption_date": "01/02/2024"},
    )  # fmt: skip
    assert (whole["members"], whole["active"], whole["exempt"]) == (2, 1, 1)


def test_a_list_without_a_column_cannot_measure_the_tier() -> None:
    done = assess(rows(LAN, HUNG).drop("sex"), as_of=AS_OF)
    whole = top(done)
    assert whole["clean_t1"] is None
    assert whole["score_dung_chung"] is None
    assert done.findings.filter(pl.col("cause") == "no_column").height == 1


def test_a_list_never_verified_has_no_song_rather_than_a_hundred() -> None:
    whole = top(assess(rows(LAN).drop("verified_date"), as_of=AS_OF))
    assert whole["score_song"] is None
    assert whole["den_song"] is None


def test_parts_add_up_to_the_whole() -> None:
    lost = {**KHACH, "org_name": None}
    done = assess(rows(LAN, HUNG, MAI, lost), as_of=AS_OF)
    whole = top(done)
    parts = done.progress.filter(pl.col("parent").is_not_null())
    for name in COUNTS:
        own = {"findings_e", "findings_w", "findings_n"}
        assert name in own or parts[name].sum() == whole[name]
    unknown = parts.filter(pl.col("unit") == done.tree.unknown)
    assert unknown["active"].item() == 1
    assert len(BOXES) == 9

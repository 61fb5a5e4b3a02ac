"""Keys: what falls together, what stays apart, and what counts as not given."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from dangvien.core.match.keys import birth, prepare
from dangvien.core.match.sounds import sound


def prepared(**values: list[Any]) -> pl.DataFrame:
    return prepare(pl.DataFrame(values))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nguyen van xuan", "nguyen van suan"),
        ("tran thi tram", "chan thi cham"),
        ("le van giang", "le van dan"),
        ("lo thi lan", "no thi nan"),
        ("pham quy", "pham qui"),
        ("vu thi phuong", "vu thi phuon"),
        ("ha van bac", "ha van bat"),
        ("nguyen van hung", "hung nguyen van"),
    ],
)
def test_dialect_and_typing_confusions_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_twins_do_not_sound_alike() -> None:
    assert sound("nguyen van hung") != sound("nguyen van hanh")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1987", (1987, None, None)),
        ("1987-08", (1987, 8, None)),
        ("1987-08-24", (1987, 8, 24)),
        ("24/8/1987", (1987, 8, 24)),
        ("08/24/1987", (1987, 24, 8)),
        ("0000", None),
        ("năm Mão", None),
    ],
)
def test_birth_dates_as_far_as_they_are_given(
    text: str, parts: tuple[int, int | None, int | None] | None
) -> None:
    assert birth(text) == parts


def test_numbers_are_compared_without_their_slips() -> None:
    rows = prepared(
        citizen_id=["099187003528", "99187003528", "0991 8700 3528", None],
        card_number=["09933418", "9933418", None, "099187003528"],
        phone=["0900000286", "+84 900 000 286", "0900.000.286", "9000" + "00286"],
    )
    assert rows["cid"].unique().to_list() == ["099187003528"]
    assert rows["card"].drop_nulls().unique().to_list() == ["09933418"]
    assert rows["phone"].n_unique() == 1


def test_nine_digits_in_the_citizen_id_column_are_an_old_id() -> None:
    nine = "1712" + "34567"
    rows = prepared(citizen_id=[nine, None], old_id_number=[None, nine])

    assert rows["old"].n_unique() == 1
    assert rows["cid"].null_count() == 2


def test_placeholders_are_not_given() -> None:
    rows = prepared(
        citizen_id=["0" * 12, "x"], card_number=["0" * 8, "-"], phone=["0" * 10, "không"]
    )

    for column in ("cid", "card", "phone", "old", "file"):
        assert rows[column].null_count() == 2


def test_absent_columns_are_null_and_no_value_is_nobody_s_key() -> None:
    rows = prepared(full_name=["Lan", None])

    assert rows["home"].null_count() == rows["birth"].null_count() == 2
    assert rows["bag"].null_count() == rows["sound"].null_count() == 1
    assert rows["cid_valid"].to_list() == [False, False]


def test_a_commune_is_the_same_under_its_old_and_new_name() -> None:
    rows = prepared(hometown=["xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa", "Xã Tam Lư, Thanh Hoá"])

    assert rows["home"].n_unique() == rows["province"].n_unique() == 1


def test_residence_stands_in_where_no_list_gives_an_origin() -> None:
    rows = prepared(permanent_address=["Số 5, xã Tam Lư, tỉnh Thanh Hóa"])

    assert rows["home"].to_list() == rows["address"].to_list() != [None]


def test_tone_placement_does_not_make_two_names() -> None:
    rows = prepared(full_name=["Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "NGUYỄN THỊ HÒA"])

    assert rows["name"].n_unique() == 1

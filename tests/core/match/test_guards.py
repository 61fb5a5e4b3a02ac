"""Guards: each holds the pair that it is for and lets the others pass, whatever the model says."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core.match import guards, keys

from .people import LAN, listed, neighbour


def held(one: dict[str, Any], other: dict[str, Any]) -> str | None:
    rows = keys.prepare(listed(one, other, others=0))
    pairs = pl.DataFrame({"uid_l": [0], "uid_r": [1]})
    reason: str | None = guards.hold(rows, pairs)[0]
    return reason


BARE = LAN | {"citizen_id": None, "card_number": None, "file_number": None}
TWIN = BARE | {"full_name": "Phạm Thị Ngọc Huệ"}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (LAN, LAN, None),
        (LAN, LAN | {"citizen_id": "099187003999"}, guards.OTHER_ID),
        (LAN, LAN | {"citizen_id": "099187003258"}, guards.NEAR_ID),
        (LAN, LAN | {"citizen_id": "099187003529"}, guards.NEAR_ID),
        (LAN, LAN | {"citizen_id": "99187003999"}, None),
        (BARE, TWIN, guards.SIBLINGS),
        (BARE | {"hometown": None}, TWIN, guards.SIBLINGS),
        (BARE | {"hometown": None, "phone": None}, TWIN, None),
        (BARE, TWIN | {"birth_date": "1989-08-24"}, None),
        (LAN, LAN | {"full_name": "Phạm Thị Ngọc Huệ"}, None),
        (BARE, BARE | {"full_name": "Phạm Thị Ngọc Lân"}, guards.SIBLINGS),
        (BARE, BARE | {"full_name": "Phạm Thị Ngọc Lang"}, guards.SIBLINGS),
        (BARE, BARE | {"full_name": "Pham Thi Ngoc Lan"}, None),
        (BARE, BARE | {"full_name": "Lan Phạm Thị Ngọc"}, None),
        (BARE, BARE | {"full_name": "Phạm Thị Lan"}, None),
        (BARE, BARE | {"full_name": "Phạm Thị Lan Ngọc"}, guards.SIBLINGS),
        (BARE, BARE | {"full_name": "Phạm Thị Ngọc Lanm"}, None),
        (BARE, BARE | {"birth_date": "1960-08-24"}, guards.GENERATIONS),
        (LAN, LAN | {"birth_date": "1967-08-24"}, None),
        (BARE, BARE | {"birth_date": "1970-08-24"}, None),
        (LAN, LAN | {"status": "in_transit", "org_name": "Chi bộ 2"}, guards.TRANSIT),
        (LAN, LAN | {"status": "transferred", "org_name": "Chi bộ 2"}, guards.TRANSIT),
        (LAN, LAN | {"status": "transferred"}, None),
        (LAN, LAN | {"status": "died", "org_name": "Chi bộ 2"}, None),
        (LAN, LAN | {"note": "Sinh hoạt tạm thời", "org_name": "Chi bộ 2"}, guards.STAY),
        (LAN | {"temporary_cell": "Chi bộ 2"}, LAN | {"org_name": "Chi bộ 2"}, guards.STAY),
        (LAN | {"temporary_cell": "Chi bộ 3"}, LAN | {"org_name": "Chi bộ 2"}, None),
    ],
)
def test_each_guard_holds_what_it_is_for(
    one: dict[str, Any], other: dict[str, Any], reason: str | None
) -> None:
    assert held(one, other) == held(other, one) == reason


def test_a_name_that_hardly_anybody_bears_is_its_like_mistyped() -> None:
    others = [neighbour(number) | {"full_name": "Bùi Thị Lan"} for number in range(40)]
    rows = keys.prepare(listed(BARE, BARE | {"full_name": "Phạm Thị Ngọc Nan"}, *others, others=0))
    pairs = pl.DataFrame({"uid_l": [0], "uid_r": [1]})

    assert guards.hold(rows, pairs).to_list() == [None]


ids = st.one_of(st.none(), st.sampled_from(["099187003528", "099187003529", "99187003528"]))
dates = st.sampled_from([None, "1987", "1987-08-24", "1950-08-24"])
people = st.fixed_dictionaries(
    {"citizen_id": ids, "birth_date": dates, "phone": st.sampled_from([None, "0900000286"])}
)


@given(people, people)
def test_guards_see_a_pair_the_same_from_both_sides(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    reason = held(LAN | one, LAN | other)

    assert reason == held(LAN | other, LAN | one)
    both = one["citizen_id"], other["citizen_id"]
    if all(number and len(number) == 12 for number in both) and both[0] != both[1]:
        assert reason in (guards.OTHER_ID, guards.NEAR_ID)

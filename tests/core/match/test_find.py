"""Stories: who is found twice, and who is left in peace."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dangvien.core.match import Duplicates, find_duplicates

from .people import LAN, listed, neighbour


def proposed(found: Duplicates) -> list[tuple[str, str]]:
    return found.pairs.select("row_id_1", "row_id_2").rows()


TWO = [("m.csv##1", "m.csv##2")]


def test_lan_moved_and_is_still_on_the_old_list() -> None:
    moved = LAN | {"citizen_id": None, "phone": "0900000999", "org_name": "Chi bộ trường Tiểu học"}

    found = find_duplicates(listed(LAN, moved))

    assert proposed(found) == TWO
    assert found.pairs["probability"][0] > 0.99
    assert found.pairs["reasons"][0] == (
        "Cùng họ tên, cùng ngày sinh, cùng số thẻ đảng viên, cùng số lý lịch, cùng quê quán, "
        "cùng ngày vào Đảng; khác số điện thoại; khác chi bộ"
    )
    assert found.clusters.rows() == [("m.csv##1", "m.csv##1"), ("m.csv##2", "m.csv##1")]
    assert found.guarded.is_empty()


def test_everybody_different_gives_nothing() -> None:
    found = find_duplicates(listed(LAN))

    assert found.pairs.is_empty()
    assert found.clusters.is_empty()
    assert found.guarded.is_empty()


def test_an_empty_list_gives_empty_frames() -> None:
    found = find_duplicates(listed(LAN).clear())

    assert found.pairs.columns == ["row_id_1", "row_id_2", "probability", "reasons"]
    assert found.clusters.columns == ["row_id", "cluster"]
    assert found.guarded.columns == ["row_id_1", "row_id_2", "probability", "reason"]


def test_a_lost_zero_does_not_hide_lan() -> None:
    again = LAN | {"citizen_id": "99187003528", "birth_date": "1987", "file_number": None}

    assert proposed(find_duplicates(listed(LAN, again))) == TWO


def test_a_misread_digit_is_told_in_words() -> None:
    again = LAN | {"card_number": "09933418", "citizen_id": "0991" + "8700352", "phone": None}
    found = find_duplicates(listed(LAN, again))

    assert proposed(found) == TWO
    assert "khác" in found.pairs["reasons"][0]


def test_name_without_accents_birth_date_and_home_are_enough_in_a_commune() -> None:
    columns = ("full_name", "birth_date", "hometown", "org_name")
    lan = {name: LAN[name] for name in columns}
    again = lan | {"full_name": "Pham Thi Ngoc Lan", "org_name": "Chi bộ trường Tiểu học"}
    frame = listed(lan, again).select("row_id", *columns)

    assert proposed(find_duplicates(frame)) == TWO


def test_a_year_only_birth_date_is_the_same_birth_date() -> None:
    again = LAN | {"birth_date": "1987", "citizen_id": None, "card_number": None}
    found = find_duplicates(listed(LAN, again))

    assert proposed(found) == TWO
    assert "cùng năm sinh, một bên không ghi đủ ngày tháng" in found.pairs["reasons"][0]


def test_day_and_month_swapped() -> None:
    lan = LAN | {"birth_date": "1987-08-04"}
    again = lan | {"birth_date": "1987-04-08", "citizen_id": None}
    found = find_duplicates(listed(lan, again))

    assert proposed(found) == TWO
    assert "ngày và tháng sinh đổi chỗ" in found.pairs["reasons"][0]


HUNG = LAN | {
    "full_name": "Nguyễn Văn Hùng", "sex": "nam", "citizen_id": "0990" + "87003101",
    "card_number": "09933111", "file_number": "222111TH",
}  # fmt: skip
HANH = HUNG | {
    "full_name": "Nguyễn Văn Hạnh", "citizen_id": None, "card_number": "09933222",
    "file_number": "222333TH",
}  # fmt: skip


def test_twins_with_two_citizen_ids_are_two_people() -> None:
    hanh = HANH | {"citizen_id": "0990" + "87003202"}

    assert find_duplicates(listed(HUNG, hanh), threshold=0.01).pairs.is_empty()


def test_twins_without_citizen_ids_are_two_people() -> None:
    bare = {"citizen_id": None, "card_number": None, "file_number": None}

    assert find_duplicates(listed(HUNG | bare, HANH | bare), threshold=0.01).pairs.is_empty()


def test_the_same_name_and_date_with_two_valid_ids_is_held_back_and_counted() -> None:
    other = LAN | {"citizen_id": "0991" + "87003999", "card_number": None}
    found = find_duplicates(listed(LAN, other))

    assert found.pairs.is_empty()
    assert found.guarded.select("row_id_1", "row_id_2", "reason").rows() == [
        ("m.csv##1", "m.csv##2", "hai số căn cước hợp lệ khác nhau")
    ]


def test_father_and_son_of_one_name() -> None:
    father = HUNG | {"birth_date": "1950-03-01", "citizen_id": None, "card_number": None}
    son = HUNG | {"birth_date": "1975-03-01", "citizen_id": None, "card_number": None}
    found = find_duplicates(listed(father, son))

    assert found.pairs.is_empty()
    assert all("hai thế hệ" in reason for reason in found.guarded["reason"])


def test_a_member_in_transit_is_on_two_lists_rightly() -> None:
    leaving = LAN | {"status": "in_transit"}
    arriving = LAN | {"org_name": "Chi bộ trường Tiểu học"}
    found = find_duplicates(listed(leaving, arriving))

    assert found.pairs.is_empty()
    assert found.guarded["reason"].to_list() == [
        "cùng một đồng chí đang chuyển sinh hoạt giữa hai chi bộ"
    ]


def test_in_transit_but_twice_in_one_cell_is_a_duplicate() -> None:
    assert proposed(find_duplicates(listed(LAN, LAN | {"status": "in_transit"}))) == TWO


def test_a_placeholder_phone_is_no_evidence_and_is_reported() -> None:
    people = [neighbour(number) | {"phone": "0900123123"} for number in range(30)]
    found = find_duplicates(listed(*people, others=0))

    assert found.pairs.is_empty()
    assert found.capped.rows() == [("số điện thoại", 1, 30)]


def test_a_row_between_two_people_joins_only_one_of_them() -> None:
    """B has no id and looks like A and like C, who are known to be two people."""
    other = LAN | {"citizen_id": "0991" + "87003999", "phone": "0900000777"}
    between = LAN | {"citizen_id": None, "org_name": "Chi bộ trường Tiểu học"}
    found = find_duplicates(listed(LAN, between, other))

    assert proposed(found) == [("m.csv##1", "m.csv##2"), ("m.csv##2", "m.csv##3")]
    assert found.clusters.rows() == [("m.csv##1", "m.csv##1"), ("m.csv##2", "m.csv##1")]


def test_progress_is_told_up_to_the_end() -> None:
    parts: list[float] = []
    find_duplicates(listed(LAN, LAN), progress=parts.append)

    assert parts == sorted(parts)
    assert parts[-1] == 1.0


slips = st.fixed_dictionaries(
    {},
    optional={
        "full_name": st.sampled_from(["Pham Thi Ngoc Lan", "Phạm Thị Lan", "Phạm Thị Ngọc Lam"]),
        "birth_date": st.sampled_from(["1987", "1987-08", "1987-08-25", "1957-08-24", None, "x"]),
        "citizen_id": st.sampled_from(["099187003528", "099187003529", "99187003528", None]),
        "card_number": st.sampled_from(["09933419", "9933418", None]),
        "phone": st.sampled_from(["0900000287", None]),
        "hometown": st.sampled_from(["xã Tam Thanh, tỉnh Thanh Hóa", None]),
        "status": st.sampled_from(["in_transit", "transferred", "died"]),
        "org_name": st.sampled_from(["Chi bộ thôn Đông", None]),
    },
)
lists = st.lists(slips.map(lambda slip: LAN | slip), min_size=2, max_size=6)


@settings(max_examples=8, deadline=None)
@given(lists)
def test_promises_hold_for_any_rows(people: list[dict[str, str | None]]) -> None:
    frame = listed(*people, others=5)
    found = find_duplicates(frame, threshold=0.5)
    again = find_duplicates(frame.reverse(), threshold=0.5)

    # The order of the rows changes nothing.
    assert proposed(found) == proposed(again)
    assert found.guarded["row_id_1"].to_list() == again.guarded["row_id_1"].to_list()
    # Each pair once, and two valid ids that differ never stand in one pair or one group.
    assert all(one < other for one, other in proposed(found))
    assert len(set(proposed(found))) == found.pairs.height
    ids = frame.filter(pl.col("citizen_id").str.contains(r"^\d{12}$"))
    named = dict(ids.select("row_id", "citizen_id").iter_rows())
    for one, other in proposed(found):
        assert named.get(one, "") == named.get(other, "") or not (one in named and other in named)
    for _, rows in found.clusters.group_by("cluster"):
        assert len({named[row] for row in rows["row_id"] if row in named}) <= 1
        assert rows.height > 1
    held = set(found.guarded.select("row_id_1", "row_id_2").iter_rows())
    assert held.isdisjoint(proposed(found))


def test_a_list_without_origins_is_matched_and_explained_by_residence() -> None:
    lan = LAN | {"hometown": None, "permanent_address": "bản Hậu, xã Tam Lư, tỉnh Thanh Hóa"}
    people = [lan, lan | {"citizen_id": None}]
    found = find_duplicates(listed(*people, others=0))

    assert "cùng nơi thường trú" in found.pairs["reasons"][0]
    assert "quê" not in found.pairs["reasons"][0]

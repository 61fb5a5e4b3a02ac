"""Blocks: who is compared with whom, and what would cost too much."""

from __future__ import annotations

import polars as pl

from dangvien.core.match import blocking, keys

from .people import LAN, listed, neighbour


def compared(frame: pl.DataFrame) -> set[tuple[int, int]]:
    pairs, _ = blocking.candidates(keys.prepare(frame))
    return set(pairs.iter_rows())


def test_a_shared_surname_is_no_reason_to_compare() -> None:
    people = [neighbour(number) | {"hometown": None} for number in range(60)]

    assert compared(listed(*people, others=0)) == set()


def test_one_thing_in_common_is_enough() -> None:
    bare: dict[str, object] = {"full_name": LAN["full_name"]}
    for slip in (
        {"citizen_id": LAN["citizen_id"]},
        {"card_number": LAN["card_number"]},
        {"file_number": LAN["file_number"]},
        {"phone": LAN["phone"]},
        {"birth_date": LAN["birth_date"]},
        {"birth_date": LAN["birth_date"], "full_name": "Phạm Thị Lan"},
        {"birth_date": LAN["birth_date"], "full_name": "Phan Thị Ngọc Lan"},
        {"birth_date": LAN["birth_date"], "full_name": "Lan Phạm Thị Ngọc"},
        {"birth_date": LAN["birth_date"], "full_name": "Phạm Thị Ngọc Nan"},
        {"birth_date": "1987"},
        {"birth_date": "1987-08-20"},
        {"birth_date": "1978-08-24"},
        {"admission_date": LAN["admission_date"]},
        {"hometown": LAN["hometown"]},
    ):
        assert (0, 1) in compared(listed(LAN, bare | slip)), slip


def test_a_pair_is_met_once_and_in_order() -> None:
    pairs, _ = blocking.candidates(keys.prepare(listed(LAN, LAN, LAN)))

    assert pairs.filter(pl.col("uid_r") < 3).rows() == [(0, 1), (0, 2), (1, 2)]


def test_two_valid_ids_that_differ_are_compared_only_to_be_counted() -> None:
    other = LAN | {"citizen_id": "099187003999"}

    assert (0, 1) in compared(listed(LAN, other))
    assert (0, 1) not in compared(listed(LAN, other | {"birth_date": "1987-08-25"}))


def test_a_key_of_too_many_rows_is_left_out_and_counted() -> None:
    people = [neighbour(number) | {"phone": "0900123123"} for number in range(40)]
    pairs, capped = blocking.candidates(keys.prepare(listed(*people, others=0)))

    assert pairs.is_empty()
    assert capped.rows() == [("số điện thoại", 1, 40)]


def test_an_empty_list_has_no_pairs() -> None:
    pairs, capped = blocking.candidates(keys.prepare(listed(LAN).clear()))

    assert pairs.is_empty()
    assert capped.is_empty()

"""People: numbers are nobody else's, names are built as their bearers build them."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dangvien.synth.draw import dice, pool, zipf
from dangvien.synth.names import names
from dangvien.synth.registry import Registry


def test_citizen_ids_tell_sex_century_and_year() -> None:
    male, year = np.array([True, False, True, False]), np.array([1962, 1987, 2003, 2001])
    ids = Registry(1).citizen_ids(male, year)
    assert [one[:6] for one in ids] == ["099062", "099187", "099203", "099301"]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(0, 9))
def test_no_number_is_issued_twice_in_any_block(blocks: list[int], seed: int) -> None:
    registry = Registry(seed)
    phones, ids, cards = [], [], []
    for count in blocks:
        phones.append(registry.phones(count))
        ids.append(registry.citizen_ids(np.ones(count, dtype=bool), np.full(count, 1980)))
        cards.append(registry.cards(pl.Series(["38"] * count)))
    for issued in (phones, ids, cards):
        assert pl.concat(issued).n_unique() == sum(blocks)


def drawn(group: str, male: bool) -> list[str]:
    """Two hundred names of one group."""
    count = 200
    return names(
        dice(3), pl.Series([group] * count), np.full(count, male), np.full(count, 1985)
    ).to_list()


def test_names_are_built_by_the_custom_of_the_group() -> None:
    assert all(name.startswith("H'") for name in drawn("Ê Đê", male=False))
    assert all(name.startswith("Y ") for name in drawn("Ê Đê", male=True))
    assert any(" A " in name for name in drawn("Mông", male=True))
    assert any(name.startswith("K'") for name in drawn("Cơ Ho", male=True))


def test_a_third_of_the_majority_is_called_nguyen() -> None:
    surnames = [name.split()[0] for name in drawn("Kinh", male=True)]
    assert 40 < surnames.count("Nguyễn") < 100


def test_names_have_single_spaces_and_no_edges() -> None:
    for group in ("Kinh", "Thái", "Khmer", "Gia Rai", "Xơ Đăng", "Xtiêng"):
        for male in (True, False):
            assert all(name == " ".join(name.split()) and name for name in drawn(group, male))


def test_a_pool_follows_its_weights() -> None:
    words = pool({"x": 3, "y": 1}).draw(dice(1), 4_000)
    assert 2_800 < (words == "x").sum() < 3_200
    assert zipf(["một", "hai", "một"]).words.to_list() == ["một", "hai"]

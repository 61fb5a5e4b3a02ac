"""The tree: codes nest, sizes add up, names are real places."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dangvien.synth.draw import dice
from dangvien.synth.tree import grow, unsettle
from dangvien.synth.tree.sizes import groups, shares, sizes


def significant(code: str) -> str:
    """A code without the empty groups at its end."""
    parts = code.split(".")
    while len(parts) > 1 and parts[-1] == "000":
        parts.pop()
    return ".".join(parts)


@given(st.integers(1, 4_000), st.integers(0, 99))
@settings(max_examples=40)
def test_cell_sizes_add_up_to_the_members(members: int, seed: int) -> None:
    drawn = sizes(dice(seed), members)
    assert drawn.sum() == members
    assert drawn.min() > 0


@given(st.integers(1, 60), st.integers(0, 40), st.integers(0, 99))
def test_every_unit_gets_a_cell_and_no_cell_is_left_over(units: int, more: int, seed: int) -> None:
    counts = shares(dice(seed), units + more, units)
    assert counts.sum() == units + more
    assert counts.min() >= 1


@given(st.integers(0, 80), st.integers(0, 99))
def test_committees_take_all_cells_of_a_unit(cells: int, seed: int) -> None:
    assert sum(groups(dice(seed), cells)) == cells


def test_codes_are_unique_and_begin_with_their_parents_code() -> None:
    orgs = grow(6_000, 2).orgs
    assert orgs["code"].n_unique() == orgs.height
    assert orgs["code"].str.contains(r"^\d\d(\.\d{3}){4}$").all()
    for code, parent in orgs.select("code", "parent").drop_nulls().iter_rows():
        assert code.startswith(significant(parent))


def test_siblings_have_names_of_their_own() -> None:
    orgs = grow(30_000, 3).orgs
    assert orgs.select("parent", "name").n_unique() == orgs.height


def test_faults_leave_the_cells_and_their_members_in_order() -> None:
    tree = grow(6_000, 2)
    spoilt = unsettle(tree, 2, 1.0)
    for column in ("cell", "size", "trade"):
        assert spoilt.cells[column].to_list() == tree.cells[column].to_list()


def test_a_tree_without_dirt_only_gains_closed_organisations() -> None:
    tree = grow(6_000, 2)
    clean = unsettle(tree, 2, 0.0)
    assert clean.orgs.head(tree.orgs.height)["code"].to_list() == tree.orgs["code"].to_list()
    assert set(clean.orgs.tail(clean.orgs.height - tree.orgs.height)["status"]) == {"Đã giải thể"}

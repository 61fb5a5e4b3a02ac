"""Groups: everybody joined who may be, nobody joined who is known to be somebody else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangvien.core.match.clusters import group


def test_pairs_make_chains() -> None:
    assert group([(1, 2), (2, 3), (7, 8)], [], {}) == [[1, 2, 3], [7, 8]]


def test_two_identifiers_are_two_people() -> None:
    assert group([(1, 2), (2, 3)], [], {1: "A", 3: "B"}) == [[1, 2]]


def test_the_surest_pair_wins() -> None:
    assert group([(2, 3), (1, 2)], [], {1: "A", 3: "B"}) == [[2, 3]]


def test_rows_held_apart_stay_apart() -> None:
    assert group([(1, 2), (2, 3)], [(1, 3)], {}) == [[1, 2]]


rows = st.integers(0, 12)
couples = st.lists(st.tuples(rows, rows).filter(lambda pair: pair[0] < pair[1]), unique=True)


@given(couples, couples, st.dictionaries(rows, st.sampled_from("AB")))
def test_groups_never_break_a_promise(
    pairs: list[tuple[int, int]], apart: list[tuple[int, int]], named: dict[int, str]
) -> None:
    groups = group(pairs, apart, named)
    members = [row for one in groups for row in one]

    assert len(members) == len(set(members))
    for one in groups:
        assert len(one) > 1
        assert one == sorted(one)
        assert len({named[row] for row in one if row in named}) <= 1
        assert not any(left in one and right in one for left, right in apart)

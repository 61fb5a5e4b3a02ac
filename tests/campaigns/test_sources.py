"""The figures that cities printed, made again from units of that size; their slips are refused.

Source 000: 350,459/365,911 (95.78 %), 172 of 173 units complete; 95/173 units at 50 %, 36 at 80 %.
Source 003: 88,279 is 72.87 % of all and 80.16 % of those who could; its three parts make 88,297.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.campaigns import sums
from dangvien.campaigns.counts import NAMES, PARTS, Counts, total
from dangvien.campaigns.queries.figures import distribution
from dangvien.campaigns.queries.tree import rolled_up
from dangvien.look.numbers import percent, share

ALL, WITH_ID, UNITS = 365_911, 350_459, 173
ORGANISATIONS = 20_000


def units(count: int, people: int) -> list[int]:
    """People shared out over units, no two neighbours alike, the sum exact."""
    weights = [3 + (7 * n) % 11 for n in range(count)]
    whole = sum(weights)
    shares = [people * weight // whole for weight in weights]
    shares[-1] += people - sum(shares)
    return shares


def test_citizen_ids_of_source_000() -> None:
    """One unit holds all that is missing; it is the largest, or it could not."""
    sizes = units(UNITS - 1, ALL - 40_000)
    missing = ALL - WITH_ID
    counts = [Counts(base=n, done=n) for n in sizes]
    counts.append(Counts(base=40_000, done=40_000 - missing, cell=missing))
    whole = total(counts)
    whole.check("TP.HCM")
    assert (whole.done, whole.whole) == (WITH_ID, ALL)
    assert share(whole.done, whole.whole) == "350.459/365.911 (95,78\u00a0%)"
    told = distribution(counts)
    assert (told.all, told.units) == (172, 173)
    mean = sum(one.rate or 0 for one in counts) / UNITS
    assert mean > 9_960, "an average of percentages would have said 99.6 %"


def test_units_at_the_thresholds_of_source_000() -> None:
    """95 of 173 units at 50 %, 36 of them at 80 %; one person short of a threshold is below it."""
    counts = []
    for place, size in enumerate(units(UNITS, ALL)):
        rate = 80 if place < 36 else 50
        done = -(-size * rate // 100) if place < 95 else -(-size * 50 // 100) - 1
        counts.append(Counts(base=size, done=done, cell=size - done))
    told = distribution(counts)
    assert (told.half, told.most, told.all, told.units) == (95, 36, 0, 173)


def test_two_denominators_of_source_003() -> None:
    installed, everybody, able = 88_279, 121_146, 110_129
    assert percent(installed, everybody) == "72,87\u00a0%"
    assert percent(installed, able) == "80,16\u00a0%"
    parts = {"xong": installed, "chưa có máy": everybody - able, "còn lại": able - installed}
    sums.check(everybody, parts)


def test_the_slip_of_source_003_is_refused() -> None:
    parts = {"máy tính": 5_503, "ứng dụng": 80_970, "chờ duyệt": 1_824}
    with pytest.raises(sums.Refused) as told:
        sums.check(88_279, parts, "Hà Nội")
    assert str(told.value).startswith(
        "Hà Nội: 5.503 + 80.970 + 1.824 = 88.297, không phải 88.279 (thừa 18). "
    )
    assert "đảo chỗ" in str(told.value)


def test_a_tree_of_twenty_thousand_adds_up() -> None:
    """173 units, each with its cells: every level is the sum of the one below, in one pass."""
    top = (1, "TP.HCM", "/1/", None, "tinh", False)
    wards = [(1 + n, f"Phường {n}", f"/1/{1 + n}/", 1, "xa", False) for n in range(1, UNITS + 1)]
    cells = [
        (1000 + n, f"Chi bộ {n}", f"/1/{2 + n % UNITS}/{1000 + n}/", 2 + n % UNITS, "chi_bo_co_so",
         False)
        for n in range(ORGANISATIONS - UNITS - 1)
    ]  # fmt: skip
    sizes = units(len(cells), ALL)
    counts = {
        cell[0]: Counts(base=size, done=size * 9 // 10, cell=size - size * 9 // 10)
        for cell, size in zip(cells, sizes, strict=True)
    }
    rows = rolled_up([top, *cells, *wards], counts)
    assert len(rows) == ORGANISATIONS
    assert rows[0].counts == total(counts.values())
    assert rows[0].counts == total(row.counts for row in rows if row.depth == 1)
    assert rows[0].peopled == len(cells)
    for row in rows[1:]:
        assert row.depth == len(row.path.strip("/").split("/")) - 1


@given(st.lists(st.tuples(*(st.integers(0, 5000) for _ in PARTS)), min_size=1, max_size=12))
def test_whatever_the_parts_the_sum_holds(parts: list[tuple[int, ...]]) -> None:
    counts = [Counts(base=sum(row), **dict(zip(PARTS, row, strict=True))) for row in parts]
    whole = total(counts)
    whole.check()
    assert whole.base == whole.whole + whole.gone
    assert whole.left == whole.approval + whole.cell + whole.police + whole.above
    assert set(whole.as_dict()) == set(NAMES)


@given(st.integers(1, 10**7), st.integers(1, 10**6))
def test_what_does_not_add_up_is_always_refused(whole: int, gap: int) -> None:
    for said in (whole + gap, whole - gap):
        with pytest.raises(sums.Refused):
            sums.check(said, {"xong": whole, "còn lại": 0})
    with pytest.raises(sums.Refused, match="số âm"):
        sums.check(whole, {"xong": whole + gap, "còn lại": -gap})

"""Names, forms and codes of organisations."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core.organisation_names import (
    FORMS,
    allowed,
    code_digits,
    code_groups,
    code_parent,
    form_of,
    kind_state,
    match_names,
    name_twins,
    org_key,
)

NOW, BEFORE = date(2026, 1, 1), date(2025, 6, 30)
PILOT = date(2026, 8, 1)
KNOWN = [
    ("a", "Chi bộ thôn 3"),
    ("b", "Chi bộ thôn 8"),
    ("c", "Chi bộ Trường Tiểu học Tam Lư"),
    ("d", "Chi bộ Trường THCS Tam Lư"),
    ("e", "Chi bộ thôn Hạ"),
    ("f", "Chi bộ thôn Hà"),
    ("g", "Chi bộ Quân sự"),
    ("h", "Chi bộ thôn Phương Đình"),
]


@pytest.mark.parametrize(
    "same",
    [
        ("Chi bộ thôn 3", "CB thôn 3", "chi bộ THÔN 03", "thôn 3"),
        ("Chi bộ Tổ dân phố số 5", "CB TDP 5"),
        ("Đảng bộ xã Tam Lư", "Đảng ủy xã Tam Lư", "ĐU xã Tam Lư", "ĐB xã Tam Lư"),
        ("Chi bộ Trường Tiểu học Hoà Bình", "Trường TH Hòa Bình"),
        ("Chi bộ Ủy ban nhân dân xã", "Chi bộ UBND xã"),
    ],
)
def test_one_name_has_one_key(same: tuple[str, ...]) -> None:
    assert len({org_key(name) for name in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chi bộ thôn 3", "Chi bộ thôn 8"),
        ("Chi bộ thôn Ba", "Chi bộ thôn 3"),
        ("Chi bộ Công an xã", "Đảng bộ Công an xã"),
        ("Trường Tiểu học A", "Trường THCS A"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert org_key(one) != org_key(other)


@pytest.mark.parametrize(
    ("name", "how", "code"),
    [
        ("thôn 3", "exact", "a"),
        ("Trường TH Tam Lu", "exact", "c"),
        ("thôn Hạ", "exact", "e"),
        ("Chi bộ thôn 3 xã Tam Lư", "near", "a"),
        ("Chi bộ thôn Phưong Đìng", "near", "h"),
        ("thon Ha", None, None),
        ("Chi bộ thôn 9", None, None),
        ("Trường THPT Tam Lư", None, None),
        ("Đảng bộ Quân sự", None, None),
        ("", None, None),
    ],
)
def test_names_are_matched_or_only_proposed(name: str, how: str | None, code: str | None) -> None:
    (match,) = match_names([name], KNOWN)
    assert (match.how, match.guess_code) == (how, code)
    assert match.code == (code if how == "exact" else None)


@given(st.lists(st.sampled_from([name for _, name in KNOWN])))
def test_known_names_match_themselves(names: list[str]) -> None:
    assert [match.guess_name for match in match_names(names, KNOWN)] == names


def test_near_same_siblings_are_twins_of_each_other() -> None:
    rows = [(1, "Chi bộ thôn 3", 9), (2, "CB thôn 03", 9), (3, "Chi bộ thôn 8", 9),
            (4, "Chi bộ thôn Hạ", 9), (5, "Chi bộ thôn Hà", 9), (6, "Chi bộ thôn 3", 8),
            (7, "Chi bộ thôn 3", None), (8, "Chi bộ thôn Phương Đình", 9),
            (9, "Chi bộ thôn Phưong Đìnhh", 9)]  # fmt: skip
    twins = name_twins(rows)
    assert twins == {1: "CB thôn 03", 2: "Chi bộ thôn 3",
                     8: "Chi bộ thôn Phưong Đìnhh", 9: "Chi bộ thôn Phương Đình"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "told", "form"),
    [
        ("Chi bộ thôn 3", "Chi bộ trực thuộc Đảng ủy cơ sở", "chi_bo_truc_thuoc"),
        ("Chi bộ Công an xã", "Chi bộ cơ sở", "chi_bo_co_so"),
        ("Chi bộ cơ sở Công an", "Chi bộ", "chi_bo_co_so"),
        ("", "Đảng bộ bộ phận", "dang_bo_bo_phan"),
        ("", "Đảng bộ cơ sở", "dang_bo_co_so"),
        ("", "Đảng bộ cấp trên trực tiếp cơ sở", "xa"),
        ("Đảng bộ xã Tam Lư", None, "xa"),
        ("Đảng bộ UBND xã Tam Lư", None, "dang_bo_co_so"),
        ("Đảng bộ UBND tỉnh Thanh Hóa", None, "xa"),
        ("Đảng bộ thành phố Hà Nội", None, "tinh"),
        ("Đảng bộ TP Thanh Hóa", None, "xa"),
        ("Tỉnh ủy Thanh Hóa", None, "tinh"),
        ("Tổ đảng 1", None, "to_dang"),
        ("linh tinh", None, None),
        (None, None, None),
    ],
)
def test_forms(name: str | None, told: str | None, form: str | None) -> None:
    assert form_of(name, told) == form


@pytest.mark.parametrize(
    ("child", "parent", "day", "may"),
    [
        ("chi_bo_co_so", "xa", NOW, True),
        ("chi_bo_truc_thuoc", "xa", BEFORE, False),
        ("chi_bo_truc_thuoc", "xa", NOW, True),
        ("dang_bo_co_so", "tinh", NOW, False),
        ("dang_bo_co_so", "tinh", PILOT, True),
        ("to_dang", "chi_bo_co_so", NOW, None),
        ("chi_bo_truc_thuoc", None, NOW, None),
    ],
)
def test_what_may_stand_under_what(child: str, parent: str | None, day: date, may: bool) -> None:
    assert allowed(child, parent, day) is may


def test_a_cell_has_no_children() -> None:
    for child in FORMS[:-1]:
        for cell in ("chi_bo_co_so", "chi_bo_truc_thuoc"):
            assert allowed(child, cell, PILOT) is False


@pytest.mark.parametrize(
    ("text", "day", "state"),
    [
        ("Thị trấn", NOW, "obsolete"),
        ("3. thị trấn", BEFORE, "current"),
        ("Đặc khu", NOW, "current"),
        ("Đặc khu", BEFORE, "unknown"),
        ("DN ngoài NN", NOW, "current"),
        ("Đơn vị sự nghiệp (trường học)", NOW, "current"),
        ("linh tinh", NOW, "unknown"),
        ("", NOW, None),
        (None, NOW, None),
    ],
)
def test_kinds(text: str | None, day: date, state: str | None) -> None:
    assert kind_state(text, day) == state


def test_codes_are_read_with_and_without_dots() -> None:
    assert code_digits("38.168.053.000.001") == "38168053000001"
    assert code_digits("38168053000001") == "38168053000001"
    assert code_digits("38.168.O53") is None
    assert code_digits(None) is code_digits("") is None
    assert code_groups("38.168.053.000.001") == ("38", "168", "053", "000", "001")
    assert code_groups("38.168.053") is None
    assert code_groups("38168053000001", BEFORE) is None


def test_the_code_above_has_the_last_group_in_zeros() -> None:
    up = ["38.168.053.002.001", "38.168.053.002.000", "38.168.053.000.000", "38.168.000.000.000",
          "38.000.000.000.000"]  # fmt: skip
    for code, parent in pairwise(up):
        assert code_parent(code) == code_digits(parent)
    assert code_parent(up[-1]) is None
    assert code_parent("12" * 4) is None


def test_a_name_that_stands_inside_just_one_known_name_is_proposed() -> None:
    known = [("1", "Chi bộ bản Nà Lốc"), ("2", "Chi bộ bản Nà Ơi"), ("3", "Chi bộ Cơ quan UBND xã"),
             ("4", "Chi bộ thôn Đông Sơn 1"), ("5", "Chi bộ thôn Đông Sơn 2")]  # fmt: skip
    told = ["Chi bộ Nà Lốc", "CB UBND xã", "Chi bộ Đông Sơn", "Chi bộ Nà", "Chi bộ Đông Sơn 2"]
    guesses = [match.guess_code for match in match_names(told, known)]
    assert guesses == ["1", "3", None, None, "5"]
    assert all(match.code is None for match in match_names(told, known))

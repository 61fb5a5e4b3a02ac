"""Closed lists: a label in any dress is in force, an alias is proposed, the rest is unknown."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core import codes, schema
from dangvien.core.reading import Reading
from dangvien.core.reference import codes as tables

YARDSTICK = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
political = partial(codes.read_code, "political_theory")
professional = partial(codes.read_code, "professional_level")
READERS: list[Callable[[str], Reading]] = [
    codes.read_sex, codes.read_member_type, codes.read_status, codes.read_ethnicity,
    codes.read_religion, political, professional,
]  # fmt: skip
WORDS = """Nam nữ Nu chính thức dự bị đang sinh hoạt miễn chuyển đi chết dân tộc Mường Hmông H'Mông
Ê-đê Tày Thổ không Phật giáo đạo Đại học Luật TC Sơ cấp 01 04 x - n/a"""
CELL = st.one_of(
    st.text(max_size=20), st.lists(st.sampled_from(WORDS.split()), max_size=4).map(" ".join)
)


@pytest.mark.parametrize(
    ("read", "raw", "value"),
    [
        (codes.read_sex, "NAM", "nam"),
        (codes.read_sex, normalize("NFD", "Nữ "), "nữ"),
        (codes.read_member_type, "Chính thức", "official"),
        (codes.read_member_type, "ĐV dự bị", "probationary"),
        (codes.read_ethnicity, "KINH", "Kinh"),
        (codes.read_ethnicity, "Ê-đê", "Ê Đê"),
        (codes.read_ethnicity, "Bana", "Ba Na"),
        (codes.read_religion, "không", "Không"),
        (codes.read_religion, "Phật giáo Hoà Hảo", "Phật giáo Hòa Hảo"),
        (political, "cao cấp", "Cao cấp"),
        (professional, "ĐẠI HỌC", "Đại học"),
    ],
)
def test_a_label_in_any_dress_is_put_in_force(
    read: Callable[[str], Reading], raw: str, value: str
) -> None:
    assert read(raw) == Reading(value, reason=codes.LABEL_REASON)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("Đang sinh hoạt", "active"), ("Đang SHĐ", "active"), ("Miễn SHĐ", "exempt"),
        ("Miễn công tác và sinh hoạt đảng", "exempt"), ("Miễn CT & SHĐ", "exempt"),
        ("Đình chỉ", "suspended"), ("Chờ chuyển", "in_transit"), ("Chuyển đi", "transferred"),
        ("Đã chuyển sinh hoạt", "transferred"), ("Từ trần", "died"), ("Đã mất", "died"),
        ("Chết", "died"), ("Xoá tên", "struck_off"), ("Xóa tên", "struck_off"),
        ("Xin ra", "resigned"), ("Khai trừ", "expelled"),
    ],
)  # fmt: skip
def test_every_way_to_say_a_status(raw: str, status: str) -> None:
    reading = codes.read_status(raw)
    assert (reading.value, reading.fault) == (status, None)


def test_the_label_of_every_code_leads_back_to_it() -> None:
    for read, values in zip(READERS, (schema.SEXES, schema.MEMBER_TYPES, schema.STATUSES),
                            strict=False):  # fmt: skip
        for value in values:
            assert read(value) == Reading(value)
            assert read(schema.LABELS_OF_VALUES[value]).value == value


@pytest.mark.parametrize(
    ("read", "raw", "fault", "fix"),
    [
        (codes.read_sex, "Nu", "alias", "nữ"),
        (codes.read_sex, "F", "alias", "nữ"),
        (codes.read_sex, "1", "unknown", None),
        (codes.read_sex, "0", "unknown", None),
        (codes.read_member_type, "Du bi", "unknown", "probationary"),
        (codes.read_status, "Chết năm 2019", "unknown", "died"),
        (codes.read_status, "Nghỉ hưu", "unknown", None),
        (codes.read_ethnicity, "Mèo", "alias", "Mông"),
        (codes.read_ethnicity, "H'Mông", "alias", "Mông"),
        (codes.read_ethnicity, "Khơ-me", "alias", "Khmer"),
        (codes.read_ethnicity, "Dân tộc Thái", "alias", "Thái"),
        (codes.read_ethnicity, "Muong", "alias", "Mường"),
        (codes.read_ethnicity, "01", "bare_code", "Kinh"),
        (codes.read_ethnicity, "1", "bare_code", "Kinh"),
        (codes.read_ethnicity, "99", "unknown", None),
        (codes.read_ethnicity, "Elf", "unknown", None),
        (codes.read_ethnicity, "không", "placeholder", None),
        (codes.read_religion, "Lương", "alias", "Không"),
        (codes.read_religion, "không có", "alias", "Không"),
        (codes.read_religion, "Thiên chúa giáo", "alias", "Công giáo"),
        (codes.read_religion, "02", "bare_code", "Công giáo"),
        (codes.read_religion, "-", "placeholder", None),
        (political, "TC", "alias", "Trung cấp"),
        (political, "Không", "alias", "Chưa qua đào tạo"),
        (professional, "ĐH", "alias", "Đại học"),
        (professional, "Đại học Luật", "alias", "Đại học"),
        (professional, "ThS", "alias", "Thạc sĩ"),
        (professional, "12/12", "unknown", None),
    ],
)
def test_another_name_is_proposed_and_an_unknown_one_is_asked_about(
    read: Callable[[str], Reading], raw: str, fault: str, fix: str | None
) -> None:
    reading = read(raw)
    assert (reading.value, reading.fault, reading.fix) == (raw, fault, fix)


def test_a_number_that_two_lists_read_differently_is_nobodys_guess() -> None:
    reading = codes.read_ethnicity("04")
    assert (reading.fault, reading.fix, reading.detail) == ("bare_code", None, "Mường; Hoa")


def test_a_name_of_two_peoples_explains_nothing() -> None:
    reading = codes.read_ethnicity("Trại")
    assert (reading.fault, reading.fix, reading.detail) == ("unknown", None, "Dao; Sán Dìu")
    assert codes.read_ethnicity("Thổ") == Reading("Thổ")


@pytest.mark.parametrize("read", READERS)
@given(raw=CELL)
def test_reading_a_code_is_safe(read: Callable[[str], Reading], raw: str) -> None:
    reading = read(raw)
    if reading.value is None:
        return
    again = read(reading.value)
    assert (again.value, again.fault, again.reason) == (reading.value, reading.fault, None)
    if reading.fix:
        assert read(reading.fix) == Reading(reading.fix)


def test_the_tables_hold_what_the_lists_of_the_state_hold() -> None:
    groups = tables.ethnic_groups()
    assert len(groups) == 55
    assert sum(first != second for first, second in (g.codes for g in groups[:54])) == 37
    for place in (0, 1):
        assert sorted(g.codes[place] for g in groups[:54]) == [f"{n:02}" for n in range(1, 55)]
    assert [r.codes[0] for r in tables.religions() if r.codes[0]] != []
    for group in groups:
        assert codes.read_ethnicity(group.name) == Reading(group.name)


@pytest.mark.skipif(not YARDSTICK.exists(), reason="shared/reference: the yardstick tables")
def test_the_tables_agree_with_the_yardstick() -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (YARDSTICK / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    expected = {
        row["name_2008"]: (row["code_121_TCTK_PPCD_1979"], row["code_1019_QD_TCTK_2008"])
        for row in rows("ethnic_groups.csv")[:55]
    }
    assert {group.name: group.codes for group in tables.ethnic_groups()} == expected
    provinces = {row["cccd_code"] for row in rows("cccd_province_codes.csv")}
    assert {p for p, kind in tables.id_prefixes().items() if kind == "known"} == provinces
    prefixes = rows("phone_prefix_2018.csv")
    assert tables.phone_prefixes() == {
        row["old_4_digit_prefix"]: row["new_3_digit_prefix"] for row in prefixes
    }

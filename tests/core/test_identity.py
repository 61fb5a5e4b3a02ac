"""Numbers of people: notation goes, digits stay; what is lost is proposed."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core import identity
from dangvien.core.reading import Reading

LAN = "099193012345"
THANH_HOA = "0380" + "9301" + "2345"  # a real prefix; written apart, for it may be somebody
CMND = "1734" + "56780"
CARD = "38012345"

READERS: list[Callable[[str], Reading]] = [
    identity.read_citizen_id, identity.read_old_id, identity.read_card, identity.read_file_number,
]  # fmt: skip
CELL = st.one_of(
    st.text(max_size=20),
    st.text("0123456789 .-/OolE+'xTH０", max_size=20),
    st.from_regex(r"[0-9]{5,13}", fullmatch=True),
)


# --- citizen id -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        "099 193 012 345", "099.193.012.345", "0991-9301-2345", "'099193012345", "’099193012345",
        "099193012345.0", "099193012345\xa0", "\u200b099193012345", "０９９１９３０１２３４５",
    ],
)  # fmt: skip
def test_notation_is_taken_away(raw: str) -> None:
    reading = identity.read_citizen_id(raw)
    assert (reading.value, reading.fault, reading.fix) == (LAN, None, None)


@pytest.mark.parametrize(
    ("raw", "fault", "fix"),
    [
        (LAN, None, None),
        (THANH_HOA, None, None),
        ("101" + LAN[3:], None, None),  # registered abroad: the prefix is another rule's business
        (CMND, "nine_digits", CMND),
        (THANH_HOA[1:], "lost_zero", THANH_HOA),
        (THANH_HOA[1:] + ".0", "lost_zero", THANH_HOA),
        ("1" + THANH_HOA[3:], "lost_zero", "001" + THANH_HOA[3:]),
        ("3" + THANH_HOA[3:], "lost_zero", None),  # 003 is no province
        (LAN[:11], "length", None),
        ("0990000001", "length", None),  # a phone number has lost nothing
        (LAN + "6", "length", None),
        (f"{CMND} / {LAN}", "length", LAN),
        ("O" + LAN[1:], "letters", LAN),
        (LAN[:-1] + "l", "letters", LAN[:-1] + "1"),
        (f"{LAN} (mới)", "letters", LAN),
        ("chờ cấp", "letters", None),
        ("9.9193012345E+10", "lost_zero", LAN),
        ("1.23E+11", "rounded", None),
        ("3.8093E10", "rounded", None),
        ("không có", "placeholder", None),
        ("0" * 12, "placeholder", None),
        ("12345" + "6789", "placeholder", None),
        ("1" * 9, "placeholder", None),
        ("x", "placeholder", None),
    ],
)
def test_what_is_wrong_with_a_citizen_id(raw: str, fault: str | None, fix: str | None) -> None:
    reading = identity.read_citizen_id(raw)
    assert (reading.fault, reading.fix) == (fault, fix)


def test_a_lost_zero_is_proposed_and_not_put_back() -> None:
    reading = identity.read_citizen_id(THANH_HOA[1:])
    assert reading.value == THANH_HOA[1:]
    assert reading.fix_reason == "thêm số 0 bị mất ở đầu"
    assert reading.confidence < 1


def test_a_citizen_id_tells_where_when_and_whom() -> None:
    parts = identity.citizen_parts
    assert parts(LAN) == identity.Parts("099", "synthetic", "nữ", 1993)
    assert parts(THANH_HOA) == identity.Parts("038", "known", "nam", 1993)
    assert parts("101305" + "0" * 6) == identity.Parts("101", "unknown", "nữ", 2005)
    assert parts("098005" + "0" * 6) == identity.Parts("098", "unknown", "nam", 1905)
    assert parts(CMND) is parts("٠" * 12) is parts("") is None


def test_the_63_provinces_are_known() -> None:
    assert len(identity.KNOWN_PREFIXES) == 63
    assert {"001", "038", "096"} <= identity.KNOWN_PREFIXES
    assert not {"000", "003", "097", "098", "099"} & identity.KNOWN_PREFIXES


# --- other numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "fault", "fix"),
    [
        (CMND, None, None),
        (LAN, None, None),  # 12 digits since 2012
        (CMND[1:], "length", "0" + CMND[1:]),
        ("0" + CMND[2:], "length", None),
        ("QĐ 12345", "length", None),
        ("1.7E+8", "length", None),
    ],
)
def test_an_old_identity_card(raw: str, fault: str | None, fix: str | None) -> None:
    reading = identity.read_old_id(raw)
    assert (reading.fault, reading.fix) == (fault, fix)


@pytest.mark.parametrize(
    ("raw", "value", "fault", "fix"),
    [
        (CARD, CARD, None, None),
        ("38.012.345", CARD, None, None),
        (LAN, LAN, None, None),
        ("8012345", "8012345", "lost_zero", "08012345"),
        ("0123406", "0123406", "length", None),
        (THANH_HOA[1:], THANH_HOA[1:], "lost_zero", THANH_HOA),
        (CMND, CMND, "length", None),
        ("38O12345", "38O12345", "letters", "38012345"),
        ("12345678", "12345678", "placeholder", None),
    ],
)
def test_a_party_card(raw: str, value: str, fault: str | None, fix: str | None) -> None:
    reading = identity.read_card(raw)
    assert (reading.value, reading.fault, reading.fix) == (value, fault, fix)


@pytest.mark.parametrize(
    ("raw", "value", "fault", "fix"),
    [
        ("012345TH", "012345TH", None, None),
        ("012345 th", "012345TH", None, None),
        ("012345/TH", "012345TH", None, None),
        ("12345TH", "12345TH", "malformed", "012345TH"),
        ("012345", "012345", "malformed", None),
        ("TH012345", "TH012345", "malformed", None),
        ("000000TH", "000000TH", "placeholder", None),
        ("chưa có", "chưa có", "placeholder", None),
    ],
)
def test_a_file_number(raw: str, value: str, fault: str | None, fix: str | None) -> None:
    reading = identity.read_file_number(raw)
    assert (reading.value, reading.fault, reading.fix) == (value, fault, fix)


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("read", READERS)
@given(raw=CELL)
def test_reading_a_number_is_safe(read: Callable[[str], Reading], raw: str) -> None:
    reading = read(raw)
    if reading.value is None:
        return
    again = read(reading.value)
    assert (again.value, again.fault, again.reason) == (reading.value, reading.fault, None)
    if reading.fix and reading.fault != "nine_digits":
        assert read(reading.fix) == Reading(reading.fix)


@given(st.from_regex(r"[0-9]{7,13}", fullmatch=True), st.sampled_from([" ", ".", "-", "", "'"]))
def test_no_digit_is_added_dropped_or_replaced(digits: str, mark: str) -> None:
    for read in READERS[:3]:
        reading = read(mark + mark.join(digits))
        assert re.sub(r"[^0-9]", "", reading.value or "") == digits


@pytest.mark.parametrize(
    ("pattern", "read", "shape"),
    [
        (identity.PLAIN_CITIZEN_ID, identity.read_citizen_id, r"0[0-9]{11}"),
        (identity.PLAIN_CARD, identity.read_card, r"[0-9]{8}|0[0-9]{11}"),
        (identity.PLAIN_FILE_NUMBER, identity.read_file_number, r"[0-9]{6}[A-ZĐ]{1,3}"),
    ],
)
@given(data=st.data())
def test_a_match_that_is_no_placeholder_reads_as_itself(
    pattern: str, read: Callable[[str], Reading], shape: str, data: st.DataObject
) -> None:
    number = data.draw(st.from_regex(shape, fullmatch=True))
    matches = pl.Series([number]).str.contains(pattern)[0]
    assert matches == (re.search(pattern, number) is not None)
    if matches and number not in identity.PLACEHOLDER_IDS:
        assert read(number) == Reading(number)


def test_the_short_list_of_placeholders_is_all_that_the_patterns_let_through() -> None:
    for number in identity.PLACEHOLDER_IDS:
        assert identity.is_placeholder_id(number)
        assert identity.read_citizen_id(number).fault == "placeholder"
    assert {len(number) for number in identity.PLACEHOLDER_IDS} == {8, 9, 12}
    assert not identity.is_placeholder_id(LAN)

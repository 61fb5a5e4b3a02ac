"""Phone numbers: separators go, everything else is proposed."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core import phone
from dangvien.core.reading import Reading
from dangvien.core.reference.codes import phone_prefixes

LAN = "0990000001"  # 099 0: issued to a small network, used here for synthetic people
CELL = st.one_of(
    st.text(max_size=20),
    st.text("0123456789 .-+/()OE;ĐT", max_size=24),
    st.from_regex(r"\+?0?[1-9][0-9]{7,10}", fullmatch=True),
)


@pytest.mark.parametrize(
    "raw",
    [
        "0990.000.001", "0990 000 001", "0990-000-001", "(0990) 000001", "'0990000001",
        "０９９００００００１", " 0990000001\xa0", "0990000001.0",
    ],
)  # fmt: skip
def test_notation_is_taken_away(raw: str) -> None:
    reading = phone.read_phone(raw)
    assert (reading.value, reading.fault, reading.fix) == (LAN, None, None)


@pytest.mark.parametrize(
    ("raw", "fault", "fix"),
    [
        (LAN, None, None),
        ("02373872123", None, None),  # a landline of Thanh Hóa
        ("+8562055512345", None, None),  # Laos
        ("01681234567", "old_prefix", "0381234567"),
        ("1681234567", "old_prefix", "0381234567"),
        (LAN[1:], "lost_zero", LAN),
        ("9.90000001E8", "lost_zero", LAN),
        ("2373872123", "lost_zero", "02373872123"),
        ("+84" + LAN[1:], "country_code", LAN),
        ("84 990 000 001", "country_code", LAN),
        ("0084" + LAN[1:], "country_code", LAN),
        ("+84 (0)" + LAN[1:], "country_code", LAN),
        ("+84 168 1234567", "country_code", "0381234567"),
        ("0990000001/0990000002", "several", LAN),
        ("0990000001 - 0990000002", "several", LAN),
        ("0990000001 0990000002", "several", LAN),
        ("02373872123; 0990000001", "several", LAN),  # a mobile before a landline
        ("0990000001 (Zalo)", "remark", LAN),
        ("ĐT: 0990.000.001", "remark", LAN),
        ("O990000001", "malformed", LAN),
        (LAN[:9], "malformed", None),
        ("09900000011", "malformed", None),
        ("0551234567", "malformed", None),  # a range that nobody has
        ("113", "malformed", None),
        ("Zalo", "malformed", None),
        ("không", "placeholder", None),
        ("0" * 10, "placeholder", None),
        ("0987654321", "placeholder", None),
    ],
)
def test_what_is_wrong_with_a_phone_number(raw: str, fault: str | None, fix: str | None) -> None:
    reading = phone.read_phone(raw)
    assert (reading.fault, reading.fix) == (fault, fix)


def test_all_21_prefixes_of_2018_lead_to_a_number_in_use() -> None:
    assert len(phone_prefixes()) == 21
    for old, new in phone_prefixes().items():
        assert phone.read_phone(f"{old}2345678"[:11]).fix == f"{new}2345678"[:10]


@given(CELL)
def test_reading_a_phone_number_is_safe(raw: str) -> None:
    reading = phone.read_phone(raw)
    if reading.value is None:
        return
    again = phone.read_phone(reading.value)
    assert (again.value, again.fault, again.reason) == (reading.value, reading.fault, None)
    if reading.fix:
        assert phone.read_phone(reading.fix) == Reading(reading.fix)


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_plain_number_reads_as_itself(number: str) -> None:
    matches = pl.Series([number]).str.contains(phone.PLAIN_PHONE)[0]
    assert matches == (re.search(phone.PLAIN_PHONE, number) is not None)
    if matches:
        assert phone.read_phone(number) == Reading(number)


def test_every_range_that_is_called_plain_is_in_use() -> None:
    starts = [f"0{first}{rest:03}" for first in range(1, 10) for rest in range(1000)]
    for number in (f"{start}{tail}" for start in starts for tail in ("00007", "99993")):
        if re.search(phone.PLAIN_PHONE, number):
            assert phone._is_valid(number), number

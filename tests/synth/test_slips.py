"""Slips of typists, offices and code pages, one by one."""

from __future__ import annotations

import unicodedata
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dangvien.synth.commune.legacy import tcvn3, windows_1258
from dangvien.synth.dirt import slips, spelling
from dangvien.synth.dirt.fault import Cell

LETTERS = "aàáảãạăằâầbcdđeêềghiìklmnoôơởpqrstuưừvxyỳ AĂÂĐÊÔƠƯNTH"


def cell(true: str, shown: str | None = None) -> Cell:
    """A cell whose neighbours do not matter."""
    return Cell(shown or true, true, {}, Random(1))  # noqa: S311


def test_a_typing_method_that_is_off_leaves_its_keys() -> None:
    assert spelling.unconverted("Hường") == "Huwowngf"
    assert spelling.unconverted("Nguyễn") == "Nguyeenx"
    assert spelling.unconverted("Đặng") == "DDawngj"
    assert spelling.unconverted("Hường", vni=True) == "Hu7o7ng2"


def test_a_tone_key_too_many_turns_into_a_letter() -> None:
    assert spelling.late_tone("Hùng") == "Hungf"
    assert spelling.late_tone("Hương") == "Hương"


def test_a_name_is_written_as_it_is_heard() -> None:
    assert spelling.as_heard("Sơn", Random(1)) == "Xơn"  # noqa: S311
    assert spelling.as_heard("Trung", Random(1)) == "Chung"  # noqa: S311
    assert spelling.as_heard("Lan", Random(1)) == "Nan"  # noqa: S311
    assert spelling.as_heard("An", Random(1)) == "An"  # noqa: S311


def test_both_spellings_of_one_sound() -> None:
    assert spelling.i_or_y("Lý") == "Lí"
    assert spelling.i_or_y("Huy") == "Huy"
    assert spelling.new_tone_place("Nguyễn Văn Hòa") == "Nguyễn Văn Hoà"


def test_days_and_months_change_places() -> None:
    assert slips.month_first(cell("1987-03-25")) == "03/25/1987"
    assert slips.month_first(cell("1987-03-05", "05/03/1987")) == "05/03/1987"
    assert slips.swapped(cell("1987-03-05")) == "03/05/1987"
    assert slips.serial(cell("1987-04-01")) == "31868"


def test_a_day_that_is_only_a_year_stays_as_it_is_shown() -> None:
    for slip in (slips.month_first, slips.swapped, slips.serial, slips.impossible):
        assert slip(cell("1945", "1945")) == "1945"


@given(st.text("0123456789", min_size=2, max_size=12), st.integers(0, 99))
def test_transposing_keeps_the_digits(number: str, seed: int) -> None:
    swapped = slips.transposed(number, Random(seed))  # noqa: S311
    assert sorted(swapped) == sorted(number)
    assert (swapped == number) == (len(set(number)) == 1)


@given(st.text(LETTERS, max_size=30))
def test_windows_1258_comes_back_as_the_same_text(text: str) -> None:
    back = windows_1258(text).decode("cp1258")
    assert unicodedata.normalize("NFC", back) == unicodedata.normalize("NFC", text)


def test_tcvn3_puts_the_horned_u_on_the_soft_hyphen() -> None:
    assert tcvn3("Tam Lư") == "Tam L\xad"
    assert tcvn3("Nguyễn Văn Đức") == "NguyÔn V¨n §øc"
    assert len(tcvn3("Ánh")) == 3

"""One writing of a text, keys for matching and sorting, and what a cell says of a person's name."""

from __future__ import annotations

import re
from unicodedata import normalize

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dangvien.core import text
from dangvien.core.encodings.syllable import LETTERS
from dangvien.core.text import names

GIVEN_NAMES = """Ái An Bảy Cường Dũng Đạt Giang Hạnh Hường Khánh Khuyên Kỳ Liễu Mười Nghĩa Oanh
Phước Quỳnh Quý Sĩ Thuỷ Thủy Toản Trưởng Tuyết Uyên Ước Văn Vượng Xuân Yến Ý"""
SCRAPS = """Nguyễn nguyễn NGUYỄN ông Ông Bà Đ/c Anh h'hen H'Hen Niê K’Brêu A-lăng Bh'riu Y Bhiăr (SN
2 Hải2 1950) - , . NguyÔn V¨n Ng?yễn Ð \u0323 \xad"""

PLAIN = st.builds(
    lambda surname, given: " ".join([surname, *given]),
    st.sampled_from(text.SURNAMES),
    st.lists(st.sampled_from(GIVEN_NAMES.split()), min_size=1, max_size=4),
)
CELL = st.one_of(
    st.text(max_size=25),
    st.lists(st.sampled_from(SCRAPS.split()), max_size=6).map(" ".join),
    PLAIN,
)


def letters(s: str) -> list[str]:
    """What an applied change may never add, drop or replace."""
    return sorted(char for char in text.clean(s).casefold() if char.isalnum())


# --- keys -----------------------------------------------------------------------------------------


def test_cleaning_leaves_one_writing() -> None:
    dirty = normalize("NFD", " \ufeffÐặng\u200b\xa0 Thị\tHoa\xad ")
    assert text.clean(dirty) == "Đặng Thị Hoa"


def test_keys_are_blind_to_marks_case_and_tone_placement() -> None:
    assert text.fold("NGUYỄN  Thị Đường") == "nguyen thi duong"
    assert text.name_key("Lê Thị Hoà") == text.name_key("LÊ THỊ HÒA") == "le thi hoa"
    assert text.tones("Thuý Hoà Quý Hoàn Khuyển Gìn") == "Thúy Hòa Quý Hoàn Khuyển Gìn"


@given(st.text())
def test_cleaning_and_folding_twice_is_once(s: str) -> None:
    assert text.clean(text.clean(s)) == text.clean(s)
    assert text.fold(text.fold(s)) == text.fold(s)
    assert text.fold(normalize("NFD", s)) == text.fold(normalize("NFC", s))


@given(PLAIN)
def test_a_name_folds_to_ascii_whatever_its_case_and_form(name: str) -> None:
    key = text.fold(name)
    assert key.isascii()
    assert {text.fold(name.upper()), text.fold(normalize("NFD", name))} == {key}
    assert text.fold(text.tones(name)) == key
    assert text.tones(text.tones(name)) == text.tones(name)


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    in_order = [  # as ICU sorts them for vi, and so PostgreSQL's vi-x-icu
        "A Sào", "An", "An Quang", "Ánh", "Ân", "Dung", "đăng", "Đông", "Em", "Ê", "H'Hen", "Hoa",
        "hoà", "Hoà", "hòa", "Hòa", "On", "Ông", "Ơn", "Quý 10", "Quý 2", "Quy Mông", "Quỳnh Phụ",
        "Ung", "Ưng", "Y Bhiăr",
    ]  # fmt: skip
    keys = list(map(text.sort_key, in_order))
    assert keys == sorted(set(keys))


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("NGUYỄN THỊ HƯỜNG", "Nguyễn Thị Hường"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("K’BRÊU", "K’Brêu"),
        ("Y BHIĂR", "Y Bhiăr"),
        ("BH'RIU LIẾC", "Bh'riu Liếc"),
        ("A-lăng Mai", "A-lăng Mai"),
        ("rơ châm h'bơ̆", "Rơ Châm H'Bơ̆"),
    ],
)
def test_title_case_knows_the_names_of_all_peoples(typed: str, written: str) -> None:
    assert text.title_case(normalize("NFC", typed)) == normalize("NFC", written)


def test_a_list_in_capitals_is_normal_and_an_irregular_case_is_put_right() -> None:
    assert text.read_name("TRẦN VĂN BA").fault is None
    assert text.read_name("TRẦN VĂN BA").reason == text.TITLE_REASON
    for irregular in ("trần văn ba", "Trần văn Ba", "TrầN Văn Ba"):
        reading = text.read_name(irregular)
        assert (reading.value, reading.fault) == ("Trần Văn Ba", "case")


@pytest.mark.parametrize(
    ("raw", "value", "fault", "fix"),
    [
        ("  Trần Văn Ba ", "Trần Văn Ba", None, None),
        ("Trần  Văn Ba", "Trần Văn Ba", "noise", None),
        ("Trần\u200b Văn Ba", "Trần Văn Ba", "noise", None),
        ("Tr\xadần Văn Ba", "Trần Văn Ba", "noise", None),
        (normalize("NFD", "Trần Văn Ba"), "Trần Văn Ba", "noise", None),
        ("Ðặng Văn Ba", "Đặng Văn Ba", "noise", None),
        ("Đồng chí Trần Văn Ba", "Đồng chí Trần Văn Ba", "title", "Trần Văn Ba"),
        ("Đ/c Trần Văn Ba", "Đ/c Trần Văn Ba", "title", "Trần Văn Ba"),
        ("Ông Trần Văn Ba", "Ông Trần Văn Ba", "title", "Trần Văn Ba"),
        ("TRẦN VĂN BA (SN 1950)", "TRẦN VĂN BA (SN 1950)", "title", "Trần Văn Ba"),
        ("Trần Văn Ba - Bí thư", "Trần Văn Ba - Bí thư", "title", "Trần Văn Ba"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm", None, None),
        ("Trần Văn Ba 2", "Trần Văn Ba 2", "digits", "Trần Văn Ba"),
        ("Trần T0àn", "Trần T0àn", "digits", None),
        ("Trần Văn Ba,", "Trần Văn Ba,", "symbols", "Trần Văn Ba"),
        ("H`Hen Niê", "H`Hen Niê", "symbols", "H'Hen Niê"),
        ("Trần Văn Ба", "Trần Văn Ба", "symbols", None),
        ("Ba", "Ba", "one_word", None),
        ("Không có", "Không có", "placeholder", None),
        ("x", "x", "placeholder", None),
        ("Tr?n V?n Ba", "Tr?n V?n Ba", "garbled", None),
        ("Tr\ufffdn Ba", "Tr\ufffdn Ba", "garbled", None),
        ("NguyÔn V¨n Ba", "NguyÔn V¨n Ba", "garbled", "Nguyễn Văn Ba"),
        ("TrÇn V¨n Ba", "TrÇn V¨n Ba", "garbled", None),  # two encodings explain it,
    ],
)
def test_what_does_not_belong_to_a_name_stays_until_a_person_agrees(
    raw: str, value: str, fault: str | None, fix: str | None
) -> None:
    reading = text.read_name(raw)
    assert (reading.value, reading.fault, reading.fix) == (value, fault, fix)


def test_several_faults_stand_side_by_side() -> None:
    reading = text.read_name("trần  văn ba")
    assert (reading.fault, reading.reason) == (
        "noise case",
        f"bỏ dấu cách thừa; {text.TITLE_REASON}",
    )


@given(CELL)
@example("0-aÐ")
def test_reading_a_name_is_safe(raw: str) -> None:
    reading = text.read_name(raw)
    if reading.value is None:
        assert not text.clean(raw)
        return
    again = text.read_name(reading.value)
    assert (again.value, again.reason) == (reading.value, None)
    if reading.fault != "garbled":
        assert letters(reading.value) == letters(raw)
    if reading.fix:
        assert text.read_name(reading.fix).value == reading.fix
        assert text.read_name(reading.fix).fault is None


# --- the quick path -------------------------------------------------------------------------------


@given(PLAIN)
def test_a_plain_name_is_on_the_quick_path_and_reads_as_itself(name: str) -> None:
    assert re.search(text.PLAIN_TITLE, name)
    assert names._read(name) == names.read_name(name)
    assert names.read_name(name).value == name


def test_polars_and_the_reader_agree_on_the_quick_path() -> None:
    """Every letter of the alphabet at every place that the patterns allow."""
    syllables = [onset + rhyme for onset in ("", "Ngh", "Đ", "Qu", "Gi") for rhyme in _rhymes()]
    titled = [f"Vũ {word[0].upper()}{word[1:]}" for word in syllables]
    frame = pl.DataFrame({"title": titled}).with_columns(
        upper=pl.Series([n.upper() for n in titled])
    )
    read = frame.with_columns(
        plain=pl.col("title").str.contains(text.PLAIN_TITLE),
        caps=pl.col("upper").str.contains(text.PLAIN_UPPER),
        cased=pl.col("upper").str.to_titlecase(),
    )
    assert read["plain"].sum() > 2_000
    assert read.filter("plain").equals(read.filter("caps"))
    for title, upper, cased in read.filter("plain").select("title", "upper", "cased").iter_rows():
        assert names._read(title).value == title
        assert names._read(title).fault is None
        assert names._read(upper).value == cased
        assert names._read(upper).reason == text.TITLE_REASON


@pytest.mark.parametrize(
    "name",
    [
        "Ông Trần Ba", "Không Có", "Chưa Rõ", "Trần", "Đồng Chí Ba", "Nguyeãn Vaên Ba",
        "Trần Văn Ba\n", "Trần  Ba", "trần ba", "Trần ba", "Trần Văn A1", "ÔNG TRẦN BA", "TRẦN",
        normalize("NFD", "Trần Văn Ba"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_read_in_full(name: str) -> None:
    table = pl.Series([name])
    assert not table.str.contains(text.PLAIN_TITLE)[0]
    assert not table.str.contains(text.PLAIN_UPPER)[0]


def _rhymes() -> list[str]:
    vowels = [letter for letter in LETTERS if text.fold(letter) in "aeiouy"]
    ends = ["", *"acimnoptuy", "ch", "ng", "nh", "ên"]
    return [vowel + end for vowel in vowels for end in ends]

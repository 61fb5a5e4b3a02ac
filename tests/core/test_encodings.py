"""Lists typed in the fonts of the nineties: found by a vote of the column, or left alone."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core import encodings
from dangvien.core.encodings import tables

NAMES = [
    "Nguyễn Văn Bảy", "Trần Thị Hường", "Lê Đức Thọ", "Phạm Ngọc Yến", "Vi Văn Quỳnh",
    "Đặng Thị Mỵ", "Bùi Xuân Ước", "Hoàng Hữu Nghĩa", "Lò Thị Ẳng", "Đỗ Quang Vượng",
    "Võ Thị Diễm", "Hà Minh Tuấn", "Ngô Đình Khuê", "Lý Thị Phượng", "Mai Văn Sỹ",
]  # fmt: skip
HAMLETS = ["Thôn Đồng Tâm, xã Tam Lư", "Bản Kiêu Kỵ", "Khu phố Mộc Lỵ, phường Hạc Thành"]
LEGACY = ["TCVN3", "VNI", "VISCII"]


def typed(s: str, encoding: str) -> str:
    """What a program without the font shows of a text typed with it."""
    pairs = {"TCVN3": tables._TCVN3, "VISCII": tables._VISCII}
    if encoding == "VNI":
        keys = {
            letter: legacy for legacy, letter in tables._VNI.items() if legacy not in ("yï", "YÏ")
        }
    else:
        keys = {letter: chr(legacy) for legacy, letter in pairs[encoding].items()}
    small = encoding == "TCVN3"  # its fonts have no marked capitals
    return "".join(keys.get(c) or (keys.get(c.lower()) if small else None) or c for c in s)


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("capitals", [False, True])
def test_a_legacy_column_is_recognised_and_decoded(encoding: str, capitals: bool) -> None:
    names = [name.upper() if capitals else name for name in NAMES]
    column = [typed(name, encoding) for name in names]
    decision = encodings.detect(column)
    assert decision is not None
    assert decision.encoding == encoding
    assert decision.before < 0.5
    assert decision.after > 0.9
    decoded = [encodings.decode(cell, decision.encoding) for cell in column]
    assert [name.lower() for name in decoded] == [name.lower() for name in names]
    assert decoded == names or not capitals


def test_the_evidence_is_one_sentence_a_person_can_check() -> None:
    decision = encodings.detect([typed(name, "TCVN3") for name in NAMES])
    assert decision is not None
    assert decision.evidence == (
        "Bảng mã TCVN3: sau khi giải mã đọc được 100% số tiếng có dấu, trước đó 3% "
        "(xét 15 giá trị, 35 tiếng khác nhau)."
    )


@pytest.mark.parametrize("encoding", LEGACY)
@given(names=st.lists(st.sampled_from(NAMES + HAMLETS), min_size=1, max_size=8, unique=True))
def test_a_short_column_is_decoded_rightly_or_left_alone(encoding: str, names: list[str]) -> None:
    decision = encodings.detect([typed(name, encoding) for name in names])
    assert decision is None or decision.encoding == encoding


@pytest.mark.parametrize(
    "column",
    [
        NAMES,
        [name.upper() for name in NAMES],
        [normalize("NFD", name) for name in NAMES],
        ["Y Bhiăr Niê", "H'Hen Niê", "K’Brêu", "Rơ Châm Pyăh", "Siu Blêh", "Ksor H'Bluê"],
        ["Müller Straße", "José Muñoz", "François", "Søren Ångström", "São Paulo"],
        ["lan@example.vn", "hung@example.vn"],
        ["Lê Hà", "Tô Bé", "Hô Tèo", "Là Và"],
        ["Tày", "Thái", "Kinh", "Dao", "Ê Đê"],
        ["Ðặng Văn Ba", "Ðinh Thị Ðào", "ÐÌNH"],
        ["25 m²", "30°", "½"],
        ["Nguyen Van Ba", "Tran Thi Hoa"],
        [],
    ],
)
def test_a_unicode_column_is_never_called_legacy(column: list[str]) -> None:
    assert encodings.detect(column) is None
    assert [encodings.decode_line(cell) for cell in column] == [None] * len(column)


@given(st.lists(st.text(max_size=20), max_size=20))
def test_no_text_breaks_the_vote(column: list[str]) -> None:
    encodings.detect(column)
    for cell in column:
        encodings.decode_line(cell)
        for encoding in encodings.DECODERS:
            encodings.decode(cell, encoding)


def test_a_unicode_cell_within_a_legacy_column_stays_as_it_is() -> None:
    column = [*(typed(name, "TCVN3") for name in NAMES), "Đặng Thị Hường"]
    decision = encodings.detect(column)
    assert decision is not None
    assert encodings.decode("Đặng Thị Hường", decision.encoding) == "Đặng Thị Hường"


def test_a_half_and_half_column_is_nobodys_guess() -> None:
    assert encodings.detect([typed(name, "TCVN3") for name in NAMES] + NAMES) is None


def test_capitals_of_vntimeh_come_back_as_capitals() -> None:
    assert encodings.decode("NGUYÔN THÞ H\xadêNG", "TCVN3") == "NGUYỄN THỊ HƯỜNG"
    assert encodings.decode("Vò Lª", "TCVN3") == "Vũ Lê"


def test_four_letters_that_the_published_vni_table_lacks() -> None:
    assert encodings.decode("Kieâu Kî", "VNI") == "Kiêu Kỵ"
    assert encodings.decode("AÚNG TÔÛ, MOÄC LÎ, aúng", "VNI") == "ẲNG TỞ, MỘC LỴ, ẳng"


def test_other_ways_in_which_a_column_loses_its_letters() -> None:
    utf8_as_latin = [name.encode().decode("latin-1") for name in NAMES]
    decision = encodings.detect(utf8_as_latin)
    assert decision is not None
    assert [encodings.decode(cell, decision.encoding) for cell in utf8_as_latin] == NAMES

    tcvn3_as_1258 = [typed(n, "TCVN3").encode("latin-1").decode("cp1258") for n in NAMES]
    decision = encodings.detect(tcvn3_as_1258)
    assert decision is not None
    decoded = [encodings.decode(cell, decision.encoding) for cell in tcvn3_as_1258]
    assert [name.lower() for name in decoded] == [name.lower() for name in NAMES]


@pytest.mark.parametrize(
    ("line", "decoded"),
    [
        ("Chi bé th«n §ång T©m", "Chi bộ thôn Đồng Tâm"),
        ("§¶ng bé x· Tam L\xad", "Đảng bộ xã Tam Lư"),
        ("Chi boä thoân Ñoàng Taâm", "Chi bộ thôn Đồng Tâm"),
        ("Chi bộ thôn Đồng Tâm", None),
        ("Chi bé", None),
        ("Nguy\xadễn Văn Ba", None),
    ],
)
def test_one_line_is_decoded_only_when_nothing_speaks_against_it(
    line: str, decoded: str | None
) -> None:
    assert encodings.decode_line(line) == decoded


def test_debris_is_what_no_unicode_text_has() -> None:
    assert all(map(encodings.debris, ["V¨n", "NguyÔn", "Nguyeãn", "Tr\xadng"]))
    assert not any(map(encodings.debris, ["Nguyễn", "H'Bluê", "Hoà", "Tr\xadần", "30°", "hÀ"]))


@pytest.mark.parametrize("word", ["Nguyễn", "QUỲNH", "gìn", "Giếng", "khuỷu", "Ưng", "Hoà", "hòa"])
def test_a_syllable_of_the_language(word: str) -> None:
    assert encodings.valid_syllable(word)


@pytest.mark.parametrize("word", ["NguyÔn", "Vaên", "Müller", "Bluê", "nguyễN", "ngà1", "cãt", ""])
def test_no_syllable_of_the_language(word: str) -> None:
    assert not encodings.valid_syllable(word)

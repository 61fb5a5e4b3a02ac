"""What differs is marked, what no screen shows is drawn, and nothing is lost on the way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.worklists.grid import marks


def marked(pieces: list[marks.Piece]) -> str:
    """The pieces as one text, changed ones in brackets."""
    return "".join(f"[{one.text}]" if one.changed else one.text for one in pieces)


@pytest.mark.parametrize(
    ("value", "fix", "shown"),
    [
        ("Hà  Thị Nguyệt", "Hà Thị Nguyệt", "Hà[··]Thị Nguyệt"),
        ("Lò Văn I\u0301n", "Lò Văn Ín", "Lò Văn [I´]n"),
        ("vi thị lựu", "Vi Thị Lựu", "[v]i [t]hị [l]ựu"),
        ("Phạm Bá\u200bLuyến", "Phạm Bá Luyến", "Phạm Bá[‹ẩn›]Luyến"),
        ("Ngân Thị Bích ", "Ngân Thị Bích", "Ngân Thị Bích[·]"),
        ("09917100O526", "099171000526", "09917100[O]526"),
        ("Lò\u200bVăn", "", "Lò[‹ẩn›]Văn"),
        (
            "phường Hải Bình, thị xã Nghi Sơn, tỉnh Thanh Hóa",
            "phường Hải Bình, tỉnh Thanh Hóa",
            "phường Hải Bình, [thị xã Nghi Sơn, ]tỉnh Thanh Hóa",
        ),
        (
            "Xã Sơn Hà, huyện Quan Sơn, tỉnh Thanh Hóa",
            "Xã Tam Lư, tỉnh Thanh Hóa",
            "Xã [Sơn Hà], [huyện Quan Sơn, ]tỉnh Thanh Hóa",
        ),
        ("", "099180000001", ""),
        ("099•••••0001", "099180000001", "099•••••0001"),
    ],
)
def test_now(value: str, fix: str, shown: str) -> None:
    assert marked(marks.now(value, fix)) == shown


def test_then() -> None:
    assert marked(marks.then("99058004217", "099058004217")) == "[0]99058004217"
    assert marked(marks.then("", "Tam Lư")) == "Tam Lư"
    assert marked(marks.then("a", "")) == ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_proposal_is_shown_whole(value: str, fix: str) -> None:
    assert "".join(one.text for one in marks.then(value, fix)) == fix


@given(st.text(alphabet="aăâ bcđ ê \u0301\u0323\u200b", max_size=30))
def test_equal_values_are_not_marked(value: str) -> None:
    fix = unicodedata.normalize("NFC", value)
    if fix == value:
        assert not any(one.changed and one.drawn == "" for one in marks.now(value, fix))

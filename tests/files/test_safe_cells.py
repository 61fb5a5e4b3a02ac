"""What we write never runs in a spreadsheet, and what we read back is what was there."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.files.safe_cells import restore, restore_expr, safe, safe_expr, safe_frame

TEXT = st.text(
    st.sampled_from("'=+-@;\t\r\n \u00a0\ufeff＝a1\x00\"")
    | st.characters(exclude_categories=["Cs"])
)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("+84 912", "'+84 912"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("  =1", "'  =1"),
        ("'=1", "''=1"),
        ("＝1", "'＝1"),
        ("thôn A;=1", "thôn A;'=1"),
        ("dòng một\n-hai", "dòng một\n'-hai"),
    ],
)
def test_dangerous_text_gets_an_apostrophe(text: str, cell: str) -> None:
    assert safe(text) == cell
    assert restore(cell) == text


@pytest.mark.parametrize(
    "text", ["", "Nguyễn Thị Hường", "H'Hen Niê", "'quoted", "12/05/1958", "a = b", "xã A, -"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert safe(text) == text
    assert restore(text) == text


@given(TEXT)
def test_every_text_comes_back(text: str) -> None:
    assert restore(safe(text)) == text
    assert safe(text)[:1] not in set("=+-@\t\r\n")


@given(st.lists(st.none() | TEXT, max_size=5))
def test_columns_follow_the_same_rule(texts: list[str | None]) -> None:
    frame = pl.DataFrame({"x": texts}, schema={"x": pl.String})
    written = frame.select(safe_expr("x"))
    assert written["x"].to_list() == [text if text is None else safe(text) for text in texts]
    assert written.select(restore_expr("x"))["x"].to_list() == texts
    assert frame.select(restore_expr("x"))["x"].to_list() == [
        text if text is None else restore(text) for text in texts
    ]


def test_headings_are_cells_too() -> None:
    frame = pl.DataFrame({"=cmd": ["-1"], "n": [-1]})
    assert safe_frame(frame).to_dict(as_series=False) == {"'=cmd": ["'-1"], "n": [-1]}

"""Charts say their finding, keep their words inside the picture, and escape what they are given."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dangvien.look.chart_columns import columns, parts
from dangvien.look.chart_line import Line, line


@st.composite
def lines(draw: st.DrawFn) -> Line:
    whole = draw(st.integers(1, 500_000))
    today = draw(st.integers(1, 20))
    last = today + draw(st.integers(0, 40))
    facts = sorted(draw(st.lists(st.integers(0, whole), min_size=today + 1, max_size=today + 1)))
    end = draw(st.integers(facts[-1], whole))
    ahead = [(today, facts[-1]), (last, end)] if last > today else []
    return Line(list(enumerate(facts)), ahead, whole, last, [(0, "09/12"), (last, "29/12")], "nói")


@given(lines(), st.sampled_from([350, 660]))
def test_a_line_stays_inside_its_picture(told: Line, width: int) -> None:
    drawn = ElementTree.fromstring(str(line(told, width)))  # noqa: S314 - of our own making
    assert (drawn.get("role"), drawn.get("aria-label")) == ("img", "nói")
    height = float(drawn.get("height") or 0)
    for text in drawn.iter("text"):
        x, y = float(text.get("x") or 0), float(text.get("y") or 0)
        assert 0 <= x <= width, text.text
        assert 10 <= y <= height, text.text
    for path in drawn.iter("path"):
        for x, y in re.findall(r"([\d.]+) ([\d.]+)", path.get("d") or ""):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height


def test_the_words_of_the_pictures_are_text() -> None:
    told = Line(
        [(0, 148), (6, 391)], [(6, 391), (20, 588)], 612, 20, [(0, "09/12")], "391/612 hôm nay"
    )
    drawn = str(line(told, 660))
    for word in (">148<", ">391 hôm nay<", ">588<", ">dự báo<", ">Đủ 612<", ">09/12<"):
        assert word in drawn
    assert "style=" not in drawn  # the policy of the pages forbids it


def test_a_finding_is_escaped() -> None:
    said = 'Chi bộ "A" <b>'
    for drawn in (columns([(1, 2, False)], 350, said), parts([1, 2], said)):
        assert ElementTree.fromstring(str(drawn)).get("aria-label") == said  # noqa: S314

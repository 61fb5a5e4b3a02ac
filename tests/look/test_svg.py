"""Charts: parts of a bar add up to its width, many units become one area."""

import re

from dangvien.look import svg


def test_a_bar_shows_done_then_proposed_then_track() -> None:
    bar = str(svg.bar(17, 31, 3))
    assert 'class="track"' in bar
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', bar) == [
        ("0.000", "54.839"), ("54.839", "9.677"),
    ]  # fmt: skip
    assert "low" in svg.bar(1, 2, low=True)
    assert "solid" not in svg.bar(0, 0)


def test_the_parts_of_a_whole_fill_it() -> None:
    widths = re.findall(
        r'width="([\d.]+)%" height="16"><rect', str(svg.whole_bar([391, 37, 131, 0, 53]))
    )
    assert len(widths) == 4
    assert abs(sum(map(float, widths)) - 100) < 0.01


def test_columns_are_drawn_for_their_width() -> None:
    few = str(svg.columns([(10, 10, False), (1, 10, True)], 334))
    assert few.count("<rect") == 2
    assert 'class="f-low"' in few
    assert "80\u00a0%" in few
    many = str(svg.columns([(n, 900, False) for n in range(900, 0, -1)], 660))
    assert many.count("<rect") == 0
    assert many.count("<path") == 1

"""What the report says of the demo commune, and what it refuses to say."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from dangvien.look.report import Count, ReportData, Score, Unit, render
from dangvien.look.report.units import progress


class _Words(HTMLParser):
    """The text of a page, without its style."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if not self.tags or self.tags[-1][0] != "style" or "{" not in data:
            self.words.append(data)


def said(data: ReportData) -> str:
    page = _Words()
    page.feed(render(data))
    return " ".join(" ".join(page.words).replace("\u00a0", " ").split())


def test_the_one_number_comes_with_its_denominator_and_day(tam_lu: ReportData) -> None:
    words = said(tam_lu)
    assert "Đảng bộ xã Tam Lư" in words
    assert "391 /612 63,89 %" in words
    assert "Tính đến 15/12/2025. Mẫu số: đảng viên đang sinh hoạt" in words
    assert "Còn 221 hồ sơ chưa sẵn sàng." in words
    assert "57 hồ sơ ở 3 chi bộ thấp nhất: Bản Xía Nọi, Bản Hón Pháy và Bản Piềng Mòn." in words


def test_sums_close_on_the_page(tam_lu: ReportData) -> None:
    words = said(tam_lu)
    assert "447 việc mở = 189 chặn + 197 cần xem + 61 ghi chú" in words
    assert "672 dòng = 634 đảng viên + 7 dòng bị loại + 31 dòng không phải người" in words
    assert "629 − 6 + 11 = 634" in words
    for sums in (
        "3 chi bộ 16/73 21,92 %",
        "14 chi bộ 197/361 54,57 %",
        "7 chi bộ 178/178 100,00 %",
    ):
        assert sums in words
    assert "Toàn Đảng bộ xã Tam Lư 391/612 63,89 % 221 189 +1" in words
    assert "18/24 đạt từ 50 % 8/24 đạt từ 80 % 7/24 đủ 100 %" in words


def test_the_lowest_requirement_is_said_in_words(tam_lu: ReportData) -> None:
    assert said(tam_lu).count("Thấp nhất trong sáu") == 1


def test_what_was_not_measured_is_not_a_hundred(tam_lu: ReportData) -> None:
    scores = tuple(
        Score(dimension="song", num=None, den=None, why="Không có cột Ngày đối chiếu")
        if score.dimension == "song"
        else score
        for score in tam_lu.scores
    )
    words = said(replace(tam_lu, scores=scores))
    assert "Sống chưa đo được Không có cột Ngày đối chiếu" in words
    assert "Thấp nhất trong năm" in words


def test_without_a_measure_of_readiness_it_says_why(tam_lu: ReportData) -> None:
    why = "Không danh sách nào có cột Số căn cước."
    units = tuple(replace(unit, ready=None) for unit in tam_lu.units)
    words = said(replace(tam_lu, ready=None, ready_why=why, parts=(), scores=(), units=units))
    assert f"Chưa đo được số hồ sơ sẵn sàng. {why}" in words
    assert "Đang sinh hoạt" in words
    assert "63,89 %" not in words


def test_a_clean_commune_gets_a_quiet_page(tam_lu: ReportData) -> None:
    units = tuple(replace(unit, ready=unit.active, proposed=0, errors=0) for unit in tam_lu.units)
    clean = replace(
        tam_lu, ready=612, units=units, errors=(), pairs=0, proposed=(), scores=(),
        parts=(Count(label="Sạch", count=612),), synthetic=False,
    )  # fmt: skip
    words = said(clean)
    assert "Đủ 612 hồ sơ. Không còn việc chặn đồng bộ." in words
    assert "Không còn việc nào mở." in words
    assert "Làm gì trước" not in words
    assert "giả lập" not in words


def test_an_empty_list_still_makes_a_page(tam_lu: ReportData) -> None:
    empty = ReportData(
        organisation="Đảng bộ xã X", as_of=tam_lu.as_of, members=0, active=0, ready=None
    )
    assert "Danh sách không có đảng viên đang sinh hoạt." in said(empty)


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": (Count(label="Sạch", count=1),)},
        {"ready": 613},
        {"active": 700, "parts": ()},
    ],
)
def test_numbers_that_do_not_add_up_are_refused(tam_lu: ReportData, wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"add up|does not hold"):
        replace(tam_lu, **wrong)


def test_units_larger_than_the_whole_are_refused(tam_lu: ReportData) -> None:
    with pytest.raises(ValueError, match="more active"):
        render(replace(tam_lu, active=600, ready=390, parts=()))


def test_people_above_the_cells_stay_in_the_sum(tam_lu: ReportData) -> None:
    words = said(replace(tam_lu, units=tam_lu.units[:-1]))
    assert "Ghi ở cấp trên chi bộ 28/28" in words


def test_a_city_shows_the_level_below_it_and_folds_the_rest() -> None:
    wards = [
        Unit(code=f"p{n}", name=f"Đảng bộ phường {n}", parent="tp", leaf=False, members=50,
             active=50, ready=n % 50, errors=1)
        for n in range(126)
    ]  # fmt: skip
    cells = [
        Unit(code=f"{n}.{k}", name=f"Chi bộ {k}", parent=f"p{n}", members=25, active=25, ready=0)
        for n in range(126)
        for k in range(2)
    ]
    from_cells = city(wards, cells)
    units = progress(from_cells)
    assert units.word == "tổ chức trực thuộc"
    assert (units.count, len(units.first.units), len(units.middle.units)) == (126, 5, 40)
    assert len(units.middle.folded) == 126 - 5 - 40
    assert units.total.active == sum(unit.active for unit in wards)
    words = said(from_cells)
    assert "Tiến độ 126 tổ chức trực thuộc" in words
    assert "Xem 81 tổ chức trực thuộc còn lại đang làm" in words


def city(wards: list[Unit], cells: list[Unit]) -> ReportData:
    return ReportData(
        organisation="Đảng bộ thành phố", root="tp", as_of=date(2025, 12, 15), members=6300,
        active=6300, ready=sum(unit.ready or 0 for unit in wards), units=(*wards, *cells),
    )  # fmt: skip


def test_text_from_lists_is_never_markup(tam_lu: ReportData) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    unit = replace(tam_lu.units[0], name=nasty)
    page = render(replace(tam_lu, organisation=nasty, units=(unit, *tam_lu.units[1:])))
    assert "<img" not in page
    assert "&lt;img" in page


def test_the_page_needs_nothing_from_outside(tam_lu: ReportData) -> None:
    page = render(tam_lu)
    parser = _Words()
    parser.feed(page)
    assert not {tag for tag, _ in parser.tags} & {"script", "link", "img", "iframe", "object"}
    assert not [a for _, attrs in parser.tags for a in attrs if a == "style" or a.startswith("on")]
    assert re.findall(r"https?://[^\s\"']+", page) == ["http://www.w3.org/2000/svg"]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.replace("&#39;", "'")
    assert set(re.findall(r"url\(([a-z#][\w/-]*)", style[1])) == {
        "data", "#p-hatch", "#p-hatch-low", "#p-dots",
    }  # fmt: skip
    assert len(page.encode()) < 400_000


def test_every_link_leads_somewhere_in_the_page(tam_lu: ReportData) -> None:
    parser = _Words()
    parser.feed(render(tam_lu))
    marks = {attrs["id"] for _, attrs in parser.tags if attrs.get("id")}
    links = {
        str(attrs["href"]).removeprefix("#") for tag, attrs in parser.tags if tag in {"a", "use"}
    }
    assert links <= marks
    named = {attrs["aria-labelledby"] for _, attrs in parser.tags if "aria-labelledby" in attrs}
    assert named <= marks


def test_the_same_numbers_give_the_same_page(tam_lu: ReportData) -> None:
    assert render(tam_lu) == render(tam_lu)

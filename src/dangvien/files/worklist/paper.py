"""Formats of the printed workbooks and how much room a text needs on paper."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

PAGE = 758.0  # points of height on A4 between the margins, less what printers round
FACE = "Arial"  # on every office machine, with all Vietnamese marks
OPTIONS: dict[str, Any] = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "in_memory": True,
    # Columns are measured in digits of this face, so the page is equally wide on every machine.
    "default_format_properties": {"font_name": FACE, "font_size": 11, "font_scheme": "none"},
    "default_column_width": 72,
    "default_row_height": 19,
}
TICK_FACE = "Segoe UI Symbol"
INK, GREY, AMBER, AMBER_INK = "#231B15", "#6B5E53", "#F9E9C6", "#744700"
LINE = 18.0

# Advance widths of Arial in thousandths of an em (Helvetica's metrics, which it shares).
_WIDTHS = {
    letter: wide
    for wide, letters in (
        (191, "'"),
        (222, "ijl"),
        (278, " !,./:;I[]ft"),
        (333, "()-r"),
        (500, "Jckvsxyz"),
        (556, "0123456789?abdeghnopquđL_"),
        (611, "FTZ"),
        (667, "ABEKPSVXY&"),
        (722, "CDHNRUwĐ"),
        (778, "GOQ"),
        (833, "Mm"),
        (889, "%"),
        (944, "W"),
        (1000, "…"),
        (1100, "☐"),
    )
    for letter in letters
}


class Paper:
    """Formats by name, made once a workbook: what differs from plain black text of 11 points."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __call__(self, name: str) -> Format:
        """The format "style" or "style|edges", edges of t, b, l, r (thin), T, B (thick)."""
        if name not in self._made:
            style, _, edges = name.partition("|")
            self._made[name] = self._book.add_format(
                {"font_name": FACE, "font_size": 11, "font_scheme": "none", "valign": "vcenter"}
                | STYLES[style]
                | {
                    EDGES[edge.lower()]: 5 if edge == "B" else 2 if edge == "T" else 1
                    for edge in edges
                }
            )
        return self._made[name]


EDGES = {"t": "top", "b": "bottom", "l": "left", "r": "right"}
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "text": {"num_format": "@", "indent": 1},
    "wrap": {"text_wrap": True, "valign": "top"},
    "plain wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "value": {"bold": True, "num_format": "@"},
    "value wrap": {"bold": True, "num_format": "@", "text_wrap": True},
    "right": {"align": "right"},
    "code": {"bold": True, "align": "right", "font_size": 12.5, "num_format": "@"},
    "small": {"font_size": 9.5},
    "small wrap": {"font_size": 9.5, "text_wrap": True, "valign": "top"},
    "small right": {"font_size": 9.5, "align": "right", "valign": "top"},
    "title": {"bold": True, "font_size": 17},
    "name": {"bold": True, "font_size": 15},
    "section": {"bold": True, "font_size": 12.5},
    "number": {"font_size": 12.5, "align": "left", "valign": "top"},
    "box": {"border": 1},
    "open": {"num_format": "@", "locked": False, "text_wrap": True, "border": 1},
    "tick": {"font_name": TICK_FACE, "font_size": 14},
    "sign": {"bold": True, "indent": 1},
    "sign small": {
        "font_size": 9.5,
        "align": "left",
        "indent": 1,
        "text_wrap": True,
        "valign": "top",
    },
    "sign last": {"font_size": 9.5, "indent": 1},
    "grey": {"font_color": GREY, "font_size": 10},
    "block": {"indent": 1, "bold": True, "font_size": 12, "bg_color": INK, "font_color": "#FFFFFF"},
    "block right": {"align": "right", "indent": 1, "bg_color": INK, "font_color": "#FFFFFF"},
    "ask": {"indent": 1, "bold": True, "font_size": 12, "bg_color": AMBER, "font_color": AMBER_INK},
    "ask right": {"align": "right", "indent": 1, "bg_color": AMBER, "font_color": AMBER_INK},
    "person": {"text_wrap": True},
    "link": {"font_color": INK, "underline": 1, "num_format": "@", "indent": 1},
}


def width(text: str, size: float = 11, *, bold: bool = False) -> float:
    """Estimated width in pixels at 96 per inch, a little on the wide side."""
    thousandths = sum(_letter(letter) for letter in text)
    return thousandths / 1000 * size * 96 / 72 * (1.09 if bold else 1.02)


def lines(text: str, room: float, size: float = 11, *, bold: bool = False) -> int:
    """How many lines the text takes in `room` pixels, broken between words."""
    count, used, space = 1, 0.0, width(" ", size, bold=bold)
    for word in text.split():
        wide = width(word, size, bold=bold)
        if used and used + space + wide > room:
            count, used = count + 1, wide
        else:
            used += (space if used else 0) + wide
        while used > room:
            count, used = count + 1, used - room
    return count


@cache
def _letter(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)
    return _WIDTHS.get(letter) or _WIDTHS.get(base[0], 600) + (80 if "\u031b" in base else 0)


def a4(sheet: Worksheet) -> None:
    """An upright A4 page with the margins of a working sheet."""
    sheet.set_paper(9)
    sheet.set_margins(left=20 / 25.4, right=15 / 25.4, top=13 / 25.4, bottom=11 / 25.4)
    sheet.set_header("", {"margin": 0.2})
    sheet.set_footer("", {"margin": 0.2})
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

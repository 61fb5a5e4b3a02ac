"""Setting the sheets with Typst: the template is ours, the faces are files, nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import segno
import typst

from dangvien.files.house_visit.data import Question, Sheet, Visit

# The same faces as on the screen. Typst reads no woff2: the digits lie beside theirs as .ttf.
FACES: tuple[str, ...] = (
    str(Path(fontpkg_be_vietnam_pro.__file__).parent / "files"),
    str(files("dangvien") / "look" / "fonts" / "hanken-grotesk"),
)
TEMPLATE = "sheet.typ"


def pdf(visits: Sequence[Visit]) -> bytes:
    """The sheets of all visits, one after another; the same visits give the same bytes."""
    if not any(visit.sheets for visit in visits):
        raise ValueError("no sheet to set")
    made = max(visit.printed for visit in visits)
    return typst.compile(
        (files(__package__) / TEMPLATE).read_bytes(),
        sys_inputs={"told": json.dumps([_visit(visit) for visit in visits])},
        font_paths=_fonts(), ignore_system_fonts=True, format="pdf",
        timestamp=datetime.combine(made, time(), tzinfo=UTC),
    )  # fmt: skip


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[*FACES])


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "committee": visit.committee.upper(), "cell": visit.cell.upper(),
        "printed": f"{visit.printed:%d/%m/%Y}", "year": str(visit.printed.year),
        "as_of": visit.as_of, "due": f"{visit.due:%d/%m/%Y}" if visit.due else "",
        "synthetic": visit.synthetic, "sheets": [_sheet(sheet) for sheet in visit.sheets],
    }  # fmt: skip


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "code": sheet.code, "qr": _qr(sheet.code), "name": sheet.name.upper(),
        "about": list(sheet.about), "questions": [_question(one) for one in sheet.questions],
        "on_file": [[row.label, row.value] for row in sheet.on_file],
    }  # fmt: skip


def _question(one: Question) -> dict[str, Any]:
    return {
        "title": one.title, "told": list(one.told), "answer": one.answer,
        "ticks": list(one.ticks), "blank": one.blank, "sources": list(one.sources),
    }  # fmt: skip


def _qr(code: str) -> str:
    """The code of the sheet, drawn; it says nothing of the person."""
    drawn = BytesIO()
    segno.make_qr(code, error="m").save(drawn, kind="svg", border=0, omitsize=True, xmldecl=False)
    return drawn.getvalue().decode()

"""The report as PDF: set by Typst with the serif that it carries, so that it looks alike everywhere."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from dangvien.campaigns.reports.paper import Paper

_SET = Path(__file__).with_name("report.typ")


@cache
def _fonts() -> typst.Fonts:
    """Only what is embedded: a font of the machine would change the pages."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def pdf(paper: Paper) -> bytes:
    """The pages."""
    told = json.dumps(asdict(paper), ensure_ascii=False)
    made = typst.compile(_SET.read_bytes(), sys_inputs={"paper": told}, font_paths=_fonts())
    assert isinstance(made, bytes)  # noqa: S101 - one document, no pages apart
    return made

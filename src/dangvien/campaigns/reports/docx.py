"""The report as a .docx that an office edits further.

The template lies here as the parts that a .docx is a zip of (`paper/`): text that can be read and
compared, where a sealed file could not. Tags in it are docxtpl's.
"""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate

from dangvien.campaigns.reports.paper import Paper

_PARTS = Path(__file__).with_name("paper")
_SINCE_EVER = (1980, 1, 1, 0, 0, 0)  # the same report is the same file


@cache
def template() -> bytes:
    """The parts as one file."""
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as book:
        names = {path.relative_to(_PARTS).as_posix(): path for path in _PARTS.rglob("*")}
        for name, path in sorted(names.items(), key=lambda one: (one[0][0] != "[", one[0])):
            if path.is_file():
                book.writestr(zipfile.ZipInfo(name, _SINCE_EVER), path.read_bytes())
    return zipped.getvalue()


def docx(paper: Paper) -> bytes:
    """The document; what stands in the paper is text, never markup."""
    book = DocxTemplate(BytesIO(template()))
    book.render({"paper": paper}, autoescape=True)
    made = BytesIO()
    book.save(made)
    return made.getvalue()

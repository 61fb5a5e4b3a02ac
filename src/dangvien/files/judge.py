"""The fate of one row under a header, for the rows that are not plainly people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dangvien.core.schema import FIELDS
from dangvien.files import lines
from dangvien.files.headings import field_of
from dangvien.files.plan import IDENTIFIERS, Plan

Fate = Literal["member", "reject", "skipped"]
Cells = dict[int, str]  # position → text, of the cells that hold something

NOBODY = "Không có họ tên và số định danh."
NO_ORGANISATION = "Không có tên và mã tổ chức đảng."
_LABEL = re.compile(r"\(?\s*(?:(\d{1,2})|[A-Za-zđĐ])\s*\)?\.?|(\d{1,2})\s*=.*")
_NUMERIC = re.compile(r"[\d\s.,:%()\[\]+/*-]*\d[\d\s.,:%()\[\]+/*-]*")
_RUNNING = re.compile(r"\(?\d{1,6}[.)]?")  # a running number of a person, no roman one
_DATED = re.compile(r"\d{4}|\d\s*[/.-]\s*\d")
_DIGITS = re.compile(r"\d")
_LONG = re.compile(r"\s*\d[\d\s.]{6,}")  # no count has so many digits
_YEAR = re.compile(r"\s*(?:18|19|20)\d\d\s*")
_SIDE_NOTE = re.compile(r"[^\d\n]{0,30}\d[\d .,]*[^\d\n]{0,20}")
_ORDER = re.compile(r"\(?(?:\d{1,6}|[IVXLC]+|[A-Za-zĐđ])[.)]?")
_SIGNER = re.compile(r"\s*[^\W\d_]+(?:[.'’-]?\s+[^\W\d_]+){1,6}\.?\s*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Fate of a row; `kind` of a skipped one, `reason` of a reject, what a section names."""

    fate: Fate
    kind: str = ""
    reason: str = ""
    level: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Where in a row to look for what tells a person from a line of text."""

    names: tuple[int, ...]
    identifiers: tuple[int, ...]
    dates: tuple[int, ...]
    organisations: tuple[int, ...]
    numbering: tuple[int, ...]
    table: str


MEMBER = Verdict("member")


def eyes(plan: Plan) -> Eyes:
    """Positions of the telling columns of a plan."""
    dates = [name for name in plan.recipes if FIELDS[name].kind in {"date", "phone"}]
    if plan.table == "organisation":
        names, identifiers = ["org_name"], ["org_code"]
    else:
        names, identifiers = ["full_name"], [*IDENTIFIERS]
    return Eyes(
        tuple(plan.positions(*names)),
        tuple(plan.positions(*identifiers)),
        tuple(plan.positions(*dates)),
        tuple(plan.positions("org_name", "org_code")),
        tuple(plan.numbering),
        plan.table,
    )


def judge(cells: Cells, look: Eyes, signing: bool) -> Verdict:
    """Tell the fate of a row; `signing` says that a block of signatures has begun above it."""
    if not cells:
        return Verdict("skipped", "blank")
    if _is_numbers_of_columns(cells):
        return Verdict("skipped", "column numbers")
    if _is_number(cells, look):
        return Verdict("skipped", "number")
    name = " ".join(cells[position] for position in look.names if position in cells)
    if lines.is_count(name):  # a total has its count there
        name = ""
    if line := _line(cells, look, name, signing):
        return line
    if look.table == "organisation":
        return _of_organisation(cells, look, name)
    known = any(position in cells for position in (*look.names, *look.identifiers))
    return MEMBER if known else Verdict("reject", reason=NOBODY)


def _is_given(cells: Cells, look: Eyes, *, years: bool = True) -> bool:
    """A date or an identifier where one belongs, that is neither a count nor a line of text."""
    for position in (*look.dates, *look.identifiers):
        text = cells.get(position, "")
        if _LONG.fullmatch(text) or (years and position in look.dates and _YEAR.fullmatch(text)):
            return True
        telling = _DATED if position in look.dates else _DIGITS
        if telling.search(text) and not lines.is_count(text) and not _is_text_line(text):
            return True
    return False


def _is_text_line(text: str) -> bool:
    return (
        lines.is_signature(text)
        or lines.is_total(text)
        or lines.is_title(text)
        or lines.organisation(text) is not None
        or bool(lines.organisations_in_title(text))
    )


def _is_numbers_of_columns(cells: Cells) -> bool:
    found = [_LABEL.fullmatch(text.strip()) for _, text in sorted(cells.items())]
    if len(found) < 3 or not all(found):
        return False
    digits = [int(match[1] or match[2]) for match in found if match and (match[1] or match[2])]
    rising = all(a < b for a, b in pairwise(digits))
    return len(digits) >= 2 and rising and digits[-1] - digits[0] <= 2 * len(found)


def _is_number(cells: Cells, look: Eyes) -> bool:
    if not all(len(t) < lines.LONGEST and _NUMERIC.fullmatch(t) for t in cells.values()):
        return False
    where = (*look.names, *look.identifiers, *look.dates)
    told = [cells[position] for position in where if position in cells]
    return not any(_DATED.search(text) for text in told)


def _line(cells: Cells, look: Eyes, name: str, signing: bool) -> Verdict | None:
    """What the row is when it is a line of text and nobody's data."""
    texts = [
        text
        for position, text in sorted(cells.items())
        if not (position in look.numbering and _ORDER.fullmatch(text.strip()))
        and not (lines.is_count(text) and len(cells) > 1)
    ]
    if not texts or (name and name not in texts):  # a name spread over two columns
        return None
    total = lines.is_total(texts[0]) and all(map(_is_side_note, texts[1:]))
    if total and not _is_given(cells, look, years=False):
        return Verdict("skipped", "total")
    if _is_given(cells, look):
        return None
    running = _is_running(cells, look)
    if not (running and name) and _signed(texts, signing and not running, lone=not name):
        return Verdict("skipped", "signature")
    return _section(texts, cells, look, running) or _heading(texts, look, name, running)


def _heading(texts: list[str], look: Eyes, name: str, running: bool) -> Verdict | None:
    """A heading of the name alone, or titles and remarks."""
    found = field_of(name, look.table) if name else None
    if found and found[0] in {"full_name", "org_name"}:
        return Verdict("skipped", "header")
    if running or not all(map(lines.is_title, texts)):
        return None
    named = lines.organisations_in_title(texts[0])
    return Verdict("skipped", "title", "", *(named[-1] if named else ()))


def _is_running(cells: Cells, look: Eyes) -> bool:
    return any(_RUNNING.fullmatch(cells.get(p, "").strip()) for p in look.numbering)


def _signed(texts: list[str], signing: bool, lone: bool) -> bool:
    """Offices, places and dates; below them, or beside them, also the bare names of signers."""
    offices = [lines.is_signature(text) for text in texts]
    if all(offices):
        return True
    signers = all(office or _SIGNER.fullmatch(t) for office, t in zip(offices, texts, strict=True))
    return signers and len(texts) <= 3 and (signing or (lone and any(offices)))


def _is_side_note(text: str) -> bool:
    """A count, with a few words before or after it."""
    return lines.is_count(text) or lines.is_total(text) or bool(_SIDE_NOTE.fullmatch(text))


def _section(texts: list[str], cells: Cells, look: Eyes, running: bool) -> Verdict | None:
    found = lines.organisation(texts[0])
    if found is None or len(texts) > 3 or look.table == "organisation":
        return None
    level, organisation = found
    others = texts[1:]
    in_own_column = any(cells.get(position) == texts[0] for position in look.organisations)
    at = next(position for position, text in cells.items() if text == texts[0])
    if level == "unit" and look.names and at > max(look.names) and not in_own_column:
        return None  # a lone address is somebody's data
    waiting = running and (in_own_column or level == "unit")  # numbered, but its person is missing
    if waiting or (level == "unit" and others):
        return None
    if not all(lines.organisation(t) or lines.is_signature(t) or _is_side_note(t) for t in others):
        return None
    return Verdict("skipped", "section", level=level, organisation=organisation)


def _of_organisation(cells: Cells, look: Eyes, name: str) -> Verdict:
    if any(position in cells for position in look.identifiers):
        return MEMBER
    if not name:
        return Verdict("reject", reason=NO_ORGANISATION)
    lone = all(position in look.numbering or position in look.names for position in cells)
    found = lines.organisation(name)
    grouping = look.identifiers and lone and (found is None or found[0] in {"group", "unit"})
    return Verdict("skipped", "section") if grouping else MEMBER

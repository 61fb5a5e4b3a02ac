"""The daily or weekly report: the number, where the rest lies, and the table of units."""

from __future__ import annotations

from dangvien.campaigns.counts import Counts
from dangvien.campaigns.models import Report
from dangvien.campaigns.reports import words
from dangvien.campaigns.reports.figures import Line, Taken
from dangvien.campaigns.reports.paper import Section, Table
from dangvien.look.numbers import day, percent, signed, thousands
from dangvien.orgs.models import Organisation
from dangvien.orgs.words import short

_NONE = "Không có."
_WEIGHTS = (0, 2.7, 1, 0.9, 1.35, 1, 1, 0.9, 0.9, 1.1)
_OPEN = ("approval", "cell", "police", "above")


def progress(report: Report, now: Taken, before: Taken | None) -> list[Section]:
    """Results with their table, difficulties, proposals."""
    return [
        Section("Kết quả thực hiện", results(report, now, before), by_unit(now, before)),
        *said(report),
    ]


def results(report: Report, now: Taken, before: Taken | None) -> tuple[str, ...]:
    """The sentences above the table."""
    told = [words.reached(now, short(report.org.name)), words.rest(now.total)]
    if now.units["units"] > 1:
        told.append(words.units(now, _cells(now)))
    if before is not None:
        told.append(words.grown(now, before))
    return tuple(one for one in (*told, words.beside(now.total)) if one)


def by_unit(now: Taken, before: Taken | None) -> Table | None:
    """One row a unit, worst first; the last row is the sum, and was checked to be it."""
    if not now.lines:
        return None
    name = "Chi bộ" if _cells(now) else "Đơn vị"
    heads = [
        "TT",
        name,
        "Đảng viên",
        "Đạt",
        "Tỷ lệ",
        "Chờ duyệt",
        "Ở chi bộ",
        "Công an",
        "Cấp trên",
    ]
    if before is not None:
        heads.append(f"So với {day(before.as_of)[:5]}")
    ordered = sorted(now.lines, key=lambda one: (_share(one.counts), short(one.name)))
    rows = [
        (str(at), _title(one.name), *_cells_of(one, before)) for at, one in enumerate(ordered, 1)
    ]
    whole = Line(0, "", now.total)
    return Table(
        title=f"Tiến độ từng {name.lower()}, tính đến {now.as_of:%H:%M} ngày {day(now.as_of)}",
        heads=tuple(heads), rows=tuple(rows), total=("", "Cộng", *_cells_of(whole, before)),
        weights=_WEIGHTS[: len(heads)],
    )  # fmt: skip


def said(report: Report) -> list[Section]:
    """What people wrote themselves."""
    told = report.told
    return [
        Section("Khó khăn, vướng mắc", paragraphs(told.get("difficulties", ""))),
        Section("Kiến nghị, đề xuất", paragraphs(told.get("proposals", ""))),
    ]


def paragraphs(text: str) -> tuple[str, ...]:
    """Lines that hold something; "Không có." when none does."""
    return tuple(line.strip() for line in text.splitlines() if line.strip()) or (_NONE,)


def _cells_of(line: Line, before: Taken | None) -> tuple[str, ...]:
    one = line.counts
    told = [thousands(one.whole), thousands(one.done), percent(one.done, one.whole),
            *(thousands(getattr(one, name)) for name in _OPEN)]  # fmt: skip
    if before is not None:
        earlier = before.line(line.pk) if line.pk else before.total
        told.append(signed(one.done - earlier.done))
    return tuple(told)


def _title(name: str) -> str:
    told = short(name)
    return told[:1].upper() + told[1:]


def _share(counts: Counts) -> int:
    return counts.rate if counts.rate is not None else 10_001


def _cells(now: Taken) -> bool:
    forms = Organisation.objects.filter(pk__in=[line.pk for line in now.lines])
    return words.all_cells(set(forms.values_list("form", flat=True)))

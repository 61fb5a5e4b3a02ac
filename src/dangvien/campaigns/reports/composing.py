"""From a stored report to the paper: the same heading and signature whatever is reported."""

from __future__ import annotations

from dangvien.campaigns.models import Report
from dangvien.campaigns.reports import offices, words
from dangvien.campaigns.reports.figures import Taken, taken
from dangvien.campaigns.reports.paper import Paper, Section
from dangvien.campaigns.reports.problems import problems
from dangvien.campaigns.reports.progress import progress
from dangvien.campaigns.reports.result import result
from dangvien.look.numbers import day

_PARTS = {Report.PROGRESS: progress, Report.PROBLEMS: problems, Report.RESULT: result}
_SUBJECTS = {
    Report.PROGRESS: "tiến độ {name} (tính\u00a0đến\u00a0ngày\u00a0{on})",
    Report.PROBLEMS: "tổng hợp lỗi kỹ thuật, khó khăn, vướng mắc khi {name} (đến\u00a0ngày\u00a0{on})",
    Report.RESULT: "kết quả {name}",
}


def compose(report: Report) -> Paper:
    """The paper of a report; refused in words when its figures do not add up."""
    now = taken(report.snapshot)
    before = taken(report.before) if report.before else None
    body = offices.body(report.org)
    name = report.snapshot.definition["name"]
    what = _SUBJECTS[report.kind].format(name=_lower(name), on=day(now.as_of))
    return Paper(
        superior=offices.superior(report.org), body=body,
        number=offices.number(report.org, report.number),
        place_date=offices.place_date(report.org, report.on), kind="BÁO CÁO",
        subject=what[:1].upper() + what[1:], opening=(_opening(report, now, body),),
        sections=_numbered(_PARTS[report.kind](report, now, before)),
        closing=f"Trên đây là báo cáo {what.split(' (')[0]}, {body} trân trọng báo cáo./.",
        source=words.source(now), receivers=_receivers(report),
        signs=_signs(report), signer=report.told.get("signer", ""),
        notes=(words.source(before),) if before else (),
    )  # fmt: skip


def _opening(report: Report, now: Taken, body: str) -> str:
    basis = report.snapshot.campaign.basis.rstrip(".")
    rests = f"Thực hiện {basis}, " if basis else ""
    return f"{rests}{body} báo cáo tình hình đến ngày {day(now.as_of)} như sau:"


def _numbered(parts: list[Section]) -> tuple[Section, ...]:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    return tuple(
        Section(f"{roman[at]}. {part.heading.upper()}", part.paragraphs, part.table)
        for at, part in enumerate(parts)
    )


def _receivers(report: Report) -> tuple[str, ...]:
    body = offices.body(report.org)
    above = f"{offices.body(report.org.parent)} (để báo cáo)," if report.org.parent else ""
    told = [above, f"{offices.standing(report.org)} {body}," if body != report.org.name else "",
            f"Lưu Văn phòng {body}." if body != report.org.name else "Lưu chi bộ."]  # fmt: skip
    return tuple(one for one in told if one)


def _signs(report: Report) -> tuple[str, ...]:
    role = report.told.get("role", "")
    return tuple(one for one in (f"T/M {offices.standing(report.org)}", role) if one)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

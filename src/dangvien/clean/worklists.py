"""One workbook per cell that has open findings: whom to ask, what to ask, a sheet to fill in."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any, Literal

import polars as pl

from dangvien.core.assess import Assessment
from dangvien.core.rules import get
from dangvien.core.rules.words import ask, show
from dangvien.core.schema import FIELDS, LABELS_OF_VALUES
from dangvien.core.text import fold
from dangvien.files import worklist
from dangvien.files.problem import InputProblem
from dangvien.files.worklist import SEEN, Person, Row, Task, Worklist

MOST = 500  # cells that `auto` writes for
ON_FILE = (
    "full_name", "sex", "birth_date", "citizen_id", "phone", "admission_date", "official_date",
    "card_number", "org_name", "hometown", "permanent_address",
)  # fmt: skip
_DATES = ("birth_date", "admission_date", "admission_decision_date", "official_date")


def write(assessment: Assessment, folder: Path, asked: str) -> str | None:
    """Write the worklists asked for (auto | all | none | ORG_CODE); a note when none was written."""
    if asked == "none":
        return None
    opened = assessment.findings.filter(
        (pl.col("state") == "open") & pl.col("severity").is_in(["E", "W"])
        & (pl.col("cause") != "no_column")
    )  # fmt: skip
    opened = opened.join(assessment.members.select("row_id"), on="row_id", how="semi")
    cells = opened["unit"].unique().sort().to_list()
    if asked not in ("auto", "all"):
        cells = _of_code(assessment, cells, asked)
    elif asked == "auto" and len(cells) > MOST:
        return (
            f"{len(cells)} chi bộ có việc, quá nhiều để lập danh sách cùng lúc. Đồng chí thêm "
            "«--worklists MÃ_TCĐ» cho từng đơn vị, hoặc «--worklists all» cho tất cả."
        )
    if not cells:
        return None
    folder.mkdir()
    for unit, work in _works(assessment, opened, cells):
        worklist.write(folder / f"{unit}.xlsx", work)
    return None


def _of_code(assessment: Assessment, cells: list[int], code: str) -> list[int]:
    units = assessment.tree.units.filter(pl.col("org_code") == code)["unit"].to_list()
    if not units:
        raise InputProblem(f"Không có tổ chức đảng nào mang mã {code}.")
    under = assessment.tree.ancestors().filter(pl.col("ancestor").is_in(units))["unit"]
    return sorted(set(cells) & set(under.to_list()))


def _works(
    assessment: Assessment, opened: pl.DataFrame, cells: list[int]
) -> list[tuple[str, Worklist]]:
    units = {row["unit"]: row for row in assessment.tree.units.to_dicts()}
    counts = assessment.verdicts.group_by("unit").agg(
        pl.col("active").sum(), ready=pl.col("clean_t1").sum()
    )
    sums = {unit: (active, ready or 0) for unit, active, ready in counts.iter_rows()}
    asked = opened.filter(pl.col("unit").is_in(cells))
    people = {
        row["row_id"]: row
        for row in assessment.members.join(asked.select("row_id").unique(), on="row_id")
        .to_dicts()
    }  # fmt: skip
    findings: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for found in asked.to_dicts():
        findings[found["unit"]][found["row_id"]].append(found)
    works: list[tuple[str, Worklist]] = []
    names: set[str] = set()
    for unit in cells:
        above = units.get(units[unit]["parent"])
        name = _file_name(units[unit]["org_name"] or units[unit]["org_code"], names)
        order = sorted(findings[unit])
        initials = _initials(units[unit]["org_name"] or "")
        active, ready = sums.get(unit, (0, 0))
        secretary = units[unit].get("secretary")
        works.append((name, Worklist(
            committee=(above or units[unit])["org_name"] or "", cell=units[unit]["org_name"] or "",
            as_of=assessment.as_of, active=active, ready=ready,
            secretary=f"Đồng chí {secretary}, bí thư" if secretary else "",
            people=tuple(
                _person(f"{initials}-{number:04}", people[row], findings[unit][row], assessment.as_of)
                for number, row in enumerate(order, 1)
            ),
            synthetic=any(people[row]["citizen_id__prefix"] == "synthetic" for row in order),
        )))  # fmt: skip
    return works


def _person(code: str, member: dict[str, Any], found: list[dict[str, Any]], as_of: date) -> Person:
    born = member["birth_date__first"]
    told = [_task(finding) for finding in found]
    known = [
        Row(label=FIELDS[name].label, value=_shown(name, member))
        for name in ON_FILE
        if name not in {finding["field"] for finding in found}
    ]
    return Person(
        code=code, name=member["full_name"] or "Chưa rõ họ tên", tasks=tuple(told),
        rows=tuple(known), born=show(member["birth_date"]) if member["birth_date"] else "",
        age=as_of.year - born.year if born else None,
        probationary=member["member_type"] == "probationary",
    )  # fmt: skip


def _task(found: dict[str, Any]) -> Task:
    rule, field = get(found["rule"]), found["field"]
    text, short = ask(rule, found["cause"], found["value"], found["detail"], found["fix"], field)
    answer: Literal["citizen_id", "date", "line", "none"] = "line"
    choices: tuple[str, ...] = ()
    blank = ""
    if field == "citizen_id" and found["rule"] in ("V04", "V05", "V09", "V25"):
        answer, choices = "citizen_id", SEEN
    elif field in _DATES:
        answer = "date"
    elif found["fix"]:
        answer, choices, blank = "none", ("Đúng",), "Chưa đúng, sửa là:"
    return Task(
        title=FIELDS[field].label, text=text, short=short, blocking=found["severity"] == "E",
        answer=answer, choices=choices, blank=blank,
    )  # fmt: skip


def _shown(name: str, member: dict[str, Any]) -> str:
    value = member[name] or (member["section"] if name == "org_name" else None)
    if value is None:
        return ""
    return show(value) if name in _DATES else LABELS_OF_VALUES.get(value, value)


def _initials(name: str) -> str:
    """Letters of the sheet code: "Chi bộ bản Nà Lốc" → "NL"."""
    words = [
        word for word in name.split() if word[:1].isupper() and fold(word) not in ("chi", "dang")
    ]
    letters = "".join(fold(word)[:1].upper() for word in words[-3:])
    return letters or "CB"


def _file_name(name: str, taken: set[str]) -> str:
    base = re.sub(r"[^\w .-]", " ", name).strip()[:80] or "chi-bo"
    chosen, number = base, 1
    while chosen.lower() in taken:
        number += 1
        chosen = f"{base} {number}"
    taken.add(chosen.lower())
    return chosen

"""From an assessment to what the report is told: units, groups of errors, parts that add up."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dangvien import __version__
from dangvien.clean.intake import Intake
from dangvien.core import compare
from dangvien.core.assess import Assessment
from dangvien.core.rules import BOOK
from dangvien.core.schema import FIELDS, MEMBER
from dangvien.core.score import SCORES
from dangvien.look.report import (
    Comparison,
    Count,
    ErrorGroup,
    Gap,
    Paper,
    ReportData,
    RuleRun,
    Score,
    Source,
    Unit,
)

KINDS = {
    "blank": "dòng trống", "title": "dòng tiêu đề", "header": "đầu bảng",
    "column numbers": "số thứ tự cột", "section": "dòng tên tổ chức", "subtotal": "cộng từng phần",
    "total": "dòng cộng", "signature": "ký tên, ngày tháng", "number": "chỉ có số thứ tự",
}  # fmt: skip


def report_data(
    assessment: Assessment, intake: Intake, tier: str, outputs: list[Count], notes: tuple[str, ...]
) -> ReportData:
    """Fill `ReportData`; every sum in it closes or the report refuses to be drawn."""
    top = assessment.top
    ready = f"clean_{tier.lower()}"
    standing = _standing(assessment, tier)
    duplicates = assessment.duplicates.pairs
    members = assessment.members
    same = duplicates.filter(pl.col("reasons").str.contains("(?i)cùng số căn cước")).height
    probationary = (pl.col("status__state") == "active") & (pl.col("member_type") == "probationary")
    return ReportData(
        organisation=top["org_name"], root=top["org_code"], as_of=assessment.as_of, tier=tier,
        members=top["members"], active=top["active"], ready=top[ready], exempt=top["exempt"],
        probationary=members.filter(probationary).height,
        with_citizen_id=None if "citizen_id" in assessment.absent else top["with_citizen_id"],
        ready_why=_why_not(assessment, tier) if top[ready] is None else "",
        synthetic=assessment.synthetic,
        parts=_parts(standing) if top[ready] is not None else (),
        scores=tuple(_score(name, top, assessment) for name in SCORES),
        errors=_errors(assessment), units=_units(assessment, ready, standing),
        pairs=duplicates.height, same_id=same,
        applied=_reasons(assessment, "yes"), proposed=_reasons(assessment, "no"),
        sources=_sources(intake), hidden_sheets=tuple(intake.members.hidden),
        reject_reasons=_counted(intake.members.fates.filter(pl.col("fate") == "reject"), "reason"),
        comparison=_comparison(assessment, intake), paper=_paper(assessment, intake),
        absent=_absent(assessment), rules=_rules(assessment),
        outputs=tuple(outputs), notes=notes, version=__version__,
    )  # fmt: skip


def _standing(assessment: Assessment, tier: str) -> pl.DataFrame:
    """Active people who are not ready: what holds each back (a fix waits, to be asked, missing)."""
    fields = [field.name for field in MEMBER if field.tier <= int(tier[1])]
    blocks = (
        assessment.findings.filter(
            (pl.col("state") == "open") & (pl.col("severity") == "E")
            & pl.col("field").is_in(fields)
        ).group_by("row_id").agg(fixable=pl.col("fix").is_not_null().all())
    )  # fmt: skip
    return (
        assessment.verdicts.filter(pl.col("active") == 1)
        .select("row_id", "unit", ready=pl.col(f"clean_{tier.lower()}") == 1)
        .join(blocks, on="row_id", how="left")
    )


def _parts(standing: pl.DataFrame) -> tuple[Count, ...]:
    not_ready = standing.filter(~pl.col("ready"))
    waits = not_ready.filter(pl.col("fixable")).height
    asks = not_ready.filter(~pl.col("fixable")).height
    return (
        Count(label="Sẵn sàng đồng bộ", count=standing.height - not_ready.height),
        Count(label="Có đề xuất, chờ người xem giấy tờ", count=waits),
        Count(label="Phải hỏi đảng viên hoặc tra hồ sơ", count=asks),
        Count(label="Chỉ còn thiếu thông tin", count=not_ready.height - waits - asks),
    )


def _score(name: str, top: dict[str, int | None], assessment: Assessment) -> Score:
    why = "Danh sách không có cột cần cho yêu cầu này." if name in assessment.unmeasured else ""
    return Score(dimension=name, num=top[f"num_{name}"], den=top[f"den_{name}"], why=why)  # type: ignore[arg-type]


def _why_not(assessment: Assessment, tier: str) -> str:
    lacking = [
        field.label for field in MEMBER
        if field.tier <= int(tier[1]) and field.required != "optional"
        and field.name in assessment.absent
    ]  # fmt: skip
    return "Danh sách không có cột " + ", ".join(lacking) + "."


def _errors(assessment: Assessment) -> tuple[ErrorGroup, ...]:
    opened = pl.col("state") == "open"
    counts = assessment.findings.group_by("rule").agg(
        holders=pl.when(opened).then("row_id").drop_nulls().n_unique(),
        proposed=(opened & pl.col("fix").is_not_null()).sum(), applied=(~opened).sum(),
        **{s: (opened & (pl.col("severity") == s)).sum() for s in "EWN"},
    )  # fmt: skip
    found = {row["rule"]: row for row in counts.to_dicts()}
    groups = [
        ErrorGroup(
            rule=rule.code, title=rule.title, how=rule.how, subject=rule.subject,
            holders=row["holders"], errors=row["E"], warnings=row["W"], notes=row["N"],
            proposed=row["proposed"], applied=row["applied"],
        )
        for rule in BOOK if (row := found.get(rule.code))
    ]  # fmt: skip
    return tuple(sorted(groups, key=lambda g: (-g.errors, -g.warnings, -g.notes, -g.applied)))


def _units(assessment: Assessment, ready: str, standing: pl.DataFrame) -> tuple[Unit, ...]:
    waits = standing.filter(~pl.col("ready") & pl.col("fixable")).group_by("unit").len("proposed")
    rolled = (
        assessment.tree.ancestors().join(waits, on="unit").group_by("ancestor")
        .agg(pl.col("proposed").sum()).rename({"ancestor": "unit"})
    )  # fmt: skip
    codes = assessment.progress.select(parent="unit", parent_code="org_code")
    rows = (
        assessment.progress.filter(pl.col("parent").is_not_null())
        .join(rolled.cast({"unit": pl.Int32}), on="unit", how="left", maintain_order="left")
        .join(codes, on="parent", how="left", maintain_order="left")
    )
    parents = set(rows["parent"].to_list())
    return tuple(
        Unit(
            code=row["org_code"] or "", name=row["org_name"] or row["org_code"] or "",
            parent=row["parent_code"] or "", leaf=row["unit"] not in parents,
            members=row["members"], active=row["active"], ready=row[ready],
            proposed=row["proposed"] or 0, errors=row["findings_e"], warnings=row["findings_w"],
            paper=row["paper"], unknown=row["unit"] == assessment.tree.unknown,
        )
        for row in rows.iter_rows(named=True)
        if (row["is_active"] and (row["unit"] != assessment.tree.unknown or row["members"]))
        or row["members"]
    )  # fmt: skip


def _counted(frame: pl.DataFrame, column: str) -> tuple[Count, ...]:
    counts = frame.group_by(column).len().sort("len", column, descending=[True, False])
    return tuple(Count(label=label or "", count=n) for label, n in counts.iter_rows())


def _reasons(assessment: Assessment, applied: str) -> tuple[Count, ...]:
    changes = assessment.standard.changes.filter(pl.col("applied") == applied)
    return _counted(changes, "reason")


def _sources(intake: Intake) -> tuple[Source, ...]:
    sources = []
    for (name,), part in intake.members.fates.group_by("source", maintain_order=True):
        file = next(p.name for p in intake.request.files if str(name).startswith(f"{p.name}#"))
        sheet = str(name).removeprefix(f"{file}#")
        fates = dict(part.group_by("fate").len().rows())
        kinds = part.filter(pl.col("fate") == "skipped").group_by("kind").len().sort("kind")
        sources.append(Source(
            file=file, sheet=sheet, rows=part.height, members=fates.get("member", 0),
            rejects=fates.get("reject", 0),
            kinds=tuple(Count(label=KINDS.get(k, k), count=n) for k, n in kinds.iter_rows()),
        ))  # fmt: skip
    return tuple(sources)


def _comparison(assessment: Assessment, intake: Intake) -> Comparison | None:
    if assessment.differences is None or intake.previous is None:
        return None
    return Comparison(
        name=intake.previous_name,
        before=intake.previous.rows.height,
        **compare.people(assessment.differences),
    )


def _paper(assessment: Assessment, intake: Intake) -> Paper | None:
    if intake.control is None:
        return None
    units = assessment.progress.filter(pl.col("paper").is_not_null())
    gaps = units.filter(pl.col("paper") != pl.col("members"))
    top = units.filter(pl.col("parent").is_null())
    whole = top if top.height else units
    return Paper(
        name=intake.control_name, units=units.height, equal=units.height - gaps.height,
        members=int(whole["members"].sum()), paper=int(whole["paper"].sum()),
        gaps=tuple(
            Gap(name=name or "", members=members, paper=paper)
            for name, members, paper in gaps.select("org_name", "members", "paper").iter_rows()
        ),
    )  # fmt: skip


def _absent(assessment: Assessment) -> tuple[Count, ...]:
    return tuple(
        Count(label=FIELDS[field.name].label, count=0)
        for field in MEMBER
        if field.name in assessment.absent and field.required != "optional"
    )


def _rules(assessment: Assessment) -> tuple[RuleRun, ...]:
    found = dict(assessment.findings.group_by("rule").len().rows())
    return tuple(
        RuleRun(
            code=rule.code, title=rule.title, ran=rule.code not in assessment.rules_not_run,
            found=found.get(rule.code, 0), why=assessment.rules_not_run.get(rule.code, ""),
        )
        for rule in BOOK
    )  # fmt: skip


def named(folder: Path) -> list[Count]:
    """The files of DIR, each with what it is for."""
    told = {
        "members.csv": "giá trị đang dùng của từng đảng viên",
        "findings.csv": "từng việc cần xem: sai gì, vì sao, cách làm",
        "changes.csv": "từng thay đổi: trước, sau, lý do",
        "duplicates.csv": "các cặp nghi trùng và lý do",
        "held_back.csv": "các cặp giống nhau nhưng không đề xuất gộp, và vì sao",
        "rejects.csv": "dòng trả lại và lý do",
        "progress.csv": "số đếm và sáu yêu cầu theo tổ chức",
        "cleaned.xlsx": "danh sách theo cột cũ, đề xuất được tô màu",
        "compare.csv": "so với kỳ trước",
        "summary.json": "mọi con số, để máy khác đọc",
    }
    found = [Count(label=n, count=1, note=t) for n, t in told.items() if (folder / n).exists()]
    sheets = len(list((folder / "worklists").glob("*.xlsx")))
    if sheets:
        found.append(Count(label="worklists", count=sheets, note="danh sách việc, phiếu đi thăm"))
    return found

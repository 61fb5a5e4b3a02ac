"""Sentences of the report that depend on its numbers, in the voice of design.md §6."""

from __future__ import annotations

from dataclasses import dataclass

from dangvien.look.numbers import hundredths, listing, percent, ratio, share, thousands
from dangvien.look.report.data import ErrorGroup, ReportData, Score
from dangvien.look.report.units import Progress

REQUIREMENTS: dict[str, tuple[str, str, str]] = {
    "dung": ("Đúng", "ô", "Đã ghi, hợp lệ, không còn việc phải xem"),
    "du": ("Đủ", "ô", "Đủ 9 thông tin đồng bộ"),
    "sach": ("Sạch", "người", "Không trùng, không rác"),
    "song": ("Sống", "người", "Đối chiếu trong 3 tháng"),
    "thong_nhat": ("Thống nhất", "người", "Cùng mã, tên, định dạng"),
    "dung_chung": ("Dùng chung", "người", "Sẵn sàng đồng bộ, không còn việc chặn"),
}
NUMERALS = ("", "một", "hai", "ba", "bốn", "năm", "sáu")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement: `good` when nothing is left; `lead` is the bold part."""

    good: bool
    lead: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do first: how many, what, where it is in the report, what the link says."""

    count: int
    what: str
    detail: str
    link: str
    says: str


def verdict(data: ReportData, units: Progress) -> Verdict:
    """What the one number means, in one or two sentences."""
    if not data.active:
        return Verdict(False, "Danh sách không có đảng viên đang sinh hoạt.")
    if data.ready is None:
        return Verdict(False, "Chưa đo được số hồ sơ sẵn sàng.", data.ready_why)
    left = data.active - data.ready
    if not left:
        return Verdict(True, f"Đủ {thousands(data.active)} hồ sơ.", "Không còn việc chặn đồng bộ.")
    low = units.first
    if low.units and (short := low.total.active - (low.total.ready or 0)):
        names = listing([unit.name for unit in low.units])
        where = f"{thousands(short)} hồ sơ ở {len(low.units)} {units.word} thấp nhất: {names}."
    else:
        where = ""
    return Verdict(False, f"Còn {thousands(left)} hồ sơ chưa sẵn sàng.", where)


def steps(data: ReportData, units: Progress) -> list[Step]:
    """What to do first, at most four things, the ones that free most people before the rest."""
    found = []
    if top := next(iter(blocking(data)), None):
        found.append(Step(top.errors, top.title, top.how, "loi", "Xem việc chặn"))
    if proposals := sum(item.count for item in data.proposed):
        detail = "Máy chưa sửa; giá trị đề xuất có trong changes.csv."
        what = "Đề xuất chờ người quyết định"
        found.append(Step(proposals, what, detail, "may-sua", "Xem đề xuất"))
    if data.pairs:
        same = f"{thousands(data.same_id)} cặp cùng số căn cước. " if data.same_id else ""
        detail = f"{same}Lý do có trong duplicates.csv."
        found.append(
            Step(data.pairs, "Cặp nghi trùng hồ sơ", detail, "nghi-trung", "Xem nghi trùng")
        )
    if low := units.first.units:
        what = f"{units.word.capitalize()} thấp nhất, cần xem trước"
        detail = f"{listing([unit.name for unit in low])}."
        found.append(Step(len(low), what, detail, "tien-do", "Xem tiến độ"))
    return found


def blocking(data: ReportData) -> list[ErrorGroup]:
    """Groups with open blocking findings, most of them first."""
    groups = [group for group in data.errors if group.errors]
    return sorted(groups, key=lambda group: (-group.errors, group.rule))


def by_weight(data: ReportData) -> list[tuple[str, list[ErrorGroup]]]:
    """(severity, groups) from heaviest to lightest; a rule stands under its heaviest."""
    looking = [group for group in data.errors if group.warnings and not group.errors]
    noted = [group for group in data.errors if group.open and not group.errors + group.warnings]
    most = sorted(looking, key=lambda group: (-group.holders, group.rule))
    least = sorted(noted, key=lambda group: (-group.holders, group.rule))
    kinds = (("E", blocking(data)), ("W", most), ("N", least))
    return [(kind, groups) for kind, groups in kinds if groups]


def sums(data: ReportData) -> dict[str, int]:
    """Open findings by severity."""
    return {
        "E": sum(group.errors for group in data.errors),
        "W": sum(group.warnings for group in data.errors),
        "N": sum(group.notes for group in data.errors),
    }


def lowest(scores: tuple[Score, ...]) -> tuple[frozenset[str], str]:
    """The lowest measured requirement(s) and the words to say so; none when all are alike."""
    rates = {s.dimension: hundredths(s.num, s.den) for s in scores if s.num is not None and s.den}
    if len(rates) < 2 or min(rates.values()) == 10_000 or len(set(rates.values())) == 1:
        return frozenset(), ""
    least = frozenset(name for name, rate in rates.items() if rate == min(rates.values()))
    words = "Thấp nhất" if len(least) == 1 else "Cùng thấp nhất"
    return least, f"{words} trong {NUMERALS[len(rates)]}"


def compared(data: ReportData) -> str:
    """The previous list and this one as a sum."""
    if (then := data.comparison) is None:
        return ""
    total = then.before - then.left + then.joined
    before, left, joined = map(thousands, (then.before, then.left, then.joined))
    return f"{before} − {left} + {joined} = {thousands(total)}"


def chart_says(units: Progress) -> str:
    """What the columns show, for people who do not see them."""
    reached = "; ".join(
        f"{ratio(units.reached(r), len(units.columns))} đạt từ {r} %" for r in (50, 80)
    )
    full = f"{ratio(units.reached(100), len(units.columns))} đủ 100 %"
    best, worst = units.columns[0], units.columns[-1]
    low = share(worst.ready or 0, worst.active)
    ends = f"cao nhất {percent(best.ready or 0, best.active)}, thấp nhất {worst.name} {low}"
    return (
        f"Tỷ lệ sẵn sàng của từng {units.word}, xếp từ cao xuống thấp: {reached}; {full}; {ends}."
    )

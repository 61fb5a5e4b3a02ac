"""The sentences of a report, made from whole numbers."""

from __future__ import annotations

from dangvien.campaigns.counts import Counts
from dangvien.campaigns.models import Report
from dangvien.campaigns.reports.figures import Taken
from dangvien.look.numbers import day, listing, ratio, share, thousands
from dangvien.orgs.words import CELLS

KINDS = {
    Report.PROGRESS: "Tiến độ",
    Report.PROBLEMS: "Lỗi kỹ thuật, vướng mắc",
    Report.RESULT: "Kết quả",
}
HINTS = {
    Report.PROGRESS: "Bảng tiến độ từng đơn vị, so với ngày chốt trước.",
    Report.PROBLEMS: "Tổng hợp câu hỏi, lỗi kỹ thuật đã nêu và đã gửi lên.",
    Report.RESULT: "Báo cáo khi kết thúc: chữ ký, kết quả, sáu yêu cầu của dữ liệu.",
}
_PLACES = (
    ("approval", "đang chờ duyệt"), ("cell", "còn ở chi bộ"),
    ("police", "chờ Công an đối soát"), ("above", "chờ cấp trên trả lời"),
)  # fmt: skip


def reached(one: Taken, name: str) -> str:
    """The one number, with what it counts."""
    clock, on = f"{one.as_of:%H} giờ {one.as_of:%M}", day(one.as_of)
    clean = one.snapshot.definition["numerator"]
    return (
        f"Tính đến {clock} ngày {on}, {name} có {share(one.total.done, one.total.whole)} hồ sơ đảng "
        f"viên đạt yêu cầu. Hồ sơ đạt là {clean[:1].lower()}{clean[1:]} "
        f"Mẫu số: {one.snapshot.definition['denominator'][:1].lower()}"
        f"{one.snapshot.definition['denominator'][1:]}"
    )


def rest(counts: Counts) -> str:
    """Where what is left lies; the parts are its sum."""
    if not counts.left:
        return "Không còn hồ sơ nào phải làm."
    parts = [
        f"{thousands(getattr(counts, name))} {words}"
        for name, words in _PLACES
        if getattr(counts, name)
    ]
    return f"Còn {thousands(counts.left)} hồ sơ, gồm {listing(parts)}."


def beside(counts: Counts) -> str:
    """What stands beside the figure; nothing when there is nothing."""
    told = []
    if counts.waived:
        told.append(f"{thousands(counts.waived)} hồ sơ đạt nhờ ngoại lệ đã duyệt, có trong số đạt")
    if counts.gone:
        told.append(
            f"{thousands(counts.gone)} đảng viên đã rời đơn vị sau ngày chốt, đã trừ khỏi mẫu số"
        )
    if counts.newcomers:
        told.append(f"{thousands(counts.newcomers)} đảng viên mới đến, chưa tính vào mẫu số")
    return f"Nêu thêm: {'; '.join(told)}." if told else ""


def units(one: Taken, cells: bool) -> str:
    """How many units reached what."""
    of, word = one.units["units"], "chi bộ" if cells else "đơn vị"
    return (
        f"Có {ratio(one.units['all'], of)} {word} hoàn thành, {ratio(one.units['most'], of)} {word} "
        f"đạt từ 80 % trở lên, {ratio(one.units['half'], of)} {word} đạt từ 50 % trở lên."
    )


def grown(one: Taken, before: Taken) -> str:
    """The way since an earlier snapshot."""
    more = one.total.done - before.total.done
    told = f"So với ngày {day(before.as_of)} ({share(before.total.done, before.total.whole)}), "
    way = "tăng" if more > 0 else "giảm"
    return told + (
        f"{way} {thousands(abs(more))} hồ sơ đạt." if more else "số hồ sơ đạt giữ nguyên."
    )


def source(one: Taken) -> str:
    """From which snapshot every figure comes, and how to count it again."""
    frozen = one.snapshot
    return (
        f"Số liệu lấy nguyên từ bản chốt {frozen.uid}, tính đến {one.as_of:%H:%M} ngày "
        f"{day(one.as_of)}; mã băm SHA-256: {frozen.sha256}. "
        f"Tính lại được tại địa chỉ /so-lieu/{frozen.uid}/ của sổ."
    )


def all_cells(forms: set[str]) -> bool:
    """Whether the units of a table are all cells."""
    return bool(forms) and forms <= CELLS

"""The sentences around the numbers: what to expect, who is short, where the rest lies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dangvien.campaigns.board.shape import Board
from dangvien.campaigns.counts import Counts
from dangvien.campaigns.shapes import Standing
from dangvien.look.numbers import listing, ratio, share, thousands
from dangvien.orgs.words import CELLS, short

NAMED = 3
_NUMERALS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def unit_word(forms: Collection[str]) -> str:
    """What the units below are called together."""
    kinds = {"chi bộ" if form in CELLS else "xã, phường" if form == "xa" else "" for form in forms}
    return (kinds.pop() if len(kinds) == 1 else "") or "đơn vị"


def numeral(count: int) -> str:
    """A small number in letters, a large one in digits."""
    return _NUMERALS[count] if count < len(_NUMERALS) else thousands(count)


def name(text: str) -> str:
    """A unit's name as a row says it: "Bản Xía Nọi" for "Chi bộ bản Xía Nọi"."""
    told = short(text)
    return told[:1].upper() + told[1:]


def expected(board: Board) -> str:
    """The conditional sentence, or why there is none."""
    told, last = board.forecast, board.campaign.ends
    if not board.counts.whole:
        return "Chưa có ai trong danh sách chốt."
    if not board.counts.left:
        return "Mọi hồ sơ trong danh sách chốt đã xong."
    if board.today >= last:
        left = thousands(board.counts.left)
        return f"Đã hết ngày làm việc của chiến dịch ({last:%d/%m}); còn {left} hồ sơ."
    if not board.forecasted:
        return "Chưa có số của những ngày trước nên chưa dự báo được."
    days = f"{told.days} ngày qua" if told.days > 1 else "một ngày qua"
    return f"Giữ nhịp {days} thì đến {last:%d/%m} đạt {share(told.expected, told.whole)}."


def lacking(board: Board) -> str:
    """How many will be missing, and in which units."""
    missing = board.forecast.missing
    if not board.forecasted or not missing or not board.counts.left:
        return ""
    return f"Thiếu {thousands(missing)} hồ sơ{_where(board)}."


def _where(board: Board) -> str:
    units = board.groups.risk
    if not board.many or not units:
        return ""
    names = [short(one.row.name) for one in units[:NAMED]]
    count = numeral(len(units))
    if len(units) <= NAMED:
        all_in = "đều ở" if len(units) > 1 else "ở"
        return f", {all_in} {count} {board.word}: {listing(names)}"
    return f", ở {count} {board.word}, nhiều nhất ở {listing(names)}"


def verdict(board: Board) -> tuple[str, str]:
    """The one sentence of the leader's page: whether it will be in time, and the number behind."""
    if not board.forecasted or not board.counts.left:
        return expected(board), ""
    told = board.forecast
    if told.in_time:
        return (
            "Giữ nhịp này thì kịp.",
            f"Đến {told.last:%d/%m} dự báo đủ {ratio(told.expected, told.whole)}.",
        )
    where = ""
    if board.many and board.groups.risk:
        several = "đều ở" if len(board.groups.risk) > 1 else "ở"
        where = f", {several} {thousands(len(board.groups.risk))} {board.word}"
    return (
        "Giữ nhịp này thì không kịp.",
        f"Đến {told.last:%d/%m} dự báo {share(told.expected, told.whole)}; "
        f"thiếu {thousands(told.missing)} hồ sơ{where}.",
    )


def places(counts: Counts, form: str, org: str, done: str) -> list[tuple[str, int]]:
    """Where the people counted are: five parts that make the denominator, what is done first."""
    ward = "phường" if "phường" in org.lower() else "xã"
    commune = form == "xa" or form in CELLS
    return [
        (done, counts.done),
        (f"Chờ {ward} duyệt" if commune else "Chờ duyệt", counts.approval),
        ("Đang ở chi bộ", counts.cell),
        (f"Chờ Công an {ward} đối soát" if commune else "Chờ Công an đối soát", counts.police),
        ("Chờ cấp trên trả lời", counts.above),
    ]


def beside(counts: Counts) -> list[str]:
    """What stands beside the figure and is not in it."""
    told = []
    if counts.waived:
        told.append(
            f"Trong số xong có {thousands(counts.waived)} hồ sơ còn ngoại lệ đã duyệt, không chặn."
        )
    if counts.gone:
        told.append(
            f"Chốt {thousands(counts.base)} người, {thousands(counts.gone)} người đã rời sau ngày chốt "
            f"nên mẫu số còn {thousands(counts.whole)}."
        )
    if counts.newcomers:
        told.append(f"Ngoài mẫu số: {thousands(counts.newcomers)} người mới đến sau ngày chốt.")
    return told


def most_pressing(units: Sequence[Standing], most: int = NAMED) -> str:
    """The names of the first units, for a line of the day's tasks."""
    names = listing([name(one.row.name) for one in units[:most]])
    rest = len(units) - most
    return names + (f" và {thousands(rest)} đơn vị nữa" if rest > 0 else "")

"""What the states and fates of an import are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangvien.exchange.answering import KEPT, proposal_of
from dangvien.exchange.models import Batch
from dangvien.exchange.withdrawing import labels


@dataclass(frozen=True, slots=True)
class Told:
    """A state in words: short for a list, as the title of its page, and the look of its chip."""

    short: str
    title: str
    chip: str


_STATES = {
    "waiting": Told("Chờ đọc", "Đang chờ đọc tệp", "info"),
    "reading": Told("Đang đọc", "Đang đọc tệp", "info"),
    "ready": Told("Chờ ghi", "Xem trước khi ghi", "info"),
    "committing": Told("Đang ghi", "Đang ghi vào sổ", "info"),
    "committed": Told("Đã ghi", "Đã ghi vào sổ", "ok"),
    "refused": Told("Không đọc được", "Tệp này chưa dùng được", "W"),
    "held": Told("Chờ cấp trên xem", "Đang chờ cấp trên xem", "W"),
    "stopped": Told("Dừng giữa chừng", "Đã dừng giữa chừng", "W"),
    "dropped": Told("Đã hủy", "Đã hủy, không ghi gì", "N"),
}
_TAKEN_BACK = Told("Đã hoàn tác", "Đã hoàn tác", "N")
_INVERSE = {
    "waiting": Told("Chờ hoàn tác", "Đang tính việc hoàn tác", "info"),
    "reading": Told("Đang tính hoàn tác", "Đang tính việc hoàn tác", "info"),
    "ready": Told("Chờ hoàn tác", "Xem trước khi hoàn tác", "info"),
    "committing": Told("Đang hoàn tác", "Đang hoàn tác", "info"),
    "committed": Told("Hoàn tác xong", "Đã hoàn tác xong", "ok"),
    "stopped": Told("Hoàn tác dở", "Hoàn tác đã dừng giữa chừng", "W"),
    "dropped": Told("Thôi hoàn tác", "Thôi hoàn tác, không đổi gì", "N"),
}

# Fate → word in the address, word on the tab.
TABS = {
    "rejected": ("tu-choi", "Từ chối"), "conflict": ("mau-thuan", "Mâu thuẫn"),
    "changed": ("thay-doi", "Thay đổi"), "new": ("moi", "Mới"),
    "unchanged": ("giu-nguyen", "Giữ nguyên"), "skipped": ("bo-qua", "Bỏ qua"),
}  # fmt: skip
UNDO_TABS = {
    "changed": ("thay-doi", "Trả lại như trước"), "conflict": ("mau-thuan", "Giữ, vì đã sửa sau"),
    "unchanged": ("giu-nguyen", "Không còn gì để trả"),
}  # fmt: skip
GONE, FINDINGS = "vang", "can-xem"
FATES = {address: fate for fate, (address, _) in TABS.items()}


def tabs_of(batch: Batch) -> dict[str, tuple[str, str]]:
    """The tabs that a batch has: rows without news have none, an undo speaks of what goes back."""
    if batch.undoes_id:
        return UNDO_TABS
    left_out = {"unchanged"} if batch.kind == "members" else {"unchanged", "conflict"}
    return {fate: tab for fate, tab in TABS.items() if fate not in left_out}


def state_of(batch: Batch) -> Told:
    """A batch's state in words; one that was taken back says so, and an undo speaks as one."""
    if batch.undoes_id:
        return _INVERSE.get(batch.state) or _STATES[batch.state]
    inverse = inverse_of(batch)
    return _TAKEN_BACK if inverse and inverse.state == "committed" else _STATES[batch.state]


def answered(now: Mapping[str, str], whole: str, *, more: bool) -> str:
    """What was just answered, in words: what stays, what is written, what waits for a second person."""
    if not now:
        return f"Đã ghi: {whole.lower()}."
    kept = [name for name, one in now.items() if one == KEPT]
    asked = [name for name, one in now.items() if proposal_of(one)]
    taken = [name for name in now if name not in kept and name not in asked]
    told = [
        f"{words}: {labels(names)}." for words, names in (
            ("Giữ như trong sổ", kept), ("Đã lấy theo danh sách", taken),
            ("Đã gửi đề nghị, người thứ hai duyệt rồi mới ghi", asked),
        ) if names
    ]  # fmt: skip
    return " ".join([*told, *(["Các ô còn lại để sau."] if more else [])])


def inverse_of(batch: Batch) -> Batch | None:
    """The undo of a batch, if one was begun."""
    return getattr(batch, "undone_by", None)

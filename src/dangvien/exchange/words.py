"""Why a row has its fate, in words for the officer who sent the list."""

from __future__ import annotations

from dangvien.core.schema import FIELDS, LABELS_OF_VALUES

ELSEWHERE = "một hồ sơ ở đơn vị khác"  # no more than this, ever: architecture promise 4
NO_NAME = "Không có họ tên."
NOBODY = "Không đủ để nhận ra là ai."
NO_UNIT = "Không nêu chi bộ."
STALE = "Hồ sơ đã thay đổi từ khi xem trước; đồng chí xem lại."
DROPPED = "Số trong tệp là số đã bỏ khi gộp hai hồ sơ."
MEANWHILE = "Từ khi xem trước, một lần ghi khác đã đưa người này vào sổ."

SKIPPED = {
    "blank": "Dòng trống.", "title": "Tiêu đề, dòng chữ.", "header": "Dòng tiêu đề cột.",
    "column numbers": "Dòng đánh số cột.", "number": "Dòng chỉ có số thứ tự.",
    "total": "Dòng tổng cộng.", "subtotal": "Dòng cộng của một phần.",
    "signature": "Phần ký tên.", "section": "Dòng tên chi bộ.",
}  # fmt: skip


def skipped(kind: str | None) -> str:
    """Why a row is no member's row."""
    return SKIPPED.get(kind or "", "Không phải dòng đảng viên.")


def identical(line: int) -> str:
    """A row that says nothing beyond an earlier one."""
    return f"Giống hệt dòng {line}."


def twin(line: int) -> str:
    """A row about a person of whom another row of the file speaks already."""
    return f"Có thể cùng một người với dòng {line}."


def unsure(count: int) -> str:
    """A row that fits several people of its cell."""
    return f"Trong chi bộ có {count} hồ sơ cùng họ tên; chưa rõ là ai."


def left(status: str) -> str:
    """Somebody unknown here who, by the list itself, is here no more."""
    return f"Không còn trong đơn vị ({LABELS_OF_VALUES.get(status, status).lower()})."


def still_listed(status: str) -> str:
    """The list names somebody who, by the register, has left."""
    return f"Trong sổ đã ghi: {LABELS_OF_VALUES.get(status, status).lower()}."


def differs(names: list[str]) -> str:
    """What the list says otherwise than the register."""
    labels = [FIELDS[name].label for name in names]
    told = ", ".join(labels[:4]) + (f" và {len(labels) - 4} ô khác" if len(labels) > 4 else "")
    return f"Khác với sổ: {told}."


def fills(new: list[str], other: list[str]) -> str:
    """What a changed row brings."""
    parts = []
    if new:
        parts.append(f"bổ sung {_labels(new)}")
    if other:
        parts.append(f"thay {_labels(other)}")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def _labels(names: list[str]) -> str:
    labels = [FIELDS[name].label.lower() for name in names]
    return ", ".join(labels[:4]) + (f" và {len(labels) - 4} ô khác" if len(labels) > 4 else "")

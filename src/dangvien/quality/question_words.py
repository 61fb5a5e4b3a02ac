"""What questions are called on the screen, how long each level has, and what may stand in one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from dangvien import clock
from dangvien.core.text import clean, fold
from dangvien.quality.models import Question

KINDS: dict[str, str] = {
    Question.DOUBT: "Chưa rõ cách xử lý",
    Question.TECHNICAL: "Lỗi kỹ thuật của phần mềm",
    Question.POLICE: "Cần Công an xã đối soát",
}
HINTS: dict[str, str] = {
    Question.DOUBT: "Cấp trên trả lời, đồng chí làm theo câu trả lời.",
    Question.TECHNICAL: "Xã gom lại, gửi lên tỉnh cùng một lượt.",
    Question.POLICE: "Xã mang sang Công an xã; kết quả về lại đồng chí.",
}
STATES: dict[str, tuple[str, str]] = {  # chip, words
    Question.OPEN: ("info", "Chờ trả lời"),
    Question.ANSWERED: ("ok", "Đã trả lời"),
    Question.CLOSED: ("N", "Đã khép"),
}
DAYS: dict[str, int] = {Question.DOUBT: 3, Question.TECHNICAL: 3, Question.POLICE: 5}
LONGEST = 2000
_KEY = 200

# Eight digits in a row are a card, a phone, a citizen id; so are nine with spaces or dots between.
_NUMBER = re.compile(r"\d{8,}|\d(?:[ .\-]?\d){8,}")


def said_well(text: str, field: str = "said") -> str:
    """A text as it is kept; refused when there is nothing in it, or a number of a person."""
    cleaned = "\n".join(clean(line) for line in text.splitlines()).strip()
    if not fold(cleaned):
        raise ValidationError({field: "Chưa viết gì."})
    if len(cleaned) > LONGEST:
        raise ValidationError({field: f"Dài quá {LONGEST} chữ; đồng chí viết gọn lại."})
    if _NUMBER.search(cleaned):
        raise ValidationError({field: "Trong câu có một dãy số dài. Đồng chí bỏ số định danh, số thẻ, "
                                      "điện thoại ra; người trả lời mở hồ sơ từ việc này."})  # fmt: skip
    return cleaned


def key_of(text: str) -> str:
    """By what two questions are told to be the same: the letters, whatever marks stand between."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))[:_KEY]


def due_after(kind: str, due: date | None = None) -> date:
    """The day by which a level answers: as asked, else some days from today."""
    return due or clock.today() + timedelta(days=DAYS[kind])

"""Forms of questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dangvien.quality.models import Question
from dangvien.quality.question_words import HINTS, KINDS, LONGEST

_EMPTY = "Chưa viết gì."
_PRIVATE = "Đừng chép số định danh, số thẻ, điện thoại: người trả lời mở hồ sơ từ việc này."


def text(label: str, hint: str = "", rows: int = 4) -> forms.CharField:
    """A box for a few sentences."""
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, error_messages={"required": _EMPTY},
        widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip


def _kind(key: str) -> tuple[str, SafeString]:
    return key, format_html("{}<small>{}</small>", KINDS[key], HINTS[key])


class Ask(forms.Form):
    """A question; nothing is chosen beforehand, because the kind decides where it goes."""

    kind = forms.ChoiceField(
        label="Hỏi về điều gì", widget=forms.RadioSelect,
        error_messages={"required": "Chưa chọn hỏi về điều gì."},
    )  # fmt: skip
    said = text("Câu hỏi", _PRIVATE)
    due = forms.DateField(
        label="Cần trả lời trước hết ngày", required=False,
        help_text="Để trống thì máy đặt hạn ba ngày, đối soát với Công an năm ngày.",
        error_messages={"invalid": "Ngày viết theo dạng 15/12/2025."},
        widget=forms.DateInput({"inputmode": "numeric", "autocomplete": "off"}, "%d/%m/%Y"),
    )  # fmt: skip

    def __init__(self, *args: Any, findings: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [key for key in KINDS if findings or key != Question.POLICE]
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101
        chosen.choices = [_kind(key) for key in kinds]


class Answer(forms.Form):
    """The answer."""

    said = text("Trả lời", "Người hỏi làm theo câu này. Nêu văn bản làm căn cứ nếu có.")


class PassUp(forms.Form):
    """The word with which a question goes to the level above."""

    said = text("Lời chuyển kèm", "Cấp trên đọc lời này cùng câu hỏi.", 2)
    prefix = "chuyen"

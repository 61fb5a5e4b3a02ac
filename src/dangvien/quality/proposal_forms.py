"""Forms of corrections: bringing values with their evidence, deciding on them, asking for exceptions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.html import format_html

from dangvien.members.boxes import Typed
from dangvien.members.forms import DAY
from dangvien.quality.actions.asking import WHERE
from dangvien.quality.evidence import EVIDENCE


def evidence_field() -> forms.ChoiceField:
    """ "Đồng chí nhìn thấy ở đâu?": nothing is chosen at first, it is the person's own judgement."""
    return forms.ChoiceField(
        label="Đồng chí nhìn thấy ở đâu?", required=False, widget=forms.RadioSelect,
        choices=[
            (one.key, format_html("{}<small>{}</small>", one.words, one.then) if one.then else one.words)
            for one in EVIDENCE
        ],
    )  # fmt: skip


class Propose(Typed):
    """Values of identity with where they were seen. A number on file is never sent out.

    No box is required by itself: which value is brought is the person's choice, and where it was seen
    is asked for by `clean_evidence`.
    """

    evidence = evidence_field()
    source = forms.CharField(
        label="Ghi thêm về nguồn", max_length=160, required=False,
        help_text="Ví dụ: thẻ cấp 2021; lý lịch gốc 1988, tủ 3; số và ngày của quyết định.",
        error_messages={"max_length": "Dài quá. Ghi gọn lại."},
    )  # fmt: skip
    keep = forms.BooleanField(
        label="Tôi đã xem lại, gửi đúng như đã gõ", required=False,
        help_text="Người duyệt sẽ thấy chỗ chưa khớp này.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, names: Collection[str], stored: dict[str, str], masks: dict[str, str],
        focus: str = "", **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        self.lay(names, stored, masks, focus)
        self.focus = focus if focus in self.names else ""
        self.order_fields([*self.names, "evidence", "source", "keep", "version"])

    def clean_evidence(self) -> str:
        """Where it was seen."""
        told: str = self.cleaned_data["evidence"]
        if not told:
            raise forms.ValidationError(WHERE)
        return told

    def clean_version(self) -> int:
        """The version that was read; one that nobody sent is older than any."""
        return self.cleaned_data["version"] or 0

    @property
    def first(self) -> list[forms.BoundField]:
        """The field that was asked for; all of them when none was."""
        return [self[name] for name in self.names if self.focus in ("", name)]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that stand folded beside the one that was asked for."""
        return [self[name] for name in self.names if self.focus not in ("", name)]

    @property
    def unfold(self) -> bool:
        """Whether one of the folded fields needs a look."""
        return any(field.errors for field in self.others)


class Answer(forms.Form):
    """The sentence with which something goes back."""

    answer = forms.CharField(
        label="Vì sao trả lại", max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Một câu, để người đề nghị biết phải làm gì.",
    )  # fmt: skip


class AskWaiver(forms.Form):
    """Why something cannot be put right, and until when it may be let be."""

    reason = forms.CharField(
        label="Vì sao việc này chưa sửa được", max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Giấy tờ nào nói vậy, đang chờ ai. Người duyệt và đoàn kiểm tra sẽ đọc câu này.",
        error_messages={"required": "Ghi rõ vì sao."},
    )  # fmt: skip
    until = forms.DateField(
        label="Đến hết ngày", error_messages=DAY, input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
        help_text="Hết ngày này việc tự mở lại. Dài nhất một năm.",
    )  # fmt: skip

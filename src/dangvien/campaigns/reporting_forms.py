"""The form of a new report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html

from dangvien import clock
from dangvien.campaigns.actions.reporting import LONGEST
from dangvien.campaigns.models import Snapshot
from dangvien.campaigns.reports.words import HINTS, KINDS
from dangvien.look.numbers import day, share

NOW, NONE = "moi", "khong"  # freeze the figures now; compare with nothing
ROLES = ("Bí thư", "Phó Bí thư Thường trực", "Phó Bí thư", "Trưởng Ban Xây dựng Đảng")


class NewReport(forms.Form):
    """What people choose and write; what is counted is not theirs to type."""

    kind = forms.ChoiceField(
        label="Loại báo cáo", widget=forms.RadioSelect,
        choices=[(key, format_html("{}<small>{}</small>", name, HINTS[key]))
                 for key, name in KINDS.items()],
        error_messages={"required": "Chưa chọn loại báo cáo."},
    )  # fmt: skip
    snapshot = forms.ChoiceField(
        label="Số liệu", initial=NOW,
        help_text="Số trong báo cáo chỉ lấy từ một bản chốt; chốt rồi thì không đổi nữa.",
    )  # fmt: skip
    before = forms.ChoiceField(
        label="So với bản chốt trước", initial=NONE,
        help_text="Có chọn thì bảng thêm một cột tăng, giảm.",
    )  # fmt: skip
    difficulties = forms.CharField(
        label="Khó khăn, vướng mắc", required=False, max_length=LONGEST,
        help_text="Mỗi dòng là một đoạn. Không nêu tên, không nêu số định danh của ai.",
        widget=forms.Textarea({"rows": 5}),
    )  # fmt: skip
    proposals = forms.CharField(
        label="Kiến nghị, đề xuất", required=False, max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    number = forms.CharField(
        label="Số văn bản", required=False, max_length=12,
    )  # fmt: skip
    role = forms.ChoiceField(
        label="Chức vụ người ký", choices=[(name, name) for name in ROLES], initial=ROLES[0]
    )
    signer = forms.CharField(label="Họ và tên người ký", required=False, max_length=80)

    def __init__(self, *args: Any, snapshots: Iterable[Snapshot], **more: Any) -> None:
        super().__init__(*args, **more)
        told = [(str(one.uid), named(one)) for one in snapshots]
        self._offer("snapshot", [(NOW, "Chốt số liệu mới ngay lúc này"), *told])
        self._offer("before", [(NONE, "Không so"), *told])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices


def named(one: Snapshot) -> str:
    """A snapshot in a list: day, hour, the number, why it was frozen."""
    total = one.figures["total"]
    at = one.at.astimezone(clock.HERE)
    told = share(total["done"], total["base"] - total["gone"])
    return f"{day(one.as_of)}, chốt lúc {at:%H:%M}: {told}" + (f", {one.why}" if one.why else "")

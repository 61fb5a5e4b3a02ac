"""The form of a new record: who it is, into which cell, on which day, on what basis."""

from __future__ import annotations

from typing import Any

from django import forms

from dangvien.core.schema import FIELDS, LABELS_OF_VALUES, MEMBER_TYPES
from dangvien.members.actions.admitting import STATED
from dangvien.members.boxes import Typed, box
from dangvien.members.forms import DAY, UnitField

ADMIT, RECEIVE = "ket-nap", "chuyen-den"
WHO = ("full_name", "birth_date", "sex", "citizen_id", "phone")
MORE = ("ethnicity", "religion", "hometown", "permanent_address", "card_number", "file_number")
NEEDED = {"full_name": "Ghi họ và tên.", "birth_date": "Ghi ngày sinh theo lý lịch.",
          "sex": "Chọn nam hoặc nữ."}  # fmt: skip
_DAYS = {
    ADMIT: ("Ngày tổ chức lễ kết nạp", "Ngày này là ngày vào Đảng."),
    RECEIVE: ("Ngày tiếp nhận", "Ngày chi bộ nhận giấy giới thiệu sinh hoạt đảng."),
}
_BASIS = {
    ADMIT: ("Quyết định kết nạp", "Số, ngày, nơi ký; ví dụ: 15-QĐ/ĐU ngày 01/12/2025."),
    RECEIVE: ("Giấy giới thiệu sinh hoạt đảng", "Số, ngày, nơi cấp của giấy."),
}
_NOT_WRITTEN = "Ghi số, ngày của giấy tờ làm căn cứ."


class NewMember(Typed):
    """A person who is not in the register: newly admitted, or come from outside it."""

    source = forms.CharField(
        label="Giấy tờ đã nhìn", max_length=160,
        help_text="Ví dụ: thẻ căn cước và lý lịch của người xin vào Đảng.",
        error_messages={"required": "Ghi giấy tờ đã nhìn khi ghi họ tên, ngày sinh, các số."},
    )  # fmt: skip
    keep = forms.BooleanField(
        label="Tôi đã xem lại, lưu đúng như đã gõ", required=False,
        help_text="Ô còn chưa đúng sẽ ghi ở lề hồ sơ, chờ xem sau.",
    )  # fmt: skip
    other = forms.BooleanField(
        label="Tôi đã xem các hồ sơ trên; đây là người khác", required=False,
        help_text="Cặp này vẫn vào mục nghi trùng để người thứ hai xem.",
    )  # fmt: skip

    names = (*WHO, *MORE)

    def __init__(self, *args: Any, way: str, units: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.way = way
        for name in self.names:
            self.fields[name] = _needed(name, box(name, "", ""))
        self.fields["unit"] = UnitField(units)
        self.fields["on"] = _day(*_DAYS[way])
        title, hint = _BASIS[way]
        self.fields["decision"] = forms.CharField(
            label=title, max_length=200, help_text=hint, error_messages={"required": _NOT_WRITTEN}
        )
        self.fields["authority"] = forms.CharField(
            label="Cấp quyết định" if way == ADMIT else "Nơi chuyển đi", max_length=160,
            required=False,
        )  # fmt: skip
        if way == ADMIT:
            self.fields["decided_on"] = _day(
                "Ngày quyết định kết nạp", "Tuổi đảng tính theo ngày này.", required=False
            )
        else:
            self.fields |= {name: _stated(name) for name in STATED}
        self.asks_other = self.is_bound and "other" in self.data

    @property
    def who(self) -> list[forms.BoundField]:
        """What says who it is."""
        return [self[name] for name in WHO]

    @property
    def more(self) -> list[forms.BoundField]:
        """What else is known of the person."""
        return [self[name] for name in MORE]

    @property
    def entry(self) -> list[forms.BoundField]:
        """Where to, when, on what basis."""
        own = ("decided_on",) if self.way == ADMIT else STATED
        return [self[name] for name in ("unit", "on", *own, "decision", "authority", "source")]

    def typed(self) -> dict[str, str]:
        """What was typed of the person; empty boxes are left out."""
        return {name: text for name, text in super().typed().items() if text}


def _needed(name: str, field: forms.Field) -> forms.Field:
    if name in NEEDED:
        field.required = True
        field.error_messages["required"] = NEEDED[name]
    return field


def _stated(name: str) -> forms.Field:
    if name == "member_type":
        return forms.ChoiceField(
            label=FIELDS[name].label, choices=[(one, LABELS_OF_VALUES[one]) for one in MEMBER_TYPES]
        )
    return forms.CharField(
        label=FIELDS[name].label, max_length=40, required=name == "admission_date",
        help_text="Ngày/tháng/năm; chỉ biết năm thì ghi năm.",
        error_messages={"required": "Ghi ngày vào Đảng theo hồ sơ mang đến."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


def _day(title: str, hint: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=title, help_text=hint, required=required, error_messages=DAY,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
    )  # fmt: skip

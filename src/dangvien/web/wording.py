"""What a form says when something is missing or cannot be read: our words instead of Django's."""

from __future__ import annotations

from django import forms

_SAID: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Mục này còn trống, cần ghi."},
    forms.DateField: {"invalid": "Chưa đọc được ngày. Ghi ngày/tháng/năm, ví dụ 05/12/2025."},
    forms.IntegerField: {"invalid": "Ghi một số nguyên, không có chữ."},
    forms.ChoiceField: {"invalid_choice": "Chọn một trong các mục có sẵn."},
    forms.ModelChoiceField: {"invalid_choice": "Chọn một trong các mục có sẵn."},
    forms.FileField: {
        "required": "Chưa chọn tệp.",
        "missing": "Chưa chọn tệp.",
        "empty": "Tệp này rỗng.",
        "invalid": "Chưa nhận được tệp, chọn lại.",
    },
    forms.UUIDField: {"invalid": "Đường dẫn không đúng."},
}


def speak() -> None:
    """Put our sentences in place of the framework's, once, when the process starts."""
    for kind, said in _SAID.items():
        kind.default_error_messages = {**kind.default_error_messages, **said}

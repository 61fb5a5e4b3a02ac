"""What the log is filtered by, and the file of a checkpoint handed up."""

from __future__ import annotations

from typing import Any

from django import forms

from dangvien.audit.queries import Wanted
from dangvien.audit.statement import LARGEST
from dangvien.audit.words import ACTIONS

GROUPS = (
    ("Hồ sơ đảng viên", ("member.",)),
    ("Nhập, xuất danh sách", ("import.", "export")),
    ("Tổ chức", ("org.",)),
    ("Tài khoản, vai trò, đăng nhập", ("account.", "grant.", "log", "factor.", "session.")),
)
_LARGEST = 2**63 - 1
_NO_FILE = "Chọn tệp điểm chốt mà đơn vị gửi lên."


def _deeds() -> list[tuple[str, Any]]:
    """Every action under its group, what fits nowhere last."""
    rest = dict(ACTIONS)
    grouped: list[tuple[str, Any]] = [("", "Mọi việc")]
    for title, beginnings in GROUPS:
        mine = [(code, rest.pop(code)) for code in list(rest) if code.startswith(beginnings)]
        grouped.append((title, sorted(mine, key=lambda pair: pair[1])))
    return [*grouped, ("Sổ và nhật ký", sorted(rest.items(), key=lambda pair: pair[1]))]


class Filter(forms.Form):
    """Filters in the address; one that makes no sense is left out, so that an old link still opens."""

    viec = forms.ChoiceField(label="Việc", required=False, choices=_deeds)
    nguoi = forms.IntegerField(required=False, max_value=_LARGEST, widget=forms.HiddenInput)
    ho_so = forms.UUIDField(required=False, widget=forms.HiddenInput)
    truoc = forms.IntegerField(
        required=False, min_value=1, max_value=_LARGEST, widget=forms.HiddenInput
    )

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.full_clean()
        said = self.cleaned_data
        return Wanted(said.get("viec") or "", said.get("nguoi"), said.get("ho_so"))

    @property
    def before(self) -> int | None:
        """Where the page begins."""
        found: int | None = self.cleaned_data.get("truoc")
        return found


class Keep(forms.Form):
    """A checkpoint of a lower register."""

    name = forms.CharField(
        label="Sổ của đơn vị", max_length=200,
        error_messages={"required": "Ghi tên đơn vị đã gửi điểm chốt."},
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp điểm chốt", widget=forms.FileInput(attrs={"accept": ".json"}),
        error_messages={"required": _NO_FILE, "empty": "Tệp rỗng, không có điểm chốt nào.",
                        "missing": _NO_FILE, "invalid": _NO_FILE},
    )  # fmt: skip

    def clean_file(self) -> bytes:
        """Its bytes; a checkpoint is small."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Tệp quá lớn, không phải điểm chốt.")
        return bytes(file.read())

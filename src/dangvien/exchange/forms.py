"""Forms of import and export; what was typed stays, what is wrong is said in one sentence."""

from __future__ import annotations

from typing import Any

from django import forms

from dangvien import clock
from dangvien.exchange.models import Mapping
from dangvien.orgs.models import Organisation

LARGEST = 100 * 2**20
MANY = 300  # cells that one form offers
_NO_FILE = "Chọn tệp danh sách trên máy của đồng chí."


class Upload(forms.Form):
    """A file with what it is: whose list, from where, as of which day."""

    file = forms.FileField(
        label="Tệp danh sách", help_text="Excel (.xlsx, .xls) hoặc .csv, đến 100 MB.",
        error_messages={"required": _NO_FILE, "empty": "Tệp rỗng, không có dữ liệu.",
                        "missing": _NO_FILE, "invalid": _NO_FILE},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )  # fmt: skip
    source = forms.CharField(
        label="Nguồn của danh sách", max_length=160, initial="Phần mềm đảng viên 3.0",
        help_text="Ghi như mọi lần, để máy nhớ cột nào là ô nào của nguồn này.",
        error_messages={"required": "Ghi danh sách này lấy từ đâu."},
        widget=forms.TextInput(attrs={"list": "nguon", "autocomplete": "off"}),
    )  # fmt: skip
    as_of = forms.DateField(
        label="Danh sách tính đến ngày",
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Ghi ngày chốt của danh sách.",
                        "invalid": "Ngày viết theo dạng 15/12/2025."},
    )  # fmt: skip

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {"as_of": clock.today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.org = org
        saved = Mapping.objects.filter(org=org).values_list("source", flat=True)
        self.sources = sorted({*saved, "Phần mềm đảng viên 3.0", "Danh sách chi bộ gửi"})

    def clean_file(self) -> Any:
        """A file of a size that may be read."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("Tệp lớn hơn 100 MB; đồng chí tách tệp rồi thử lại.")
        return file

    def clean_as_of(self) -> Any:
        """A list cannot be of a day to come."""
        day = self.cleaned_data["as_of"]
        if day > clock.today():
            raise forms.ValidationError("Ngày chốt ở sau hôm nay.")
        return day


class MemberUpload(Upload):
    """A list of members, with the cells it speaks for."""

    units = forms.MultipleChoiceField(
        label="Danh sách này nói đủ về các chi bộ", required=False,
        help_text="Ai của các chi bộ này mà tệp không nêu thì máy báo “không còn trong tệp”, "
        "không tự bỏ. Chi bộ không đánh dấu thì máy không suy ra điều gì.",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, org: Organisation, cells: list[Organisation], **kwargs: Any):
        super().__init__(*args, org=org, **kwargs)
        self.cells = {str(cell.pk): cell for cell in cells}
        if len(cells) > MANY:  # a list of a whole province: too many to tick, and they need not be
            del self.fields["units"]
            return
        field = self.fields["units"]
        field.choices = [(pk, cell.name) for pk, cell in self.cells.items()]  # type: ignore[attr-defined]
        field.initial = list(self.cells)

    def clean_units(self) -> list[str]:
        """At least one cell, or nothing could be said of who is missing."""
        units: list[str] = self.cleaned_data["units"]
        if not units:
            raise forms.ValidationError("Đánh dấu ít nhất một chi bộ mà danh sách này nói đủ.")
        return units

    def chosen(self) -> list[Organisation] | None:
        """The cells ticked; None, all of them, where there are too many to tick."""
        if "units" not in self.fields:
            return None
        return [self.cells[pk] for pk in self.cleaned_data["units"]]


class TakeOut(forms.Form):
    """What leaves, for which purpose."""

    tier = forms.ChoiceField(
        label="Các cột", initial="1", widget=forms.RadioSelect,
        choices=[("1", "Thông tin đồng bộ lên Sổ tay (9 ô và trạng thái)"),
                 ("2", "Thông tin cơ bản của hồ sơ")],
    )  # fmt: skip
    purpose = forms.CharField(
        label="Lấy để làm gì", max_length=200,
        help_text="Ghi việc cụ thể, ví dụ: đối chiếu với sổ chi bộ trước họp tháng 12.",
        error_messages={"required": "Ghi lấy danh sách để làm gì."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    reveal = forms.BooleanField(
        label="Hiện đủ số định danh, số thẻ, số điện thoại",
        required=False,
        help_text="Không đánh dấu thì các số này được che bớt. Hiện đủ số thì nhật ký ghi rõ.",
    )
    form = forms.ChoiceField(
        label="Dạng", initial="xlsx", widget=forms.RadioSelect,
        choices=[("xlsx", "Tệp Excel"), ("paper", "Bản in")],
    )  # fmt: skip

    def __init__(self, *args: Any, may_reveal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_reveal:
            del self.fields["reveal"]

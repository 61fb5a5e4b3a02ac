"""Forms of a record: fields of one group with their source, and an event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from dangvien.accounts.models import User
from dangvien.core.organisation_names import code_digits
from dangvien.core.schema import LABELS_OF_VALUES
from dangvien.core.text import fold
from dangvien.members.boxes import Typed
from dangvien.members.events import WAYS_OUT, Kind
from dangvien.orgs.models import Organisation

DAY = {"required": "Ghi ngày, theo dạng 15/12/2025.", "invalid": "Ngày viết theo dạng 15/12/2025."}
_MOST_UNITS = 300


class Edit(Typed):
    """One group of fields. A number on file is never sent out: its box is empty, its mask beside it."""

    source = forms.CharField(
        label="Nguồn đã xem", max_length=160, required=False,
        help_text="Ví dụ: thẻ căn cước; lý lịch gốc; gọi điện cho đồng chí ấy.",
        error_messages={"max_length": "Dài quá. Ghi gọn lại."},
    )  # fmt: skip
    verified = forms.BooleanField(
        label="Tôi đã đối chiếu các ô vừa sửa với nguồn này", required=False
    )
    erase = forms.BooleanField(
        label="Bỏ hẳn giá trị của những ô tôi để trống", required=False,
        help_text="Không đánh dấu thì ô để trống được giữ như cũ.",
    )  # fmt: skip
    keep = forms.BooleanField(
        label="Tôi đã xem lại, lưu đúng như đã gõ", required=False,
        help_text="Ô còn chưa đúng sẽ ghi ở lề hồ sơ, chờ xem sau.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, names: Collection[str], stored: dict[str, str], masks: dict[str, str],
        focus: str = "", **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        self.lay(names, stored, masks, focus)
        self.order_fields([*self.names, "source", "verified", "erase", "keep", "version"])

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The fields of the record, without source and marks."""
        return [self[name] for name in self.names]


class Check(forms.Form):
    """Fields that were compared with a source, value by value."""

    names = forms.MultipleChoiceField(
        label="Những ô đã xem, khớp với giấy tờ", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Đánh dấu ít nhất một ô."},
    )  # fmt: skip
    source = forms.CharField(
        label="Nguồn đã xem", max_length=160, help_text="Ví dụ: thẻ căn cước; lý lịch gốc 1988, tủ 3.",
        error_messages={"required": "Ghi nguồn đã xem."},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["names"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = choices


class Happening(forms.Form):
    """One kind of event: its day, what it needs, its basis."""

    on = forms.DateField(
        label="Ngày", error_messages=DAY,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
        help_text="Ngày ghi trong quyết định, ví dụ 15/12/2025.",
    )  # fmt: skip
    decision = forms.CharField(
        label="Căn cứ", max_length=200, help_text="Số, ngày quyết định hoặc nghị quyết.",
        error_messages={"required": "Ghi số, ngày quyết định hoặc giấy tờ làm căn cứ."},
    )  # fmt: skip
    authority = forms.CharField(label="Cấp quyết định", max_length=160, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: Kind, units: Any, died: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.units = units
        fields: dict[str, forms.Field] = {}
        for asked in kind.asks:
            fields |= self._asked(asked)
        if kind.name == "left":
            self.fields["decision"].required = False
        self.fields = {**fields, **self.fields}

    def _asked(self, asked: str) -> dict[str, forms.Field]:
        if asked.startswith("unit"):
            return {"unit": UnitField(self.units, required=not asked.endswith("?"))}
        if asked == "until":
            return {"until": _day("Đến ngày", "Ngày đầu tiên không còn sinh hoạt ở đó.")}
        if asked == "decided_on":
            return {"decided_on": _day("Ngày quyết định kết nạp", "")}
        if asked == "how":
            ways = [(way, LABELS_OF_VALUES[way]) for way in WAYS_OUT]
            return {"how": forms.ChoiceField(
                label="Lý do", choices=ways, widget=forms.RadioSelect,
                error_messages={"required": "Chọn lý do."},
            )}  # fmt: skip
        raise KeyError(asked)


class Cancel(forms.Form):
    """Why an event is cancelled."""

    decision = forms.CharField(
        label="Lý do hủy", max_length=200, help_text="Ví dụ: ghi nhầm người; nhầm ngày quyết định.",
        error_messages={"required": "Ghi lý do hủy."},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class UnitField(forms.CharField):
    """A unit: chosen from a list where they are few, else typed by name or code."""

    def __init__(self, units: Any, *, required: bool = True) -> None:
        self.units = units
        few = list(units.order_by("path")[: _MOST_UNITS + 1])
        widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
        told = "Gõ tên hoặc mã chi bộ."
        if len(few) <= _MOST_UNITS:
            empty = "Chọn chi bộ" if required else "Không có"
            widget = forms.Select(choices=[("", empty), *((str(u.pk), u.name) for u in few)])
            told = ""
        self.chosen = len(few) <= _MOST_UNITS
        super().__init__(
            label="Chi bộ", required=required, widget=widget, help_text=told,
            error_messages={"required": "Chọn chi bộ."},
        )  # fmt: skip

    def clean(self, value: Any) -> Organisation | None:
        """The unit that the choice or the text names."""
        text = super().clean(value)
        if not text:
            return None
        if self.chosen:
            found = self.units.filter(pk=text) if text.isdigit() else self.units.none()
        else:
            digits, name = code_digits(text), fold(text)
            by_code = self.units.filter(code=text.strip()) if digits else self.units.none()
            near = [u.pk for u in self.units.only("pk", "name") if name in fold(u.name)]
            found = by_code if by_code.exists() else self.units.filter(pk__in=near[:50])
        some = list(found[:2])
        if len(some) == 1:
            unit: Organisation = some[0]
            return unit
        raise forms.ValidationError(
            "Có nhiều chi bộ trùng tên. Ghi mã chi bộ." if some else "Không thấy chi bộ này."
        )


def units_for(user: User, today: date) -> Any:
    """Units into which the user may write events, those without others below first of all."""
    below = Organisation.objects.filter(parent=OuterRef("pk"), closed_on=None)
    visible = Organisation.objects.visible_to(user, "member.event")
    return visible.filter(~Exists(below)).exclude(closed_on__lte=today)


def _day(title: str, hint: str) -> forms.DateField:
    return forms.DateField(
        label=title, required=False, help_text=hint, error_messages=DAY,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
    )  # fmt: skip

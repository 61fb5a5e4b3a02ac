"""The form on which a checker types a record from paper, without seeing what the register holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from dangvien import clock
from dangvien.campaigns.models import SampleItem
from dangvien.campaigns.sampling import NAME, RETYPED, differing
from dangvien.members.actions.editing import since
from dangvien.members.fields import label
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from dangvien.members.sheet import value_of

_SEXES = (("", "chưa có trên giấy"), ("nam", "Nam"), ("nữ", "Nữ"))
_NAMES = ((True, "Đúng từng chữ"), (False, "Khác giấy"))
_HINTS = {
    "citizen_id": "12 số trên thẻ căn cước",
    "birth_date": "như giấy ghi: 12/05/1958, 05/1958 hoặc 1958",
    "official_date": "đảng viên dự bị thì để trống",
    "card_number": "đảng viên dự bị thì để trống",
}


class Retyped(forms.Form):
    """Every field as it stands on paper; an empty one says that the paper has nothing."""

    def __init__(self, *args: Any, wrong: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wrong = wrong
        self.fields[NAME] = forms.TypedChoiceField(
            label="Họ và tên ở trên, so với giấy", choices=_NAMES, widget=forms.RadioSelect,
            coerce=lambda text: text == "True",
        )  # fmt: skip
        for name in RETYPED:
            self.fields[name] = _field(name)
            if name in wrong:
                self.fields[f"chac-{name}"] = forms.BooleanField(
                    required=False, label="Đã nhìn lại giấy, giấy ghi đúng như trên"
                )
        self.fields["note"] = forms.CharField(
            label="Ghi chú", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Đã xem giấy gì; không ghi số của ai vào đây.",
        )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Any, Any, bool]]:
        """Each typed field, the box that says it was looked at again, and whether it differs."""
        return [
            (self[name], self[f"chac-{name}"] if name in self.wrong else None, name in self.wrong)
            for name in RETYPED
        ]

    def clean_note(self) -> str:
        """A note names no number: a run of digits is somebody's."""
        text: str = self.cleaned_data["note"]
        if sum(letter.isdigit() for letter in text) > 8:
            raise forms.ValidationError("Đừng ghi số của người vào ghi chú.")
        return text


def _field(name: str) -> forms.Field:
    if name == "sex":
        return forms.ChoiceField(label=label(name), choices=_SEXES, required=False)
    digits = {"inputmode": "numeric"} if name in ("citizen_id", "card_number") else {}
    return forms.CharField(
        label=label(name), required=False, max_length=60, help_text=_HINTS.get(name, ""),
        widget=forms.TextInput(attrs={"autocomplete": "off", **digits}),
    )  # fmt: skip


def as_drawn(item: SampleItem, person: Person) -> dict[str, str]:
    """What the register held when the sample was drawn: correcting it afterwards changes nothing."""
    held = numbers(person)
    kept = {name: value_of(person, name, held) for name in RETYPED}
    then = {one.field: one.before for one in since(person, item.version)}
    return kept | {name: value for name, value in then.items() if name in RETYPED}


def differences(item: SampleItem, person: Person, typed: Mapping[str, Any]) -> tuple[str, ...]:
    """The typed fields that are not what the register held."""
    return tuple(differing(as_drawn(item, person), typed, clock.today()))

"""The boxes of a record's fields, and the form of some of them as a person types them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms

from dangvien.core.dates import bounds
from dangvien.core.reference import codes
from dangvien.core.schema import LABELS_OF_VALUES, MEMBER_TYPES, SEXES
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.margin import Remark
from dangvien.members.sheet import DATES, shown_value

_NUMERIC = {*IDENTIFIERS} | {"birth_date", "id_birth_date"}
_LISTED = {"ethnicity": codes.ethnic_groups, "religion": codes.religions}
_LONG = ("hometown", "permanent_address", "temporary_address", "note")


class Typed(forms.Form):
    """Fields of a record as they are typed; what looks wrong is said, and may be kept all the same.

    `names`: the fields that have a box. A form that lets doubts pass has a field `keep`.
    """

    names: Sequence[str] = ()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.asks_to_keep = self.is_bound and "keep" in self.data

    def lay(
        self, names: Collection[str], stored: dict[str, str], masks: dict[str, str], focus: str = ""
    ) -> None:  # fmt: skip
        """Put the boxes in, with what is stored; one of them may be where typing begins."""
        self.names = list(names)
        for name in self.names:
            self.fields[name] = box(name, stored.get(name, ""), masks.get(name, ""))
        if focus in self.names:
            self.fields[focus].widget.attrs["autofocus"] = True

    def doubt(self, remarks: Iterable[Remark]) -> bool:
        """Whether something typed would block the record; said beside its field."""
        wrong = [one for one in remarks if one.severity == "E"]
        for one in wrong:
            self.add_error(one.field, f"{one.what}. {one.how}")
        self.asks_to_keep = self.asks_to_keep or bool(wrong)
        return bool(wrong)

    def typed(self) -> dict[str, str]:
        """What stands in the boxes."""
        return {name: str(self.cleaned_data.get(name) or "").strip() for name in self.names}


def box(name: str, stored: str, mask: str) -> forms.Field:
    """The box of one field."""
    told = f"Đang ghi {mask}. Để trống nếu không sửa số này." if mask else ""
    if name == "sex":
        known = [(value, LABELS_OF_VALUES[value]) for value in SEXES]
        other = [(stored, stored)] if stored and stored not in SEXES else []
        return forms.ChoiceField(
            label=label(name), required=False, initial=stored,
            choices=[("", "Chưa rõ"), *known, *other],
        )  # fmt: skip
    if name == "member_type":
        types = [(value, LABELS_OF_VALUES[value]) for value in MEMBER_TYPES]
        return forms.ChoiceField(
            label=label(name), required=False, initial=stored, choices=[("", "Chưa rõ"), *types]
        )
    attrs = {"autocomplete": "off", "spellcheck": "false"}
    if name in _NUMERIC or name in DATES:
        attrs["inputmode"] = "tel" if name == "phone" else "numeric"
    if name in DATES:
        told = "Ngày/tháng/năm; chỉ biết năm thì ghi năm."
    if name in _LISTED:
        attrs["list"] = f"ds-{name}"
    widget = forms.Textarea(attrs=attrs) if name in _LONG else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label(name), required=False, initial="" if name in IDENTIFIERS else written(name, stored),
        help_text=told, widget=widget, strip=True,
    )  # fmt: skip


def written(name: str, stored: str) -> str:
    """A stored value as it is typed: dates as dd/mm/yyyy."""
    if name in DATES and bounds(stored):
        return "/".join(reversed(stored.split("-")))
    return shown_value(name, stored)


def listed(names: Collection[str]) -> dict[str, list[str]]:
    """Values offered while one types, for fields with a closed list."""
    return {
        name: [one.name for one in values()] for name, values in _LISTED.items() if name in names
    }

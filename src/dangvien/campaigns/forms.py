"""Forms of a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict

from dangvien.accounts.models import User
from dangvien.campaigns.counted import fields_of, in_words
from dangvien.campaigns.levels import LEVELS, NAMES
from dangvien.campaigns.opening import Plan, plans
from dangvien.core.schema import MEMBER
from dangvien.orgs.forms import Unit, day, words
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths

TIERS = (
    (1, "Chín thông tin đồng bộ với Sổ tay đảng viên"),
    (2, "Hồ sơ cơ bản, khoảng hai mươi thông tin"),
)
GROUPS = {
    1: "Đồng bộ với Sổ tay đảng viên",
    2: "Hồ sơ cơ bản",
    3: "Phần còn lại của phiếu đảng viên",
}


class Choose(forms.Form):
    """Which plan, for which subtree, from which day."""

    ke_hoach = forms.ChoiceField(
        label="Kế hoạch", widget=forms.RadioSelect,
        error_messages={"required": "Chưa chọn kế hoạch."},
    )  # fmt: skip
    don_vi = Unit(
        Organisation.objects.none(), label="Phạm vi", empty_label=None,
        help_text="Chiến dịch gồm đơn vị này và mọi đơn vị trực thuộc.",
        error_messages={"required": "Chưa chọn đơn vị."},
    )  # fmt: skip
    bat_dau = day("Ngày bắt đầu", "Các hạn của kế hoạch dời theo cùng số ngày.")

    def __init__(self, *args: Any, actor: User, **more: Any) -> None:
        super().__init__(*args, **more)
        told = [(plan.key, plan.title) for plan in plans().values()]
        cast(forms.ChoiceField, self.fields["ke_hoach"]).choices = told
        cast(Unit, self.fields["don_vi"]).queryset = scopes(actor)


def scopes(actor: User) -> Any:
    """Where somebody may open a campaign: the own units, and the communes below them."""
    rows = Organisation.objects.visible_to(actor, "campaign.run").select_related("parent")
    wide = Q(form__in=("tinh", "xa")) | Q(path__in=paths(actor, "campaign.run"))
    return rows.filter(wide, closed_on=None).order_by("path")


class Opening(forms.Form):
    """What of the plan may be said otherwise: its name, what counts as clean, the last days.

    `drawn`: the tier for which the boxes of the fields were drawn; when another tier is chosen and no
    box was touched, the fields of that tier are meant.
    """

    name = words("Tên chiến dịch", 200, required=True)
    tier = forms.TypedChoiceField(
        label="Hồ sơ sạch nghĩa là đủ và đúng", choices=TIERS, coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    drawn = forms.IntegerField(widget=forms.HiddenInput, required=False)
    counted = forms.MultipleChoiceField(
        label="Các thông tin được tính", choices=[(one.name, one.label) for one in MEMBER],
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, *args: Any, plan: Plan, **more: Any
    ) -> None:  # fmt: skip
        first = {"name": plan.name, "tier": plan.tier, "drawn": plan.tier, "counted": plan.counted}
        first |= {_key(step.number, level): on for step in plan.steps
                  for level, on in step.days.items()}  # fmt: skip
        super().__init__(_followed(data), *args, **{"initial": first, **more})
        self.plan = plan
        for step in plan.steps:
            for level in (one for one in LEVELS if one in step.days):
                self.fields[_key(step.number, level)] = day(NAMES[level])

    def clean_counted(self) -> list[str]:
        """At least one field; who sends none of the boxes at all means the tier's."""
        told: list[str] = self.cleaned_data["counted"]
        if not told and self.cleaned_data.get("drawn"):
            raise forms.ValidationError("Chọn ít nhất một thông tin.")
        return told or fields_of(self.cleaned_data.get("tier") or self.plan.tier)

    def groups(self) -> list[tuple[str, list[tuple[Any, bool]]]]:
        """The boxes by tier, each with whether the field must hold something."""
        found: dict[int, list[tuple[Any, bool]]] = {tier: [] for tier in GROUPS}
        for box, one in zip(self["counted"], MEMBER, strict=True):
            found[one.tier].append((box, one.required != "optional"))
        return [(GROUPS[tier], boxes) for tier, boxes in found.items()]

    def ticked(self) -> int:
        """How many fields are chosen now."""
        return len(set(self["counted"].value() or ()))

    def differs(self) -> str:
        """How the choice differs from the tier, in words."""
        tier = str(self["tier"].value() or "")
        usual = int(tier) if tier in ("1", "2") else self.plan.tier
        return in_words(self["counted"].value() or (), usual)

    def steps(self) -> Iterator[tuple[Any, list[Any]]]:
        """Each step with its boxes for days."""
        for step in self.plan.steps:
            levels = [level for level in LEVELS if level in step.days]
            yield step, [self[_key(step.number, level)] for level in levels]

    def days(self) -> dict[tuple[int, str], date]:
        """The last days as they were typed."""
        return {
            (step.number, level): self.cleaned_data[_key(step.number, level)]
            for step in self.plan.steps for level in step.days
        }  # fmt: skip


def _followed(data: QueryDict | None) -> QueryDict | None:
    """What was typed; the boxes follow a tier that was changed, unless somebody had touched them."""
    known = {"1": 1, "2": 2}
    if data is None:
        return None
    tier, drawn = (known.get(str(data.get(name))) for name in ("tier", "drawn"))
    if tier is None or drawn is None or tier == drawn:
        return data
    told = data.copy()
    told["drawn"] = str(tier)
    if set(data.getlist("counted")) == set(fields_of(drawn)):
        told.setlist("counted", fields_of(tier))
    return told


def _key(number: int, level: str) -> str:
    return f"han-{number}-{level}"


class Extend(forms.Form):
    """A longer deadline for one unit."""

    on = day("Hạn mới", "Ngày cuối cùng được làm, kể cả ngày ấy.")
    reason = words(
        "Lý do gia hạn", 300, "Đơn vị và cấp trên đều đọc được lý do này.", required=True
    )


class Reason(forms.Form):
    """Why something is taken back."""

    reason = words(
        "Lý do", 300, "Ghi chỗ phải sửa; không ghi tên, số của đảng viên.", required=True
    )


class Keep(forms.Form):
    """Why a record that was found wrong is right."""

    answer = words(
        "Vì sao giữ nguyên", 500,
        "Đã xem giấy nào, giấy ghi gì; không ghi số căn cước, số thẻ của đảng viên.", required=True,
    )  # fmt: skip


class Sign(forms.Form):
    """A signature; somebody above who signs for a unit says on which paper it rests."""

    paper = words(
        "Ký thay, theo văn bản nào", 200,
        "Biên bản hoặc phiếu đã ký tay của đơn vị: số, ngày, người ký.", required=True,
    )  # fmt: skip

    def __init__(self, *args: Any, own: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if own:
            del self.fields["paper"]
